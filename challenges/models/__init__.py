from challenges.models.challenge import Challenge
from challenges.models.commitment import Commitment
from challenges.models.entry import Entry

__all__ = ["Challenge", "Commitment", "Entry"]
