from challenges.models.agreement import Agreement, Assent
from challenges.models.canvas import FilledCanvas
from challenges.models.challenge import Challenge
from challenges.models.coaching import Assessment, CoachingNote, Interview, Moment, OfPair
from challenges.models.comment import Comment
from challenges.models.commitment import Commitment
from challenges.models.disclosure import Disclosure
from challenges.models.draft import Draft
from challenges.models.entry import Entry
from challenges.models.feedback import Feedback
from challenges.models.holder import Holder
from challenges.models.map import Map, Stakeholder
from challenges.models.note import NoteAssent, NotesEnd, SetNote
from challenges.models.offered import Availability, OfferedDate
from challenges.models.progress_note import ProgressNote
from challenges.models.question import Question
from challenges.models.reflection import Reflection
from challenges.models.room import SetRoom, Turn
from challenges.models.self_check import Answer, SelfCheck
from challenges.models.stage_move import StageMove
from challenges.models.trace import Trace, TracePart

__all__ = [
    "Agreement",
    "Answer",
    "Assent",
    "Assessment",
    "Availability",
    "Challenge",
    "CoachingNote",
    "Comment",
    "Commitment",
    "Disclosure",
    "Draft",
    "Entry",
    "Feedback",
    "FilledCanvas",
    "Holder",
    "Interview",
    "Map",
    "Moment",
    "NoteAssent",
    "NotesEnd",
    "OfPair",
    "OfferedDate",
    "ProgressNote",
    "Question",
    "Reflection",
    "SelfCheck",
    "SetNote",
    "SetRoom",
    "StageMove",
    "Stakeholder",
    "Trace",
    "TracePart",
    "Turn",
]
