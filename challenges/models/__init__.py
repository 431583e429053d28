from challenges.models.challenge import Challenge
from challenges.models.comment import Comment
from challenges.models.commitment import Commitment
from challenges.models.entry import Entry
from challenges.models.feedback import Feedback
from challenges.models.question import Question
from challenges.models.reflection import Reflection
from challenges.models.trace import Trace, TracePart

__all__ = ["Challenge", "Comment", "Commitment", "Entry", "Feedback", "Question", "Reflection", "Trace", "TracePart"]
