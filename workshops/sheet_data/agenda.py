from datetime import datetime

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from cohorts.models import Programme
from workshops.models import Edition, Item, Session, SessionDay
from workshops.sheet_data.days import items_by_day, particulars, span
from workshops.sheet_data.furniture import furniture
from workshops.sheet_data.items import delegates_item
from workshops.sheet_data.logos import logos
from workshops.sheet_data.words import Values, joined


def agenda_sheet(session: Session, edition: Edition, *, now: datetime, large: bool = False) -> Values:
    """The delegate agenda: the edition's words, with dates and places as they stand now. Never the draft."""
    items = items_by_day(edition.content)
    days = list(session.days.select_related("venue", "room"))
    return furniture(session, edition, now, large) | {
        "title": edition.content["title"] or edition.content["name"],
        "dates": span([day for day in days if day.cancelled_at is None] or days),
        "arrival": session.arrival,
        "bring": session.bring,
        "objectives": edition.content["objectives"],
        "days": [particulars(day) | {"items": delegates_items(day, items.get(day.pk, []))} for day in days],
        "next": following(session, days),
        "contact": on_the_day(session.cohort.programme),
        "logos": logos(session.cohort.programme),
        "sets": any(item["kind"] == Item.Kind.SETS for day in items.values() for item in day),
    }


def delegates_items(day: SessionDay, items: list[Values]) -> list[Values]:
    """The public lines of a day; none when it is cancelled."""
    return [] if day.cancelled_at else [delegates_item(item) for item in items]


def following(session: Session, days: list[SessionDay]) -> str:
    """The next session of the same people that they know of, with its date; empty when there is none."""
    same = Session.objects.filter(
        cohort=session.cohort_id, learning_set=session.learning_set_id, coaching_pair=session.coaching_pair_id
    )
    last = max((day.date for day in days), default=None)
    after = same.exclude(pk=session.pk).announced().standing().in_order().filter(first_date__gt=last).first()
    if after is None:
        return ""
    edition = Edition.of(after).first()
    title = edition.content["title"] if edition else ""
    return joined(f"{after.name}: {title}" if title else after.name, date_format(after.first_date, "l j F Y"))


def on_the_day(programme: Programme) -> str:
    """Whom to ask on the day, and their telephone."""
    whom = joined(programme.office_name, programme.office_phone)
    return _("On the day: %(whom)s") % {"whom": whom} if whom else ""
