"""What one frozen agenda changed against another, in words. What older content does not have counts as empty."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from workshops.agenda import clock, length

Content = Mapping[str, Any]
Words = tuple[Any, Any, Any]

TOGETHER = 3  # items that shift alike from which on they are told in one sentence
TOLD = {  # keys of an item that have a sentence of their own; of any other is only said that it changed
    *("item", "start", "starts", "ends", "minutes", "kind", "title"),
    *("lead", "room", "description", "pinned", "speakers", "groups"),
}


@dataclass(frozen=True)
class Line:
    """An item of a frozen agenda, where it stood. `on` names its day where there are several."""

    item: Mapping[str, Any]
    day: int
    on: str

    def __getitem__(self, key: str) -> Any:
        return self.item.get(key) or ""

    @property
    def start(self) -> int:
        return self.item.get("start") or 0

    @property
    def label(self) -> str:
        named = {"title": self["title"], "day": self.on}
        return _("“%(title)s” on %(day)s") % named if self.on else _("“%(title)s”") % named


def differences(before: Content, after: Content, days: Mapping[int, str]) -> list[str]:
    """A sentence for each thing that `after` changed; none where the two are equal. `days` names days by their id."""
    if before == after:
        return []
    old_days, new_days = day_ids(before), day_ids(after)
    names = days if len({*old_days, *new_days}) > 1 else {}
    told = [
        *session_words(before, after),
        *day_words(old_days, new_days, days),
        *item_words(lines_of(before, names), lines_of(after, names), {*old_days} & {*new_days}),
    ]
    return told or [_("Small details have changed.")]


def lines_of(content: Content, names: Mapping[int, str]) -> dict[Any, Line]:
    """The items by their id, in order."""
    return {
        item.get("item", item.get("title")): Line(item, day["day"], names.get(day["day"], ""))
        for day in content.get("days", ())
        for item in day.get("items", ())
    }


def day_ids(content: Content) -> list[int]:
    return [day["day"] for day in content.get("days", ())]


def session_words(before: Content, after: Content) -> Iterator[str]:
    for key in ("name", "title"):
        new, old = after.get(key) or "", before.get(key) or ""
        if new != old:
            yield from now_and_before(new, old, NAMED)
    yield from objective_words(before.get("objectives") or [], after.get("objectives") or [])


def objective_words(before: list[str], after: list[str]) -> Iterator[str]:
    for text in after:
        if text not in before:
            yield _("New objective: %(text)s") % {"text": text}
    for text in before:
        if text not in after:
            yield _("No longer an objective: %(text)s") % {"text": text}
    if before != after and sorted(before) == sorted(after):
        yield _("The objectives stand in another order.")


def day_words(old: list[int], new: list[int], days: Mapping[int, str]) -> Iterator[str]:
    for day in new:
        if day not in old:
            yield _("%(day)s is added.") % {"day": days.get(day, _("A day"))}
    for day in old:
        if day not in new:
            yield _("%(day)s no longer takes place.") % {"day": days.get(day, _("A day"))}


def item_words(old: Mapping[Any, Line], new: Mapping[Any, Line], kept_days: set[int]) -> Iterator[str]:
    """Items left out and added, then in the order of the day what moved and what is different."""
    for key, line in old.items():
        if key not in new and line.day in kept_days:
            yield _("%(item)s is left out; it was at %(at)s.") % {"item": line.label, "at": line["starts"]}
    for key, line in new.items():
        if key not in old and line.day in kept_days:
            words = {"item": line.label, "from": line["starts"], "to": line["ends"]}
            yield _("%(item)s is added: %(from)s to %(to)s.") % words
    yield from kept_words(pairs(old, new))


def kept_words(both: Iterable[tuple[Line, Line]]) -> Iterator[str]:
    for (_day, shift), run in groupby(both, key=lambda pair: (pair[1].day, shift_of(*pair))):
        together = list(run)
        yield from move_words(together, shift)
        for was, line in together:
            yield from detail_words(was, line)


def pairs(old: Mapping[Any, Line], new: Mapping[Any, Line]) -> Iterator[tuple[Line, Line]]:
    """What is there now and was before, in the order of now."""
    return ((old[key], line) for key, line in new.items() if key in old)


def move_words(run: list[tuple[Line, Line]], shift: int | None) -> Iterator[str]:
    """Neighbours that start at another time by the same `shift`: one sentence for many, as when a lecture grows."""
    if shift is None:
        yield from (other_day(*pair) for pair in run)
    elif shift and len(run) >= TOGETHER:
        yield shifted(shift, run, STRETCH)
    elif shift:
        yield from (shifted(shift, [pair], ALONE) for pair in run)


def shift_of(was: Line, line: Line) -> int | None:
    """Minutes by which it starts later; None when it is on another day."""
    return line.start - was.start if was.day == line.day else None


def other_day(was: Line, line: Line) -> str:
    words = {"title": line["title"], "day": line.on, "at": line["starts"], "before": was.on, "was": was["starts"]}
    return _("“%(title)s” moved to %(day)s at %(at)s, from %(before)s at %(was)s.") % words


ALONE = (  # later, earlier
    _lazy("%(first)s is %(length)s later: %(now)s instead of %(then)s."),
    _lazy("%(first)s is %(length)s earlier: %(now)s instead of %(then)s."),
)
STRETCH = (
    _lazy("From %(first)s to %(last)s everything is %(length)s later: %(now)s instead of %(then)s."),
    _lazy("From %(first)s to %(last)s everything is %(length)s earlier: %(now)s instead of %(then)s."),
)


def shifted(shift: int, run: list[tuple[Line, Line]], words: tuple[Any, Any]) -> str:
    (was, first), (_was, last) = run[0], run[-1]
    times = {"length": length(abs(shift)), "now": clock(first.start), "then": clock(was.start)}
    return words[shift < 0] % (times | {"first": first.label, "last": last.label})


# What is said of a value that took the place of another, of one that is new, of one that is gone.
NAMED = (
    _lazy("It is called “%(new)s” instead of “%(old)s”."),
    _lazy("It is called “%(new)s”."),
    _lazy("It is no longer called “%(old)s”."),
)
LEAD = (
    _lazy("%(new)s leads %(item)s instead of %(old)s."),
    _lazy("%(new)s leads %(item)s."),
    _lazy("%(old)s no longer leads %(item)s."),
)
ROOM = (
    _lazy("%(item)s is in %(new)s instead of %(old)s."),
    _lazy("%(item)s is in %(new)s."),
    _lazy("%(item)s is no longer in %(old)s."),
)


def now_and_before(new: str, old: str, words: Words, item: str = "") -> Iterator[str]:
    if new != old:
        yield words[0 if new and old else 1 if new else 2] % {"new": new, "old": old, "item": item}


def detail_words(was: Line, line: Line) -> Iterator[str]:
    item = line.label
    if was["title"] != line["title"]:
        yield _("“%(old)s” is called %(item)s now.") % {"old": was["title"], "item": item}
    yield from length_words(was["minutes"] or 0, line["minutes"] or 0, item)
    yield from now_and_before(line["lead"], was["lead"], LEAD, item)
    yield from now_and_before(line["room"], was["room"], ROOM, item)
    yield from speaker_words(was["speakers"] or [], line["speakers"] or [], item)
    yield from (said % {"item": item} for said in marks(was, line))


def length_words(before: int, after: int, item: str) -> Iterator[str]:
    words = {"item": item, "now": length(after), "then": length(before)}
    if after > before:
        yield _("%(item)s is longer: %(now)s instead of %(then)s.") % words
    if after < before:
        yield _("%(item)s is shorter: %(now)s instead of %(then)s.") % words


def speaker_words(before: list[Mapping[str, Any]], after: list[Mapping[str, Any]], item: str) -> Iterator[str]:
    old, new = by_name(before), by_name(after)
    if come := [name for name in new if name not in old]:
        words = ngettext("%(who)s speaks in %(item)s.", "%(who)s speak in %(item)s.", len(come))
        yield words % {"who": ", ".join(come), "item": item}
    if gone := [name for name in old if name not in new]:
        words = ngettext("%(who)s no longer speaks in %(item)s.", "%(who)s no longer speak in %(item)s.", len(gone))
        yield words % {"who": ", ".join(gone), "item": item}
    for name in (name for name in new if name in old and old[name] != new[name]):
        yield _("%(who)s has another role or organisation in %(item)s.") % {"who": name, "item": item}


def by_name(speakers: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {speaker.get("name", ""): speaker for speaker in speakers}


def marks(was: Line, line: Line) -> Iterator[str]:
    """What is only said to have changed, with the item still to be filled in."""
    if was["description"] != line["description"]:
        yield _("The description of %(item)s has changed.")
    if was["kind"] != line["kind"]:
        yield _("%(item)s is of another kind.")
    if was["groups"] != line["groups"]:
        yield _("The groups of %(item)s have changed.")
    if was["pinned"] != line["pinned"]:
        yield _("%(item)s is held to the clock.") if line["pinned"] else _("%(item)s is no longer held to the clock.")
    if any(was[key] != line[key] for key in {*was.item, *line.item} - TOLD):
        yield _("Details of %(item)s have changed.")
