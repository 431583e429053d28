"""A map as its printed sheet takes it: the drawing in numbers, the table in words."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from challenges.canvassing import signed
from challenges.drawing.rings import Arrow, Drawing, Mark
from challenges.mapping import Pictured, picture
from challenges.models import Map, Stakeholder


def map_sheet(of: Map, now: datetime, *, large: bool) -> dict[str, Any]:
    """The values of the sheet: everything that the page shows."""
    pictured, told = picture(of), signed(of, now, large=large)
    return told.pop("around") | told | words() | drawn(pictured)


def words() -> dict[str, Any]:
    return {
        "title": _("Who can say yes or no"),
        "purpose": _("Those who can allow the challenge or stop it, those who influence them, and what each may lose."),
        "middle": _("The challenge"),
        "key": [
            _("Filled circle: for it"),
            _("Open circle: unsure"),
            _("Diamond: against it"),
            _("Inner ring: can say yes or no"),
            _("Arrow: influences"),
        ],
        "columns": [_("Who"), _("Can say"), _("Stands"), _("Cares about"), _("Stands to lose"), _("Influences")],
    }


def drawn(pictured: Pictured) -> dict[str, Any]:
    drawing = pictured.drawing
    box = drawing.box
    return {
        "view": [box.left, box.top, box.right - box.left, box.bottom - box.top],
        "rings": [{"rx": ring.rx, "ry": ring.ry} for ring in rings(drawing)],
        "arrows": [arrow(one) for one in drawing.arrows],
        "people": [person(mark, one) for mark, one in sorted(pictured.marks, key=lambda pair: pair[0].number)],
    }


def rings(drawing: Drawing):
    """The outer one first, so that the inner lies upon it."""
    return [ring for ring in (drawing.outer, drawing.inner) if ring]


def arrow(one: Arrow) -> dict[str, Any]:
    head = [[float(number) for number in point.split(",")] for point in one.head.split()]
    return {"x1": one.x1, "y1": one.y1, "x2": one.x2, "y2": one.y2, "head": head}


def person(mark: Mark, one: Stakeholder) -> dict[str, Any]:
    return {
        "number": one.number,
        "stands": one.stands,
        "x": mark.x,
        "y": mark.y,
        "label": [[line, y] for line, y in mark.label],
        "facts": [
            one.name,
            one.get_says_display(),
            one.get_stands_display(),
            one.cares_about,
            one.stands_to_lose,
            "; ".join(f"{other.number} {other.name}" for other in one.influences.all()),
        ],
    }
