"""Where a speaker who cannot come leaves a gap in the draft, and what can be done about each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from workshops.agenda import Slot, length
from workshops.editions import slots
from workshops.models import Item, SessionDay, Speaker
from workshops.models.item import DAY


@dataclass(frozen=True)
class Neighbour:
    """An item that can take the time of the one beside it, and how long it would then be."""

    item: Item
    minutes: int


@dataclass(frozen=True)
class Gap:
    """One item that somebody who withdrew takes part in. `others` go on speaking there; `reserves` stand ready."""

    speaker: Speaker
    day: SessionDay
    slot: Slot
    others: list[Speaker] = field(default_factory=list)
    reserves: list[Speaker] = field(default_factory=list)
    neighbour: Neighbour | None = None

    @property
    def item(self) -> Item:
        return self.slot.item

    @property
    def share(self) -> int:
        """Their part of the minutes, where others speak too; 0 where it would take nothing or everything."""
        return self.item.minutes // (len(self.others) + 1) if self.others else 0

    @property
    def share_length(self) -> str:
        return length(self.share)

    @property
    def length(self) -> str:
        return length(self.item.minutes)


def gaps_of(days: Iterable[SessionDay], speakers: Sequence[Speaker]) -> list[Gap]:
    """The gaps of `days` in time order, from rows read with their items and speakers: no query."""
    return [gap for day in days for gap in gaps_on(day, speakers)]


def gaps_on(day: SessionDay, speakers: Sequence[Speaker]) -> Iterator[Gap]:
    timed = slots(day)
    for n, slot in enumerate(timed):
        tied = list(slot.item.speakers.all())
        on = [speaker for speaker in tied if speaker.is_on]
        for speaker in tied:
            if speaker.leaves_a_gap:
                ready = [reserve for reserve in speakers if stands_ready(reserve, slot.item)]
                yield Gap(speaker, day, slot, on, ready, None if on else neighbour(timed, n))


def stands_ready(speaker: Speaker, item: Item) -> bool:
    """One in reserve stands ready for their items; for any, where none was chosen."""
    if speaker.status != Speaker.Status.RESERVE:
        return False
    chosen = [other.pk for other in speaker.items.all()]
    return not chosen or item.pk in chosen


def neighbour(timed: Sequence[Slot], n: int) -> Neighbour | None:
    """Who can take the time so that the rest of the day stands still: the item before, else the one after.

    No break, no meal, nothing that only marks a time; nor one after that somebody pinned, for a guest or the kitchen.
    """
    here = timed[n]
    if n and (found := longer(timed[n - 1], here.end - timed[n - 1].start)):
        return found
    after = timed[n + 1] if n + 1 < len(timed) else None
    if after is None or after.item.pinned_minute is not None:
        return None
    return longer(after, after.end - here.start)


def longer(slot: Slot, minutes: int) -> Neighbour | None:
    item = slot.item
    fits = item.kind not in Item.QUIET and 0 < item.minutes < minutes <= DAY
    return Neighbour(item, minutes) if fits else None
