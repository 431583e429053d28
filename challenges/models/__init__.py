from challenges.models.agreement import Agreement, Assent
from challenges.models.challenge import Challenge
from challenges.models.comment import Comment
from challenges.models.commitment import Commitment
from challenges.models.draft import Draft
from challenges.models.entry import Entry
from challenges.models.offered import Availability, OfferedDate
from challenges.models.room import SetRoom, Turn
from challenges.models.self_check import Answer, SelfCheck
from challenges.models.stage_move import StageMove

__all__ = [
    "Agreement",
    "Answer",
    "Assent",
    "Availability",
    "Challenge",
    "Commitment",
    "Draft",
    "Entry",
    "OfferedDate",
    "SelfCheck",
    "SetRoom",
    "StageMove",
    "Turn",
]
from challenges.models.feedback import Feedback
from challenges.models.question import Question
from challenges.models.reflection import Reflection
from challenges.models.trace import Trace, TracePart

__all__ = ["Challenge", "Comment", "Commitment", "Entry", "Feedback", "Question", "Reflection", "Trace", "TracePart"]
