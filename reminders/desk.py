"""What needs a coordinator: one list over all cohorts, each thing with the one press that settles it."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from cohorts.models import Cohort, SetMembership
from reminders.models import Message
from workshops.models import Attendance, Edition, Session, SessionDay, Speaker

SOON = 28  # days; before that a session's agenda may still be open


@dataclass(frozen=True)
class Need:
    """One thing to do. `kind` chooses the words in the template."""

    kind: str
    url: str
    about: Any = None
    count: int = 0


@dataclass
class CohortLine:
    """A cohort as the desk shows it."""

    cohort: Cohort
    next_day: SessionDay | None = None
    needs: list[Need] = field(default_factory=list)


def desk(viewer, now):
    """A line for each cohort the viewer coordinates, newest first; the same few queries however many there are."""
    days = coming_and_past(viewer, now)
    lines = [CohortLine(cohort) for cohort in cohorts(viewer)]
    for line in lines:
        of_cohort = [day for day in days if day.session.cohort_id == line.cohort.pk]
        line.next_day = next((day for day in of_cohort if day.ends_at > now), None)
        line.needs = [*people_needs(line.cohort), *session_needs(of_cohort, now)]
    return lines


def cohorts(viewer):
    participant = Q(memberships__left_at=None, memberships__role="participant")
    seated = SetMembership.objects.current().filter(membership__cohort=OuterRef("pk"))
    return (
        Cohort.objects.coordinated_by(viewer)
        .select_related("programme")
        .annotate(
            people=Count("memberships", filter=participant),
            uninvited=Count("memberships", filter=participant & Q(memberships__invitation=None)),
            seated=Count("memberships", filter=participant & Exists(seated.filter(membership=OuterRef("memberships")))),
        )
    )


def coming_and_past(viewer, now):
    """Standing whole-cohort days of the viewer's cohorts in time order, with what the needs look at."""
    speakers = Speaker.objects.filter(session=OuterRef("session"))
    return list(
        SessionDay.objects.standing()
        .filter(session__in=Session.objects.run_by(viewer), session__cohort__in=Cohort.objects.coordinated_by(viewer))
        .select_related("session__cohort", "venue")
        .annotate(
            is_marked=Exists(Attendance.objects.filter(day=OuterRef("pk"))),
            is_published=Exists(Edition.objects.filter(session=OuterRef("session"))),
            has_unanswered_speaker=Exists(speakers.filter(status=Speaker.Status.ASKED)),
            has_gap=Exists(speakers.missing().filter(items__day=OuterRef("pk"))),
        )
        .order_by("starts_at", "pk")
    )


def people_needs(cohort):
    people = reverse("cohorts:cohort_people", args=[cohort.pk])
    if not cohort.people:
        yield Need("nobody", people)
        return
    if cohort.uninvited:
        yield Need("uninvited", people, count=cohort.uninvited)
    if cohort.people > cohort.seated:
        yield Need("unseated", reverse("cohorts:sets", args=[cohort.pk]), count=cohort.people - cohort.seated)


def session_needs(days, now):
    for day in days:
        if day.ends_at <= now and not day.is_marked:
            yield Need("register", reverse("workshops:attendance", args=[day.pk]), about=day)
        if day.ends_at > now and day.has_gap:
            yield Need("gap", f"{day.session.get_absolute_url()}#gaps", about=day)
    coming = [day for day in days if day.ends_at > now and (day.starts_at - now).days < SOON]
    for day in {day.session_id: day for day in reversed(coming)}.values():
        session = day.session
        if not day.is_published:
            yield Need("unpublished", session.get_absolute_url(), about=session)
        if day.venue is None:
            yield Need("placeless", session.get_absolute_url(), about=session)
        if day.has_unanswered_speaker:
            yield Need("speakers", session.get_absolute_url(), about=session)


def undelivered(viewer):
    """How many messages of the viewer's programmes failed or are in doubt."""
    troubled = Message.objects.filter(state__in=[Message.State.FAILED, Message.State.DOUBTFUL])
    if not viewer.is_administrator:
        troubled = troubled.filter(occasion__programme__in=viewer.programmes_coordinated)
    return troubled.count()
