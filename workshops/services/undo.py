"""The last twenty changes of a draft agenda, undone and redone one by one, whoever made them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import MovedOn
from workshops.models import DraftChange, Session
from workshops.services.locking import locked, touch
from workshops.services.snapshots import AFTER, BEFORE, difference, put, snapshot

TWENTY = 20
keeping: ContextVar[frozenset[int]] = ContextVar("keeping", default=frozenset())


@contextmanager
def keep(*, session: Session, verb: str, what: str, by: Person, now: datetime) -> Iterator[None]:
    """Whatever happens inside to the session's agenda is one change that can be undone, called `verb` of `what`.

    Call it under the session's lock. Changes inside a change are part of it; where nothing changes nothing is kept.
    """
    if session.pk in keeping.get():
        yield
        return
    token = keeping.set(keeping.get() | {session.pk})
    before = snapshot(session)
    try:
        yield
    finally:
        keeping.reset(token)
    if rows := difference(before, snapshot(session)):
        add(DraftChange(session=session, verb=verb, what=what[:200], rows=rows, by=by, at=now))


def add(change: DraftChange) -> None:
    """As the latest: what had been undone can no longer be redone, and what is older than twenty is forgotten."""
    kept = change.session.draft_changes
    kept.exclude(undone_at=None).delete()
    last = kept.order_by("-number").values_list("number", flat=True).first()
    change.number = (last or 0) + 1
    change.save()
    kept.filter(number__lte=change.number - TWENTY).delete()


@transaction.atomic
def undo(*, session: Session, change: int, by: Person, now: datetime) -> DraftChange:
    """Take back `change`. Raises MovedOn unless it is the latest that stands."""
    session = locked(session.pk)
    return turn(session, session.draft_changes.filter(undone_at=None).last(), change, BEFORE, by, now)


@transaction.atomic
def redo(*, session: Session, change: int, by: Person, now: datetime) -> DraftChange:
    """Do `change` again. Raises MovedOn unless it is the last that was undone, and nothing was changed since."""
    session = locked(session.pk)
    return turn(session, session.draft_changes.exclude(undone_at=None).first(), change, AFTER, by, now)


def turn(session: Session, found: DraftChange | None, change: int, side: int, by: Person, now: datetime) -> DraftChange:
    if found is None or found.pk != change:
        raise MovedOn
    put(session, found.rows, side)
    found.undone_at, found.undone_by = (now, by) if side == BEFORE else (None, None)
    found.save(update_fields=["undone_at", "undone_by"])
    touch(session, now)
    record(by, "undid" if side == BEFORE else "redid", found, at=now)
    return found
