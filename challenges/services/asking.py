"""What those who run a session ask about it, and what its participants answer."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from challenges.asking import is_asked, times_of
from challenges.exceptions import NotAsked
from challenges.models import Feedback, Question, Reflection
from challenges.services.author import lock
from cohorts.models import Membership, Person
from cohorts.trail import record
from workshops.models import Session
from workshops.services.locking import locked


@transaction.atomic
def ask(*, session: Session, kind: str, texts: Iterable[str], by: Person, now: datetime) -> None:
    """Ask exactly `texts`, in this order. What is not among them is asked no longer, and its answers are kept.

    A question that is asked again finds the answers it had.
    """
    session = locked(session.pk)
    known = {each.text: each for each in Question.objects.about(session).filter(kind=kind)}
    wanted = list(dict.fromkeys(texts))
    for position, text in enumerate(wanted, 1):
        put(known.get(text) or Question(session=session, kind=kind, text=text), position, None, by, now)
    for question in known.values():
        if question.text not in wanted:
            put(question, question.position, question.removed_at or now, by, now)


def put(question: Question, position: int, removed_at: datetime | None, by: Person, now: datetime) -> None:
    """Save the question where that changes anything."""
    if question.pk and (question.position, question.removed_at) == (position, removed_at):
        return
    verb = "changed" if question.pk else "asked"
    question.position, question.removed_at = position, removed_at
    question.save()
    record(by, verb, question, at=now, fields=["position", "removed_at"])


@transaction.atomic
def reflect(
    *,
    place: Membership,
    session: Session,
    answers: Mapping[Question, str],
    by: Person,
    now: datetime,
    offer: Question | None = None,
    take_back: Question | None = None,
) -> None:
    """Keep what the holder of `place` makes of the session; an empty answer is taken out.

    Their own alone, but for the one they `offer` to the recap, and until they `take_back` that.
    Raises NotTheAuthor, NotAsked.
    """
    place = lock(place, by)
    must_be_asked(place, session, answers)
    if not times_of(session).has_begun(now):
        raise NotAsked(session)
    for question, text in answers.items():
        keep_reflection(place, question, text, by, now)
    if offer:
        mark_offered(place, offer, now, by, now)
    if take_back:
        mark_offered(place, take_back, None, by, now)


def must_be_asked(place: Membership, session: Session, questions: Iterable[Question]) -> None:
    """Raises NotAsked for whoever the session does not ask, and for another session's questions."""
    elsewhere = any(question.session_id != session.pk for question in questions)
    if elsewhere or not is_asked(place, session):
        raise NotAsked(session)


def keep_reflection(place: Membership, question: Question, text: str, by: Person, now: datetime) -> None:
    found = Reflection.objects.filter(membership=place, question=question).first()
    if found and not text:
        record(by, "removed", found, at=now)
        found.delete()
    elif text and (found is None or found.text != text):
        kept = found or Reflection(membership=place, question=question)
        kept.text, kept.at = text, now
        kept.save()
        record(by, "changed" if found else "reflected", kept, at=now, fields=["text"])


def mark_offered(place: Membership, question: Question, at: datetime | None, by: Person, now: datetime) -> None:
    found = Reflection.objects.filter(membership=place, question=question).first()
    if found and (found.offered_at is None) != (at is None):
        found.offered_at = at
        found.save(update_fields=["offered_at"])
        record(by, "offered" if at else "took back", found, at=now, fields=["offered_at"])


@transaction.atomic
def give_feedback(
    *, place: Membership, session: Session, answers: Mapping[Question, int | str | None], by: Person, now: datetime
) -> None:
    """Keep the answers to the session's questions; an empty one is taken out. Raises NotTheAuthor, NotAsked.

    The trail says that feedback was given, and not which answers are whose.
    """
    place = lock(place, by)
    must_be_asked(place, session, answers)
    if not times_of(session).takes_feedback(now):
        raise NotAsked(session)
    for question, answer in answers.items():
        keep_answer(place, question, answer, now)
    record(by, "gave feedback", session, at=now)


def keep_answer(place: Membership, question: Question, answer: int | str | None, now: datetime) -> None:
    rows = Feedback.objects.filter(membership=place, question=question)
    if not answer:
        rows.delete()
        return
    said = {"text": answer} if question.kind == Question.Kind.OPEN else {"score": answer}
    Feedback.objects.update_or_create(membership=place, question=question, defaults=said | {"at": now})
