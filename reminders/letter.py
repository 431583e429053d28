"""Everything one mail needs, read at one moment, and what must still be so when it goes."""

from dataclasses import dataclass, field
from typing import Any

from cohorts.models import Person, Programme
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
    person: Person
    address: str
    programme: Programme | None
    template: str
    facts: Facts
    context: dict[str, Any] = field(default_factory=dict)
    said: dict[str | None, tuple[str, str]] = field(default_factory=dict)  # by language, for all with this context
    days: list[SessionDay] = field(default_factory=list)  # those that get a calendar part
    cancelled: list[SessionDay] = field(default_factory=list)  # those that the reader's calendar must take off
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
        return [
            {
                "uid": str(day.uid),
                "starts": day.starts_at.isoformat(),
                "ends": day.ends_at.isoformat(),
                "venue": day.venue_id,
                "sequence": day.sequence,
            }
            for day in self.days
        ] or None
