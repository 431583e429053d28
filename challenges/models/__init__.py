from challenges.models.agreement import Agreement, Assent
from challenges.models.challenge import Challenge
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
