"""Somebody's own days as a calendar that other programs fetch every few hours, with the days of diaries they keep."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from icalendar import vDuration

from cohorts.viewer import Viewer
from workshops.calendar import event_for, headed, is_private, one_line
from workshops.diaries import Diaries, kept_by
from workshops.models import Session, SessionDay

REFRESH = timedelta(hours=4)


def feed(viewer: Viewer, now: datetime) -> bytes:
    """The viewer's calendar as bytes, the same while nothing changes; a constant number of queries."""
    mine, diaries = list(own_days(viewer, now)), kept_by(viewer)
    known = {day.pk for day in mine}
    kept = [day for day in kept_days(diaries, now) if day.pk not in known]
    calendar = headed("PUBLISH", [*mine, *kept])
    calendar.add("name", name(mine + kept))
    calendar.add("x-wr-calname", name(mine + kept))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for day in mine:
        calendar.add_component(event_for(day, url=page(day)))
    for day in kept:
        url = settings.BASE_URL if is_private(day.session) else page(day)  # of a set's page they get none
        calendar.add_component(event_for(day, url=url, whose=diaries.whose(day.session)))
    return calendar.to_ical(sorted=False)


def own_days(viewer: Viewer, now: datetime) -> QuerySet[SessionDay]:
    """Their own, in cohorts they have a place in or coordinate: not all that an administrator sees."""
    here = Q(cohort__in=viewer.cohorts) | Q(cohort__programme__in=viewer.programmes_coordinated)
    return told(Session.objects.in_calendars_of(viewer).filter(here), now)


def kept_days(diaries: Diaries, now: datetime) -> QuerySet[SessionDay]:
    return told(Session.objects.filter(diaries.sessions()), now) if diaries.cohorts else SessionDay.objects.none()


def told(sessions: QuerySet[Session], now: datetime) -> QuerySet[SessionDay]:
    days = SessionDay.objects.still_told(now).filter(session__in=sessions)
    return days.select_related("venue", "room", "session__cohort__programme").order_by("starts_at", "pk")


def page(day: SessionDay) -> str:
    return settings.BASE_URL + day.session.get_absolute_url()


def name(days: list[SessionDay]) -> str:
    """What the calendar is called in a list of calendars."""
    programmes = sorted({day.session.cohort.programme.name for day in days})
    return one_line(", ".join(programmes)) or _("Leadership programme")
