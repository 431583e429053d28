"""What is asked in coaching. Each list is a file beside this one: another question is no code.

An answer is kept under the key of its question: reword freely, and never use a key again for something else.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    hint: str = ""
    before: str = ""  # the wording at the first time, where it differs
    after: str = ""  # and at the second

    def at(self, moment: str) -> str:
        """The wording at `moment`, before or after."""
        return {"before": self.before, "after": self.after}[moment] or self.text


class NotAList(Exception):
    """A file that cannot be asked, with what is wrong in it."""


@cache
def interview() -> tuple[Question, ...]:
    """The questions of the baseline and of the exit interview, in order."""
    return read(HERE / "interview.toml")


@cache
def strengths() -> tuple[Question, ...]:
    """What one rates oneself in, before and after, in order."""
    return read(HERE / "strengths.toml")


def read(path: Path) -> tuple[Question, ...]:
    """The questions of a file. Raises NotAList, which names the file and the fault."""
    try:
        found = tuple(Question(**values) for values in tomllib.loads(path.read_text())["questions"])
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as fault:
        raise NotAList(f"{path.name}: {fault}") from None
    if len({question.key for question in found}) < len(found):
        raise NotAList(f"{path.name}: two questions have the same key")
    return found
