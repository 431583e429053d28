from workshops.models.attendance import Attendance, Reply
from workshops.models.change import DraftChange
from workshops.models.door import Arrival, DoorCode, WrongLetters
from workshops.models.edition import Edition
from workshops.models.item import Item, ParallelGroup
from workshops.models.material import Material, StoredFile
from workshops.models.pack import Pack, PackFile
from workshops.models.presence import Guest, Presence
from workshops.models.presentations import Presentations, Presenter
from workshops.models.session import Objective, Session, SessionDay
from workshops.models.slot import CoachingSlot
from workshops.models.speaker import Speaker
from workshops.models.template import Template
from workshops.models.voice import Voice

__all__ = [
    "Arrival",
    "Attendance",
    "CoachingSlot",
    "DoorCode",
    "DraftChange",
    "Edition",
    "Guest",
    "Item",
    "Material",
    "Objective",
    "Pack",
    "PackFile",
    "ParallelGroup",
    "Presence",
    "Presentations",
    "Presenter",
    "Reply",
    "Session",
    "SessionDay",
    "Speaker",
    "StoredFile",
    "Template",
    "Voice",
    "WrongLetters",
]
