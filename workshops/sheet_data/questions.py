from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from workshops.models import Edition, Item, Session, Voice
from workshops.sheet_data.furniture import furniture
from workshops.sheet_data.words import Values, joined

BLANKS = 14  # lines to write on where nothing was sent


def questions_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """What the room said, a list for each item that collects something, in the order it was put in."""
    said = defaultdict(list)
    shown = Voice.objects.filter(session=session, is_hidden=False, same_as=None)
    for voice in shown.with_author():
        said[voice.item_id].append(voice)
    return furniture(session, edition, now, large) | {
        "lists": [*of_items(session, said), *of_gone(said)],
        "none": _("No item of this session collects anything from the room."),
    }


def of_items(session: Session, said: dict[int, list[Voice]]) -> Iterable[Values]:
    """Of each item that collects something or did; what is left in `said` belongs to items that are gone."""
    items = Item.objects.filter(day__session=session).select_related("day").order_by("day__date", "position", "pk")
    for item in items:
        voices = said.pop(item.pk, [])
        if item.collects or voices:
            kind = item.collects or voices[0].kind
            yield one_list(kind, joined(item.title, date_format(item.day.date, "l j F Y")), voices)


def of_gone(said: dict[int, list[Voice]]) -> Iterable[Values]:
    for voices in said.values():
        yield one_list(voices[0].kind, _("An item that is not on the agenda any more"), voices)


def one_list(kind: str, about: str, voices: list[Voice]) -> Values:
    asks = kind == Item.Collects.QUESTIONS
    return {
        "title": str(Item.Collects(kind).label),
        "about": about,
        "lines": [line(voice, asks) for voice in voices],
        "blanks": 0 if voices else BLANKS,
    }


def line(voice: Voice, asks: bool) -> Values:
    marked = asks and voice.state != Voice.State.OPEN
    return {
        "text": voice.text,
        "under": joined(voice.signed, voice.get_state_display() if marked else ""),
        "also": [double.text for double in voice.doubles.all()],
    }
