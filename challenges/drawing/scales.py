"""The picture of strengths and needs: where each mark of a rating stands. Numbers in, numbers out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from challenges.questions import Question

STEP, TOP, ROW, LINE = 72, 28, 62, 44  # in the units of the drawing: about as wide as a phone, each name over its line
MOST = 5
SCALE = range(1, MOST + 1)


@dataclass(frozen=True)
class Line:
    """One question of the picture: the ratings at both moments, or None, and where they stand."""

    question: Question
    before: int | None
    after: int | None
    y: int

    @property
    def before_x(self):
        return x_of(self.before)

    @property
    def after_x(self):
        return x_of(self.after)

    @property
    def name_y(self):
        return self.y - LINE // 2

    @property
    def same(self):
        return self.before is not None and self.before == self.after


@dataclass(frozen=True)
class Picture:
    lines: Sequence[Line]

    @property
    def columns(self):
        """Each number of the scale with its place across."""
        return [(number, x_of(number)) for number in SCALE]

    @property
    def width(self):
        return MOST * STEP

    @property
    def height(self):
        return TOP + len(self.lines) * ROW


def picture(questions: Sequence[Question], before: Mapping[str, int], after: Mapping[str, int]) -> Picture:
    """The picture of both ratings, either of which may be empty."""
    return Picture(
        [
            Line(question, before.get(question.key), after.get(question.key), TOP + n * ROW + LINE)
            for n, question in enumerate(questions)
        ]
    )


def x_of(number: int | None) -> int | None:
    return None if number is None else (number - 1) * STEP + STEP // 2
