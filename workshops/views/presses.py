"""The buttons of a row of the agenda: each does one thing to one item, and says in words what came of it."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from workshops.editions import slots
from workshops.exceptions import Gone
from workshops.forms.rows import RowForm
from workshops.models import Item
from workshops.services import items, losses, places

VALUE = re.compile(r"([0-9]{1,18})(?: ([0-9]{1,18}))?")


@dataclass(frozen=True)
class Press:
    """The button that was pressed: on which item, and what it names beside."""

    name: str = ""
    pk: int = 0
    other: int = 0
    item: Item | None = None


@dataclass(frozen=True)
class Done:
    """What came of it, and where the hand goes: to the control `go` of the item `at`."""

    at: Any = None
    go: str = ""
    said: str = ""


def pressed(data, day):
    """Which button was pressed, if any. One that names no item that the session has or had refuses everything."""
    name = next((name for name in PRESSES if name and name in data), "")
    if not name:
        return Press()
    match = VALUE.fullmatch(data[name])
    if not match:
        raise Http404
    pk, other = int(match[1]), int(match[2] or 0)
    item = Item.objects.filter(day__session=day.session_id, pk=pk).select_related("day__session").first()
    if item is None and losses.loss(day.session, pk) is None:
        raise Http404
    return Press(name, pk, other, item)


def there(press):
    if press.item is None:
        raise Gone
    return press.item


def who(request):
    return {"by": request.user, "now": request.now}


def nothing(press, request, day):
    return Done()


def chosen(press, request, day):
    """Mine or theirs: the row is saved, or left, before any button is obeyed."""
    return Done(press.item, "minutes")


def move(press, request, day):
    item = places.move(item=there(press), up=press.name == "up", **who(request))
    return Done(item, press.name, stands(item))


def place(press, request, day):
    """Behind the item named, or first; in the day whose table it is."""
    after = in_day(day, press.other) if press.other else None
    item = places.place(item=there(press), day=day, after=after, **who(request))
    return Done(item, "", stands(item))


def in_day(day, pk):
    """The item of the day to stand behind; Gone when it is no longer there."""
    found = day.items.filter(pk=pk).first()
    if found is None:
        raise Gone
    return found


def to_day(press, request, day):
    """To the end of another day of the session."""
    other = day.session.days.filter(pk=press.other).first()
    if other is None:
        raise Http404
    item = places.place(item=there(press), day=other, after=other.items.last(), **who(request))
    return Done(item, "menu", stands(item))


def insert(press, request, day):
    before = there(press)
    fields = {"title": _("New item"), "minutes": 15}
    item = items.add(day=before.day, fields=fields, after=before, **who(request))
    return Done(item, "title", _("A new item of 15 minutes stands after %(title)s.") % {"title": before.title})


def duplicate(press, request, day):
    item = places.duplicate(item=there(press), **who(request))
    return Done(item, "title", _("Duplicated: %(title)s.") % {"title": item.title})


def pin(press, request, day):
    item = places.pin(item=there(press), held=press.name == "pin", **who(request))
    return Done(item, "menu", stands(item))


def delete(press, request, day):
    item = there(press)
    line = list(item.day.items.all())
    here = line.index(item) if item in line else 0
    beside = [*line[here + 1 : here + 2], *line[:here][-1:]]
    items.delete(item=item, **who(request))
    return Done(beside[0] if beside else None, "menu", _("Deleted: %(title)s.") % {"title": item.title})


def put_back(press, request, day):
    """A deleted item, with the words that were typed into its row meanwhile."""
    lost = losses.loss(day.session, press.pk)
    form = RowForm(lost.was, request.POST, prefix="lost") if lost else None
    fields = form.row.fields if form and form.is_valid() else {}
    item = losses.put_back(session=day.session, item=press.pk, fields=fields, **who(request))
    return Done(item, "title", _("Put back: %(title)s.") % {"title": item.title})


def stands(item):
    """Where the item stands now, in words."""
    line = slots(item.day)
    place, slot = next((n, slot) for n, slot in enumerate(line, 1) if slot.item == item)
    where = {"title": item.title, "n": place, "all": len(line), "start": slot.starts}
    return _("%(title)s is number %(n)s of %(all)s and starts at %(start)s.") % where


PRESSES = {
    "": nothing,
    "up": move,
    "down": move,
    "place": place,
    "to_day": to_day,
    "insert": insert,
    "duplicate": duplicate,
    "pin": pin,
    "unpin": pin,
    "delete": delete,
    "put_back": put_back,
    "mine": chosen,
    "theirs": chosen,
}
