"""Replies and attendance of a cohort as a table: a row for each participant, columns for each day that is held."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Membership, Person
from cohorts.trail import record
from workshops.models import Attendance, Presence, Reply, SessionDay

Half = Attendance.Half
WHOLE_COHORT = {"session__learning_set": None, "session__coaching_pair": None}


@transaction.atomic
def export(*, cohort: Cohort, form: str, by: Person, now: datetime) -> Iterator[list[str]]:
    """The heading and then a row for each participant, those who left too; the trail says who took how many.

    A cell is empty where nobody has replied or the register is not entered. For coordinators: replies are among them.
    """
    places = list(Membership.objects.participants().filter(cohort=cohort).in_order().with_set())
    days = SessionDay.objects.standing().filter(session__cohort=cohort, **WHOLE_COHORT)
    days = list(days.select_related("session").order_by("starts_at", "pk"))
    record(by, "exported", cohort, at=now, fields=["attendance", form, f"count={len(places)}"])
    return rows(places, days)


def rows(places: list[Membership], days: list[SessionDay]) -> Iterator[list[str]]:
    said = {(one.day_id, one.person_id): one for one in Reply.objects.filter(day__in=days)}
    marks = Attendance.objects.filter(day__in=days).values_list("day", "membership", "half", "came")
    came = {(day, place, half): mark for day, place, half, mark in marks}
    noted = {(one.day_id, one.membership_id): one for one in Presence.objects.filter(day__in=days)}
    yield [
        _("Name"),
        _("Email"),
        _("Organisation"),
        _("Set"),
        _("Left on"),
        *(cell for day in days for cell in head(day)),
    ]
    for place in places:
        row = who(place)
        for day in days:
            row.append(reply_words(said.get((day.pk, place.person_id))))
            row += [mark_words(came.get((day.pk, place.pk, half))) for half in day.halves]
            row += times_of(noted.get((day.pk, place.pk)))
        yield row


def head(day: SessionDay) -> list[str]:
    """Reply, each half-day, and when somebody came and left."""
    about = f"{day.session.name}, {date_format(day.date, 'j F Y')}"
    halves = [str(Half(half).label) for half in day.halves]
    return [f"{about}: {what}" for what in (_("Reply"), *halves, _("Came at"), _("Left at"))]


def who(place: Membership) -> list[str]:
    left = place.left_at.astimezone(place.cohort.tz).date().isoformat() if place.left_at else ""
    return [place.person.full_name, place.person.email, str(place.organisation or ""), place.set_name or "", left]  # type: ignore[attr-defined]


def reply_words(reply: Reply | None) -> str:
    if reply is None:
        return ""
    return f"{reply.get_answer_display()}: {reply.note}" if reply.note else str(reply.get_answer_display())


def mark_words(came: bool | None) -> str:
    return {True: _("came"), False: _("did not come"), None: ""}[came]


def times_of(noted: Presence | None) -> list[str]:
    return [clock(noted.arrived), clock(noted.left)] if noted else ["", ""]


def clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
