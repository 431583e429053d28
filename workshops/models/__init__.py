from workshops.models.attendance import Attendance, Reply
from workshops.models.change import DraftChange
from workshops.models.edition import Edition
from workshops.models.item import Item, ParallelGroup
from workshops.models.session import Objective, Session, SessionDay
from workshops.models.speaker import Speaker

__all__ = [
    "Attendance",
    "DraftChange",
    "Edition",
    "Item",
    "Objective",
    "ParallelGroup",
    "Reply",
    "Session",
    "SessionDay",
    "Speaker",
]
