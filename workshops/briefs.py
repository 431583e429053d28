"""What a speaker needs to know: when, where, for how long, with whom. Timed from what is published."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workshops.agenda import length
from workshops.editions import agenda_days, frozen
from workshops.models import Edition, SessionDay, Speaker

Timed = dict[int, tuple[SessionDay, dict[str, Any]]]  # the item's id -> its day and its line


@dataclass(frozen=True)
class Part:
    """One item that a speaker takes part in, in ready strings. `beside` names who else speaks."""

    day: SessionDay
    line: Mapping[str, Any]
    room: str
    beside: list[str]
    is_draft: bool

    @property
    def length(self) -> str:
        return length(self.line["minutes"])


@dataclass(frozen=True)
class Brief:
    """`parts` in the order of the day; `days` are the standing days that are theirs, none when those are cancelled."""

    speaker: Speaker
    parts: list[Part]
    days: list[SessionDay]

    def is_over(self, now: datetime) -> bool:
        return bool(self.days) and all(day.ends_at <= now for day in self.days)

    def is_open(self, now: datetime) -> bool:
        """Whether an answer still counts."""
        return bool(self.days) and not self.is_over(now)

    @property
    def is_draft(self) -> bool:
        """Whether some of the times are not published yet and may still change."""
        return any(part.is_draft for part in self.parts)


def brief_of(speaker: Speaker) -> Brief:
    """The brief as it stands now. Times are the latest edition's; the draft's where that does not have the item."""
    session = speaker.session
    standing = agenda_days(session)
    edition = Edition.of(session).first()
    published = timed(edition.content, standing) if edition else {}
    drafted = timed(frozen(session, standing, ()), standing)
    mine = set(speaker.items.values_list("pk", flat=True))
    others = {other.name for other in session.speakers.all() if other.is_on and other.pk != speaker.pk}
    parts = [
        Part(day, line, line["room"] or main_room(day), list(beside(line, others)), is_draft=pk not in published)
        for pk, (day, line) in (drafted | published).items()
        if pk in mine
    ]
    parts.sort(key=lambda part: (part.day.date, part.line["start"]))
    return Brief(speaker, parts, days_of(speaker, standing))


def timed(content: Mapping[str, Any], standing: Iterable[SessionDay]) -> Timed:
    days = {day.pk: day for day in standing}
    return {
        line["item"]: (days[day["day"]], line) for day in content["days"] if day["day"] in days for line in day["items"]
    }


def main_room(day: SessionDay) -> str:
    return day.room.name if day.room else ""


def beside(line: Mapping[str, Any], others: Iterable[str]) -> Iterator[str]:
    """Those printed beside them who have not withdrawn since."""
    for speaker in line["speakers"]:
        if speaker["name"] in others:
            yield ", ".join(filter(None, (speaker["name"], speaker["role"], speaker["organisation"])))


def days_of(speaker: Speaker, standing: Iterable[SessionDay]) -> list[SessionDay]:
    """The standing days on which they have an item; without any item, all of them."""
    theirs = set(speaker.items.values_list("day", flat=True))
    return [day for day in standing if day.pk in theirs or not theirs]
