from datetime import datetime

from django.utils.translation import gettext as _

from cohorts.models import Membership
from workshops import agenda as times
from workshops.models import Edition, Item, Session, SessionDay
from workshops.sheet_data.days import items_by_day, particulars, place, to_be_held
from workshops.sheet_data.furniture import with_agenda
from workshops.sheet_data.items import delegates_item
from workshops.sheet_data.people import headcount, participants, replies
from workshops.sheet_data.words import Values, joined

LONG = 1200  # letters after which a row may run on to the next page


def running_order_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """The facilitators' version: the edition (the draft where there is none) with notes, kit and contingency."""
    values, content = with_agenda(session, edition, now, large)
    items, private = items_by_day(content), private_words(session)
    people, answers = participants(session), replies(session)
    return (
        values
        | leads(session)
        | {
            "title": content["title"] or content["name"],
            "days": [
                particulars(day) | facilitators_day(day, items.get(day.pk, []), private, people, answers[day.pk])
                for day in to_be_held(session)
            ],
        }
    )


def facilitators_day(
    day: SessionDay, items: list[Values], private: dict[int, Item], people: list[Membership], answers: dict[int, str]
) -> Values:
    """A day of the running order: its lines with the private words, and what to pack for it."""
    rows = [] if day.cancelled_at else [facilitators_item(item, private.get(item["item"])) for item in items]
    active = [row for row, item in zip(rows, items, strict=False) if item["minutes"] and not row["quiet"]]
    facts = [place(day), headcount(people, answers), length_of(items)]
    return {
        "about": "".join(f"{fact}. " for fact in facts if fact) + _("Pinned starts do not move."),
        "items": rows,
        "pack": list(dict.fromkeys(thing for row in active for thing in row["kit"])),
    }


def facilitators_item(item: Values, row: Item | None) -> Values:
    """A published line with what only those who run the session read; `row` is None when it has left the draft."""
    words = [item["description"], *private_notes(row)] if row else [item["description"]]
    notes = [word for word in words if word]
    return delegates_item(item) | {
        "ends": item["ends"],
        "minutes": str(item["minutes"]),
        "pinned": item["pinned"],
        "notes": notes,
        "kit": [line.strip() for line in row.kit.splitlines() if line.strip()] if row else [],
        "short": row.contingency if row else "",
        "long": sum(map(len, notes)) > LONG,
    }


def private_notes(row: Item) -> list[str]:
    output = _("Output: %(output)s") % {"output": row.expected_output} if row.expected_output else ""
    return [row.instructions, output, row.notes, materials(row)]


def materials(row: Item) -> str:
    """The files and links that go with it, by name."""
    names = [file.name for file in row.files.all()] + [line.strip() for line in row.materials.splitlines()]
    words = "; ".join(name for name in names if name)
    return _("Materials: %(names)s") % {"names": words} if words else ""


def private_words(session: Session) -> dict[int, Item]:
    """The draft's items by their id, with their materials."""
    items = Item.objects.filter(day__session=session).prefetch_related("files")
    return {item.pk: item for item in items}


def length_of(items: list[Values]) -> str:
    """How long the day is and when it ends; empty without items."""
    if not items:
        return ""
    end = max(items, key=lambda item: item["start"] + item["minutes"])
    length = times.length(end["start"] + end["minutes"] - min(item["start"] for item in items))
    return _("%(length)s, ends %(end)s") % {"length": length, "end": end["ends"]}


def leads(session: Session) -> Values:
    """The facilitator with their telephone where there is one only; else their names, and a line for the day lead."""
    places = session.cohort.memberships.current().filter(role=Membership.Role.FACILITATOR).select_related("person")
    names = [place.person.full_name for place in places]
    alone = len(names) == 1
    return {
        "day_lead": joined(names[0], places[0].mobile) if alone else "",
        "facilitators": "" if alone else joined(*names),
    }
