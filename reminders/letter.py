"""Everything one mail needs, read at one moment, and what must still be so when it goes."""

from dataclasses import dataclass, field
from typing import Any

from cohorts.models import Person, Programme
from reminders.models import Rule
from reminders.verdict import Facts, waits, why_not
from workshops.models import SessionDay


@dataclass(frozen=True)
class Still:
    """Something that must be so when the mail goes: a condition in SQL with its parameters, tuples for IN lists.

    Written out, for it is asked once a mail: putting the question together would cost more than the answer.
    """

    sql: str
    params: tuple = ()


@dataclass
class Letter:
    person: Any  # a person, a speaker, or who is like one: with full_name, first_name and language
    address: str
    programme: Programme | None
    template: str
    facts: Facts
    context: dict[str, Any] = field(default_factory=dict)
    said: dict[tuple, tuple[str, str]] = field(default_factory=dict)  # by language and rule, for all with this context
    roles: frozenset[str] = frozenset()  # in which the reader gets it, where rules name roles
    rule: Rule | None = None  # whose own words it bears
    greets: bool = True  # whether it begins with a greeting by first name
    answers_to: Person | None = None  # whom an answer reaches, where that is not the office
    optional: bool = False  # whether its reader may do without such mails
    own: dict[str, str] = field(default_factory=dict)  # what stands for this reader alone in place of each mark
    days: list[SessionDay] = field(default_factory=list)  # those that get a calendar part
    cancelled: list[SessionDay] = field(default_factory=list)  # those that a calendar part takes away
    still: list[Still] = field(default_factory=list)  # asked again by the fence

    @property
    def why(self) -> str:
        """Why it does not go; empty when it does."""
        return why_not(self.facts)

    @property
    def waits(self) -> bool:
        return waits(self.why, self.facts)

    @property
    def told(self) -> list[dict[str, Any]] | None:
        """What the reader will have been told of the calendar, kept so that a change can be put beside it."""
        return [told_of(day) for day in (*self.days, *self.cancelled)] or None


def told_of(day: SessionDay) -> dict[str, Any]:
    """What is told of a day as it stands."""
    return {
        "uid": str(day.uid),
        "starts": day.starts_at.isoformat(),
        "ends": day.ends_at.isoformat(),
        "venue": day.venue_id,
        "room": day.room_id,
        "way_in": [day.online_link, day.online_host, day.dial_in],
        "name": day.session.name if day.session.is_whole_cohort else "",
        "sequence": day.sequence,
        "cancelled": day.cancelled_at is not None,
    }


MARK = "\ue000"  # a letter for private use: no text of ours holds it


def mark(name: str) -> str:
    """What stands in a shared text where `Letter.own` has something for each reader."""
    return f"{MARK}{name}{MARK}"
