"""The days of a session as every sheet words them."""

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from workshops.models import Session, SessionDay
from workshops.sheet_data.words import Values, joined


def particulars(day: SessionDay) -> Values:
    """What is read from the day's own row and so takes effect at once: date, times, place, cancellation."""
    return {
        "date": date_format(day.date, "l j F Y"),
        "times": _("%(start)s to %(end)s")
        % {"start": date_format(day.opens, "H:i"), "end": date_format(day.closes, "H:i")},
        "place": place(day),
        "cancelled": day.cancelled_at is not None,
    }


def place(day: SessionDay) -> str:
    """Venue, address and room in one line; Online where there is only a link."""
    if day.venue is None:
        return _("Online") if day.online_link else ""
    return joined(day.venue.name, day.venue.address, day.room)


def to_be_held(session: Session) -> list[SessionDay]:
    """The days that stand; all of them, to say so, when everything is cancelled."""
    days = list(session.days.select_related("venue", "room", "door"))
    return [day for day in days if day.cancelled_at is None] or days


def items_by_day(content: Values) -> dict[int, list[Values]]:
    """The timed items of an edition's content, by the id of their day."""
    return {day["day"]: day["items"] for day in content["days"]}


def span(days: list[SessionDay]) -> str:
    """The first date, or the first and the last."""
    dates = [date_format(day.date, "l j F Y") for day in days]
    if len(dates) < 2:
        return "".join(dates)
    return _("%(first)s to %(last)s") % {"first": dates[0], "last": dates[-1]}
