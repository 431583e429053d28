"""Every sheet that can be printed of a session, in the order of a day pack. Pages and commands read this list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cohorts.viewer import Viewer
from workshops.canvases import canvases
from workshops.models import Session
from workshops.sheet_data.access import access_sheet
from workshops.sheet_data.agenda import agenda_sheet
from workshops.sheet_data.canvas import blank
from workshops.sheet_data.joining import joining_sheet
from workshops.sheet_data.kitchen import kitchen_sheet
from workshops.sheet_data.register import register_sheet
from workshops.sheet_data.rooming import rooming_sheet
from workshops.sheet_data.running_order import running_order_sheet
from workshops.sheet_data.words import Values

# Whoever runs a session is among each of these.
THOSE_WHO_RUN = {"agenda_open_to", "draft_open_to", "instructions_open_to", "run_by"}


@dataclass(frozen=True)
class Kind:
    """A sheet: `build` makes its values, `readers` is the question of Session that says who may print it."""

    name: str  # in addresses
    label: Any
    about: Any
    build: Callable[..., Values]
    readers: str
    stock: Literal["plain", "card"] = "plain"
    place: Literal["room", "office"] = "room"
    copies: Literal["none", "one", "facilitator", "person"] = "one"  # what a day pack proposes: one for each of these
    large: bool = True  # whether it can be had in large print
    a3: bool = False  # whether it can be had on A3, with larger letters
    needs_edition: bool = False
    family: str = ""  # sheets of one family share a page of their own, and a line among the rest

    @property
    def file(self) -> str:
        """The name of the file that draws it; a family has one."""
        return self.family or self.name

    def has_size(self, size: str | None) -> bool:
        """Whether it can be had in `size` (large, a3); without one it is plain A4."""
        return (size == "large" and self.large) or (size == "a3" and self.a3)

    def open_to(self, viewer: Viewer) -> QuerySet[Session]:
        """The sessions whose sheet the viewer may print."""
        return getattr(Session.objects, self.readers)(viewer)


KINDS = [
    Kind(
        "running-order",
        _("Running order"),
        _("For facilitators: minutes, notes, kit, and what to do if time is short"),
        running_order_sheet,
        "draft_open_to",
        copies="facilitator",
    ),
    Kind("register", _("Register"), _("With a column to sign"), register_sheet, "run_by"),
    Kind("agenda", _("Delegate agenda"), _("As everyone reads it"), agenda_sheet, "agenda_open_to", needs_edition=True),
    *(
        Kind(
            f"canvas-{canvas.name}",
            canvas.title,
            canvas.purpose,
            blank(canvas),
            "agenda_open_to",
            copies="none",
            large=False,
            a3=True,
            family="canvas",
        )
        for canvas in canvases()
    ),
    Kind(
        "joining",
        _("Joining instructions"),
        _("Where, when, how to get there and in, whom to ring"),
        joining_sheet,
        "instructions_open_to",
        copies="none",
    ),
    Kind(
        "kitchen",
        _("Kitchen list"),
        _("For the kitchen, from your hand: counts of people and diets, no names"),
        kitchen_sheet,
        "catered_by",
        place="office",
    ),
    Kind(
        "access",
        _("Access list"),
        _("For whoever arranges the rooms: who needs what, and where"),
        access_sheet,
        "access_arranged_by",
        place="office",
    ),
    Kind(
        "rooming",
        _("Rooming list"),
        _("For whoever gives out the bedrooms: who stays which night"),
        rooming_sheet,
        "roomed_by",
        place="office",
    ),
]
BY_NAME = {kind.name: kind for kind in KINDS}


def printable(session: Session, viewer: Viewer) -> list[Kind]:
    """The sheets of `session` that the viewer may print."""
    asked = {kind.readers: kind for kind in KINDS}
    if session.is_run:
        asked = {readers: kind for readers, kind in asked.items() if readers not in THOSE_WHO_RUN}
    shut = {readers for readers, kind in asked.items() if not kind.open_to(viewer).filter(pk=session.pk).exists()}
    return [kind for kind in KINDS if kind.readers not in shut]
