"""What one reader sees of canvases: which there are, which are filled, and one as it is read or printed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from challenges.models import Challenge, FilledCanvas, Map
from cohorts.audience import label
from cohorts.models import Cohort
from cohorts.viewer import Viewer
from workshops.canvases import Box, Canvas, canvases
from workshops.sheet_data.canvas import canvas_sheet
from workshops.sheet_data.furniture import of_cohort, printed_at

MAPPED = "authorising-environment"  # on screen this one is the map


@dataclass
class Offered:
    """A canvas with the versions of it that the viewer may read, the newest first."""

    canvas: Canvas
    versions: list[FilledCanvas] = field(default_factory=list)

    @property
    def is_map(self) -> bool:
        return self.canvas.name == MAPPED


def canvas_of(name: str) -> Canvas | None:
    """The canvas of that name; None where there is no such file."""
    return next((canvas for canvas in canvases() if canvas.name == name), None)


def fillable(name: str) -> Canvas | None:
    return canvas_of(name) if name != MAPPED else None


def shown_as(filled: FilledCanvas) -> Canvas:
    """The canvas that was filled; where its file is gone, one made of what was written."""
    boxes = tuple(Box(key, "part", key) for key in filled.answers)
    gone = Canvas(filled.canvas, filled.canvas, "", "parts", 0, "alone", boxes)
    return canvas_of(filled.canvas) or gone


def answered(filled: FilledCanvas) -> list[tuple[Box, str]]:
    """Each box with what was written in it, in the order of the canvas; words whose box is gone come last."""
    boxes = list(shown_as(filled).boxes)
    known = {box.key for box in boxes}
    boxes += [Box(key, "part", key) for key in filled.answers if key not in known]
    return [(box, filled.answers.get(box.key, "")) for box in boxes]


def offered(challenge: Challenge, viewer: Viewer) -> list[Offered]:
    """Every canvas, each with the versions of it on this challenge that the viewer may read."""
    found = {canvas.name: Offered(canvas) for canvas in canvases()}
    for one in versions(challenge, viewer):
        found.setdefault(one.canvas, Offered(shown_as(one))).versions.append(one)
    return list(found.values())


def versions(challenge: Challenge, viewer: Viewer) -> list[FilledCanvas]:
    named = "learning_set__adviser__person"
    return list(FilledCanvas.objects.visible_to(viewer).filter(challenge=challenge).select_related(named))


def titled(challenge: Challenge, viewer: Viewer) -> list[tuple[str, FilledCanvas]]:
    """The canvases on the challenge that the viewer may read, each with its title."""
    return [(shown_as(one).title, one) for one in versions(challenge, viewer)]


def is_newest(one: FilledCanvas) -> bool:
    """Whether it is the version that may still be changed."""
    return newest(one.challenge, one.canvas) == one


def newest(challenge: Challenge, name: str) -> FilledCanvas | None:
    return FilledCanvas.objects.filter(challenge=challenge, canvas=name).first()


def blank_sheet(canvas: Canvas, cohort: Cohort, now: datetime, *, large: bool) -> dict[str, Any]:
    """The values of a blank canvas for somebody of `cohort`."""
    return canvas_sheet(canvas, around=around(cohort, now, large=large))


def filled_sheet(filled: FilledCanvas, now: datetime, *, large: bool) -> dict[str, Any]:
    """The values of a canvas as it was filled, with whose it is, its date and who can read it."""
    return canvas_sheet(shown_as(filled), filled.answers, **signed(filled, now, large=large))


def signed(one: Map | FilledCanvas, now: datetime, *, large: bool) -> dict[str, Any]:
    place = one.membership
    return {
        "around": around(place.cohort, now, large=large),
        "author": str(place.person),
        "dated": date_format(one.changed_at.astimezone(place.cohort.tz), "j F Y"),
        "readers": _("%(who)s can read this") % {"who": label(one.audience, one.learning_set)},
    }


def around(cohort: Cohort, now: datetime, *, large: bool) -> dict[str, Any]:
    return of_cohort(cohort, large) | {"session": cohort.name, "version": printed_at(now.astimezone(cohort.tz))}
