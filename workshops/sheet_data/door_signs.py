from collections.abc import Iterator
from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from workshops.agenda import clock
from workshops.doors import here_at
from workshops.models import Edition, ParallelGroup, Session, SessionDay
from workshops.sheet_data.days import items_by_day, to_be_held
from workshops.sheet_data.furniture import with_agenda
from workshops.sheet_data.words import Values, joined
from workshops.squares import square

Use = tuple[str, int, str]  # a room, from which minute, and for what


def door_signs_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """A sign for each room in use on each day, in the order in which they are needed."""
    values, content = with_agenda(session, edition, now, large=False)
    days = [day for day in to_be_held(session) if day.cancelled_at is None]
    lines, groups = items_by_day(content), groups_by_item(session)
    signs = [sign for day in days for sign in signs_of(day, uses(day, lines.get(day.pk, []), groups))]
    return values | {"signs": signs, "none": _("The session is cancelled: there is no door to show.")}


def uses(day: SessionDay, items: list[Values], groups: dict[int, list[ParallelGroup]]) -> Iterator[Use]:
    """Every time a room is used; of the day's main room the whole day is all that is said."""
    main = day.room.name if day.room else ""
    yield main, day.opens_minute, ""
    for item in items:
        split = [group for group in groups.get(item["item"], []) if group.room]
        yield from ((group.room.name, item["start"], group.name) for group in split)
        if not split and item["room"] != main:
            yield item["room"], item["start"], item["title"]


def signs_of(day: SessionDay, uses: Iterator[Use]) -> list[Values]:
    """One sign a room. A sign without a room to name is left only where no room is known: it is written by hand."""
    rooms: dict[str, list[Use]] = {}
    for use in sorted(uses, key=lambda use: use[1]):
        rooms.setdefault(use[0], []).append(use)
    return [sign(day, room, used) for room, used in rooms.items() if room or len(rooms) == 1]


def sign(day: SessionDay, room: str, used: list[Use]) -> Values:
    everything = [what for _room, _start, what in used]
    what = joined(*dict.fromkeys(everything)) if all(everything) else ""
    date = date_format(day.date, "l j F Y")
    return {"room": room, "starts": clock(used[0][1]), "what": what, "date": date, **here(day)}


def here(day: SessionDay) -> dict[str, str]:
    """How participants say that they are here, where the door has letters for it."""
    door = getattr(day, "door", None)
    if door is None:
        return {"here": "", "square": "", "square_alt": ""}
    page, link = here_at(door)
    said = {"address": page.partition("//")[2], "letters": door.spaced}
    return {
        "here": _("Here? Say so at %(address)s with %(letters)s") % said,
        "square": square(link),
        "square_alt": _("A square for the camera that opens the page with the letters"),
    }


def groups_by_item(session: Session) -> dict[int, list[ParallelGroup]]:
    found: dict[int, list[ParallelGroup]] = {}
    for group in ParallelGroup.objects.filter(item__day__session=session).select_related("room"):
        found.setdefault(group.item_id, []).append(group)
    return found
