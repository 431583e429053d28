from challenges.models.canvas import FilledCanvas
from challenges.models.challenge import Challenge
from challenges.models.commitment import Commitment
from challenges.models.entry import Entry
from challenges.models.map import Map, Stakeholder

__all__ = ["Challenge", "Commitment", "Entry", "FilledCanvas", "Map", "Stakeholder"]
