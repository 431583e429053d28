from challenges.models.challenge import Challenge
from challenges.models.coaching import Assessment, CoachingNote, Interview, Moment, OfPair
from challenges.models.commitment import Commitment
from challenges.models.entry import Entry

__all__ = ["Assessment", "Challenge", "CoachingNote", "Commitment", "Entry", "Interview", "Moment", "OfPair"]
