from collections.abc import Iterable
from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from workshops.models import Edition, Item, Presenter, Session
from workshops.sheet_data.furniture import furniture
from workshops.sheet_data.words import Values, joined


def presenters_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """The order of presentations, a list for each item in which somebody presents."""
    items = Item.objects.filter(day__session=session, presentations__session=session)
    items = items.select_related("day", "presentations").order_by("day__date", "position", "pk")
    line = Presenter.objects.filter(presentations__session=session, is_out=False)
    everyone = list(line.select_related("membership__person", "membership__organisation"))
    return furniture(session, edition, now, large) | {
        "lists": [one_order(item, everyone) for item in items],
        "none": _("No order of presentations has been drawn yet."),
    }


def one_order(item: Item, everyone: Iterable[Presenter]) -> Values:
    seconds = item.presentations.seconds
    each = {"minutes": seconds // 60, "seconds": seconds % 60}
    mine = [one.membership for one in everyone if one.presentations_id == item.presentations.pk]
    return {
        "title": _("Order of presentations"),
        "about": joined(item.title, date_format(item.day.date, "l j F Y")),
        "pace": _("%(minutes)d:%(seconds)02d for each") % each,
        "people": [{"number": str(n), "name": str(place), "post": place.post} for n, place in enumerate(mine, 1)],
    }
