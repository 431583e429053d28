from challenges.models.agreement import Agreement, Assent
from challenges.models.challenge import Challenge
from challenges.models.commitment import Commitment
from challenges.models.entry import Entry
from challenges.models.offered import Availability, OfferedDate
from challenges.models.room import SetRoom, Turn

__all__ = ["Agreement", "Assent", "Availability", "Challenge", "Commitment", "Entry", "OfferedDate", "SetRoom", "Turn"]
