from challenges.models.challenge import Challenge
from challenges.models.commitment import Commitment
from challenges.models.draft import Draft
from challenges.models.entry import Entry
from challenges.models.self_check import Answer, SelfCheck
from challenges.models.stage_move import StageMove

__all__ = ["Answer", "Challenge", "Commitment", "Draft", "Entry", "SelfCheck", "StageMove"]
