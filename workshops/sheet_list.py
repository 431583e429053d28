"""Every sheet that can be printed of a session, in the order of a day pack. Pages and commands read this list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from cohorts.viewer import Viewer
from workshops.canvases import canvases
from workshops.models import Session
from workshops.sheet_data.access import access_sheet
from workshops.sheet_data.agenda import agenda_sheet
from workshops.sheet_data.badges import badges_sheet
from workshops.sheet_data.canvas import blank
from workshops.sheet_data.door_signs import door_signs_sheet
from workshops.sheet_data.joining import joining_sheet
from workshops.sheet_data.kitchen import kitchen_sheet
from workshops.sheet_data.presenters import presenters_sheet
from workshops.sheet_data.questions import questions_sheet
from workshops.sheet_data.register import register_sheet
from workshops.sheet_data.rooming import rooming_sheet
from workshops.sheet_data.running_order import running_order_sheet
from workshops.sheet_data.set_lists import set_lists_sheet
from workshops.sheet_data.set_sheets import set_sheets_sheet
from workshops.sheet_data.speaker_briefs import speaker_briefs_sheet
from workshops.sheet_data.table_cards import table_cards_sheet
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
    a5: bool = False  # whether it can be had on half the paper
    a3: bool = False  # whether it can be had on twice the paper, with larger letters
    needs_edition: bool = False
    whole_cohort: bool = False  # whether it is of no use to one set or pair
    family: str = ""  # sheets of one family are drawn by one file and share a page and a line among the rest

    @property
    def file(self) -> str:
        """The name of the file that draws it."""
        return self.family or self.name

    def open_to(self, viewer: Viewer) -> QuerySet[Session]:
        """The sessions whose sheet the viewer may print."""
        return getattr(Session.objects, self.readers)(viewer)

    def sized(self, size: str) -> str:
        """`size` (a4, large, a5, a3) where there is such a sheet, else a4."""
        return size if {"large": self.large, "a5": self.a5, "a3": self.a3}.get(size) else "a4"


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
    Kind(
        "agenda",
        _("Delegate agenda"),
        _("As everyone reads it"),
        agenda_sheet,
        "agenda_open_to",
        copies="person",
        a5=True,
        needs_edition=True,
    ),
    Kind(
        "set-lists",
        _("Set lists"),
        _("For the wall: who is in which set, with its adviser and its room"),
        set_lists_sheet,
        "run_by",
        a5=True,
        whole_cohort=True,
    ),
    Kind(
        "set-sheets",
        _("Set sheets"),
        _("One for each set: the stages with their minutes, and lines to write on"),
        set_sheets_sheet,
        "draft_open_to",
    ),
    Kind(
        "speaker-briefs",
        _("Speaker briefs"),
        _("A page for each speaker: when, where, what is asked, whom to ring"),
        speaker_briefs_sheet,
        "run_by",
        a5=True,
        whole_cohort=True,
    ),
    Kind(
        "door-signs",
        _("Signs for the doors"),
        _("One for each room in use, to be read from ten metres"),
        door_signs_sheet,
        "run_by",
        large=False,
        whole_cohort=True,
    ),
    Kind(
        "badges",
        _("Name badges"),
        _("To cut: everyone in the room, by surname, and blank ones"),
        badges_sheet,
        "run_by",
        stock="card",
        large=False,
        whole_cohort=True,
    ),
    Kind(
        "table-cards",
        _("Table cards"),
        _("To fold: the name on both sides, to be read across a table"),
        table_cards_sheet,
        "run_by",
        stock="card",
        large=False,
        whole_cohort=True,
    ),
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
    Kind(
        "presenters",
        _("Order of presentations"),
        _("Who presents after whom, as it was drawn"),
        presenters_sheet,
        "run_by",
        copies="none",
        a5=True,
    ),
    Kind(
        "questions",
        _("From the room"),
        _("Questions and learning points that were sent; before the day, lines to write them on"),
        questions_sheet,
        "chaired_by",
        copies="none",
        a5=True,
        whole_cohort=True,
    ),
]
BY_NAME = {kind.name: kind for kind in KINDS}


def printable(session: Session, viewer: Viewer) -> list[Kind]:
    """The sheets of `session` that the viewer may print."""
    asked = {kind.readers: kind for kind in KINDS}
    if session.is_run:
        asked = {readers: kind for readers, kind in asked.items() if readers not in THOSE_WHO_RUN}
    shut = {readers for readers, is_open in answers(session, viewer, asked).items() if not is_open}
    return [kind for kind in KINDS if kind.readers not in shut and (session.is_whole_cohort or not kind.whole_cohort)]


def answers(session: Session, viewer: Viewer, asked: Mapping[str, Kind]) -> dict[str, bool]:
    """Whether the session is open to the viewer, by each of the questions asked: all of them in one query."""
    open_to = {readers: Exists(kind.open_to(viewer).filter(pk=OuterRef("pk"))) for readers, kind in asked.items()}
    return Session.objects.filter(pk=session.pk).annotate(**open_to).values(*asked).get() if asked else {}
