"""What a participant does with what they write."""

from challenges.services.commitments import add_commitment, say_how_it_went
from challenges.services.writing import add_entry, change_challenge, share, write_challenge

__all__ = ["add_commitment", "add_entry", "change_challenge", "say_how_it_went", "share", "write_challenge"]
