from workshops.models.attendance import Attendance, Reply
from workshops.models.edition import Edition
from workshops.models.item import Item, ParallelGroup
from workshops.models.pack import Pack, PackFile
from workshops.models.session import Objective, Session, SessionDay
from workshops.models.speaker import Speaker

__all__ = [
    "Attendance",
    "Edition",
    "Item",
    "Objective",
    "Pack",
    "PackFile",
    "ParallelGroup",
    "Reply",
    "Session",
    "SessionDay",
    "Speaker",
]
