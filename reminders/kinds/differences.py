"""What has become of a session's days since somebody was told, in terms of a mail."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reminders.letter import told_of
from workshops.models import SessionDay


@dataclass(frozen=True)
class Difference:
    """One day, and what of it is otherwise. Where nobody can say what the reader knows, `was` is None."""

    day: SessionDay
    what: frozenset[str]  # new, gone, back, time, place, way_in, name; unsure
    starts: datetime | None = None  # as the reader was told, in the zone of the day
    ends: datetime | None = None
    venue: int | None = None
    name: str = ""

    @property
    def moves(self) -> bool:
        """Whether it is about when, and not only about where and how."""
        return bool(self.what & {"new", "gone", "back", "time", "unsure"})

    @property
    def shows_before(self) -> bool:
        """Whether what was belongs beside what is."""
        return bool(self.what & {"time", "place"})


def differences(days: Iterable[SessionDay], told: dict[str, dict[str, Any]]) -> Iterator[Difference]:
    """In the order of `days`; a day that was cancelled before the reader heard of it is none."""
    for day in days:
        known = told.get(str(day.uid))
        what = compare(day, known, unsure=not told)
        if what:
            yield Difference(day, what, **was(day, known))


def compare(day: SessionDay, known: dict[str, Any] | None, *, unsure: bool) -> frozenset[str]:
    off = day.cancelled_at is not None
    if known is None:
        return frozenset(["gone" if off else "unsure"] if unsure else [] if off else ["new"])
    if known["cancelled"] or off:
        return frozenset(["gone"] if off and not known["cancelled"] else ["back"] if not off else [])
    return frozenset(what for what, names in PARTS.items() if any(differ(day, known, name) for name in names))


PARTS = {"time": ["starts", "ends"], "place": ["venue", "room"], "way_in": ["way_in"], "name": ["name"]}


def differ(day: SessionDay, known: dict[str, Any], name: str) -> bool:
    return name in known and told_of(day)[name] != known[name]


def was(day: SessionDay, known: dict[str, Any] | None) -> dict[str, Any]:
    if known is None:
        return {}
    starts, ends = (datetime.fromisoformat(known[name]).astimezone(day.tz) for name in ("starts", "ends"))
    return {"starts": starts, "ends": ends, "venue": known["venue"], "name": known.get("name", "")}
