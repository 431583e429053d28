from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from workshops.canvases import Box, Canvas
from workshops.models import Edition, Session
from workshops.sheet_data.furniture import furniture, printed_at
from workshops.sheet_data.words import Values


def blank(canvas: Canvas) -> Callable[..., Values]:
    """What makes the values of the blank canvas for a session."""

    def build(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
        stamp = {"version": printed_at(now.astimezone(session.cohort.tz))}
        return canvas_sheet(canvas, around=furniture(session, edition, now, large) | stamp)

    return build


def canvas_sheet(
    canvas: Canvas,
    answers: Mapping[str, str] | None = None,
    *,
    around: Values,
    author: str = "",
    dated: str = "",
    readers: str = "",
) -> Values:
    """A canvas with what somebody wrote, by the key of its box, or blank. `around` is what every sheet carries.

    `readers` says who can read it, where that is known; on a blank sheet nothing is promised.
    """
    alone = canvas.done == "alone"
    return around | {
        "file": "canvas",
        "title": canvas.title,
        "purpose": canvas.purpose,
        "layout": canvas.layout,
        "how": (_("On your own, %(n)s minutes") if alone else _("In a group, %(n)s minutes")) % {"n": canvas.minutes},
        "sign": [_("Name") if alone else _("Names"), _("Date")],
        "overleaf": _("Overleaf"),
        "author": author,
        "dated": dated,
        "readers": readers,
        "boxes": [filled(canvas, box, (answers or {}).get(box.key, "")) for box in canvas.boxes],
    }


def filled(canvas: Canvas, box: Box, answer: str) -> Values:
    """A box with its answer; one that is too long for it goes overleaf, whole."""
    return {
        "place": box.place,
        "title": box.title,
        "prompt": box.prompt,
        "answer": answer,
        "overleaf": not canvas.holds(box, answer),
    }
