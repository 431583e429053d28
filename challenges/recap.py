"""What participants offer to a session's recap, and thought of it: never whose, never of fewer than five.

Feedback is counted once it is closed and not before: of two totals the difference would be somebody's answer.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from challenges.models import Feedback, Question, Reflection
from challenges.models.feedback import HIGHEST, LOWEST
from workshops.drawing import drawn
from workshops.models import Session

FEWEST = 5  # people; fewer could be told apart
SCORES = range(LOWEST, HIGHEST + 1)
LONGEST_BAR = 240  # units of the drawing


@dataclass
class Said:
    """A question and what was said to it, in an order that tells nothing; nothing at all from fewer than five."""

    question: Question
    texts: list[str]


@dataclass
class Bar:
    score: int
    count: int
    width: float
    y: int


@dataclass
class Total:
    """The answers to one question from 1 to 5, counted; `before` is the same question at an earlier session."""

    question: Question
    counts: dict[int, int]
    before: "Total | None" = None

    @property
    def number(self) -> int:
        return sum(self.counts.values())

    @property
    def is_shown(self) -> bool:
        return self.number >= FEWEST

    @property
    def mean(self) -> float:
        return sum(score * count for score, count in self.counts.items()) / self.number

    @property
    def bars(self) -> list[Bar]:
        """As long as the share of those who gave this score, so that two sessions compare."""
        return [
            Bar(
                score,
                self.counts.get(score, 0),
                round(LONGEST_BAR * self.counts.get(score, 0) / self.number, 1),
                28 * n,
            )
            for n, score in enumerate(reversed(SCORES))
        ]

    @property
    def rows(self) -> list[tuple[int, int, int | None]]:
        """Score, how many, and how many before."""
        before = self.before.counts if self.before else None
        return [
            (score, self.counts.get(score, 0), before.get(score, 0) if before else None) for score in reversed(SCORES)
        ]


def recap(session: Session) -> list[Said]:
    """What is offered, a line for each prompt that is asked."""
    prompts = Question.objects.about(session).standing().prompts()
    offered = Reflection.objects.offered().filter(question__in=prompts)
    return unnamed(list(prompts), offered.values_list("question", "pk", "text"))


def own_words(session: Session, now: datetime) -> list[Said]:
    """What was answered in words to the feedback's open questions, once it is closed."""
    questions = Question.objects.about(session).standing().filter(kind=Question.Kind.OPEN)
    answers = Feedback.objects.filter(question__in=questions.closed(now))
    return unnamed(list(questions), answers.values_list("question", "pk", "text"))


def unnamed(questions: list[Question], rows) -> list[Said]:
    """One row a person: in an order drawn by lot, and none where there are fewer than five."""
    of_question: dict[int, dict[int, str]] = defaultdict(dict)
    for question, number, text in rows:
        of_question[question][number] = text
    return [Said(question, shuffled(question, of_question[question.pk])) for question in questions]


def shuffled(question: Question, texts: dict[int, str]) -> list[str]:
    return [texts[number] for number in drawn(texts, question.pk)] if len(texts) >= FEWEST else []


def totals(session: Session, now: datetime) -> list[Total]:
    """The feedback in figures once it is closed, each beside the last earlier session that asked the cohort the same.

    The one place that counts answers: whatever shows a total asks here.
    """
    questions = list(Question.objects.about(session).standing().filter(kind=Question.Kind.SCALE))
    texts = [question.text for question in questions]
    same = Question.objects.filter(session__cohort=session.cohort_id, kind=Question.Kind.SCALE, text__in=texts)
    counted = counts_of(same.closed(now))
    earlier = before(session, same, counted)
    return [Total(question, counted.get(question.pk, {}), earlier.get(question.text)) for question in questions]


def counts_of(questions) -> dict[int, dict[int, int]]:
    """Of each question, by its number: how many gave each score."""
    counted: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for question, score in Feedback.objects.filter(question__in=questions).values_list("question", "score"):
        counted[question][score] += 1
    return counted


def before(session: Session, same, counted) -> dict[str, Total]:
    """By the words of a question, its latest total before this session that may be shown."""
    starts = session.days.order_by("starts_at").values("starts_at")[:1]
    asked = same.filter(session__days__starts_at__lt=starts).exclude(session=session)
    latest: dict[str, Total] = {}
    for question in asked.select_related("session").order_by("session__days__starts_at", "pk"):
        total = Total(question, counted.get(question.pk, {}))
        if total.is_shown:
            latest[question.text] = total
    return latest
