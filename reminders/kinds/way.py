"""What a kind of message has to say of itself: when it falls due, whom it reaches, what it says."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from django.db.models import QuerySet

from cohorts.models import Person
from reminders.due import Due
from reminders.letter import Letter
from reminders.models import Kind, Message, Occasion, Rule
from workshops.models import Session, SessionDay


class Timing(Enum):
    """What a rule's days count from."""

    AT_ONCE = "at_once"  # there is nothing to count
    BEFORE = "before"  # the first day of a session
    AFTER = "after"  # its last day
    DEADLINE = "deadline"  # the day by which to reply
    PROMISE = "promise"  # the day for which something was promised
    QUIET = "quiet"  # the last that was written
    WEEKLY = "weekly"  # nothing: it comes on its weekday


@dataclass(frozen=True)
class Planned:
    """Sessions to plan for (with cohort and `has_edition`), their days in order, and the rules of their programmes."""

    sessions: list[Session]
    days: dict[int, list[SessionDay]]  # by session
    rules: list[Rule]  # those that are on, of every kind

    def moments(self, session: Session, kind: Kind) -> set[str]:
        """At which moments the programme's rules of `kind` name a session like this one."""
        mine = [r for r in self.rules if r.kind == kind and r.programme_id == session.cohort.programme_id]
        return {rule.moment for rule in mine if rule.session_kind in ("", session.kind)}


@dataclass(frozen=True)
class Reached:
    """Rows with `occasion`, `told` (the id of a person, or of a speaker where `to` says so) and `address`."""

    found: QuerySet[Any]
    to: str = "person"


@dataclass(frozen=True, eq=False)
class Way:
    """One kind of message.

    Either `wanted` gives what should be due of sessions, by session; or `plan` keeps what is not about a session true
    to what changed after a moment, and `stirred` gives what did, in an order that an index gives. Whom claimed
    occasions reach is given by `reach`, as queries from which the database inserts, or by `rows` of (subject, person,
    address).
    """

    kind: Kind
    read: Callable[[list[Message], datetime], dict[Message, Letter]]
    reach: Callable[[list[Occasion]], Iterator[Reached]] | None = None
    rows: Callable[[list[Occasion]], Iterable[tuple[int, int, str]]] | None = None
    wanted: Callable[[Planned, datetime], Iterator[tuple[int, Due]]] | None = None
    plan: Callable[[datetime, datetime], None] | None = None  # since when, now
    stirred: Callable[[datetime], QuerySet[Any]] | None = None  # since when
    follows_sessions: bool = False  # whether `plan` has something to do when sessions changed
    starts_with: list[dict[str, Any]] = field(default_factory=list)  # the rules of a new programme; none: no rules
    timing: Timing = Timing.AT_ONCE
    roles: tuple[str, ...] = ()  # that its rules may name; none where it is clear whom it is for
    example: Callable[[Rule, Person, datetime], Letter] | None = None  # for a preview, where real ones are private
    always: bool = False  # whether it goes in any case, so that its rule brings only words
