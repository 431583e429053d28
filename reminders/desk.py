"""What needs a coordinator: one list over all cohorts, each thing with the one press that settles it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from cohorts.models import Cohort, Membership, Nomination, SetMembership
from reminders.models import Message
from reminders.readying import sessions_in_order
from reminders.waited import Waited
from workshops.models import Session, SessionDay, Speaker
from workshops.readiness import Ahead

PEOPLE = ["lapsed", "refused", "no_challenge", "missed_two"]  # who has not replied is a job of the session


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
    ahead: list[Ahead] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)


def desk(viewer, now):
    """A line for each cohort the viewer coordinates, newest first; the same few queries however many there are.

    An administrator as such coordinates none: what is waited for tells of challenges and replies.
    """
    lines = [CohortLine(cohort) for cohort in cohorts(viewer)]
    days, ahead = coming_and_past(viewer), sessions_in_order(viewer, now)
    waited = people_waited_for([line.cohort for line in lines], now)
    leaving = to_be_forgotten([line.cohort for line in lines])
    nominated = Nomination.objects.kept_by(viewer).new_by_cohort()
    for line in lines:
        of_cohort = [day for day in days if day.session.cohort_id == line.cohort.pk]
        line.next_day = next((day for day in of_cohort if day.ends_at > now), None)
        line.ahead = [one for one in ahead if one.session.cohort_id == line.cohort.pk]
        line.needs = [
            *people_needs(line.cohort, waited["uninvited"].get(line.cohort.pk), now),
            *leaving_needs(leaving[line.cohort.pk]),
            *nomination_needs(line.cohort, nominated),
            *waited_needs(line.cohort, waited),
            *day_needs(of_cohort, now),
            *job_needs(line.ahead),
        ]
    return lines


def people_waited_for(cohorts, now):
    """How many are waited for, by kind and cohort."""
    waited = Waited(cohorts, now)
    return {
        kind: {pk: len(places) for pk, places in getattr(waited, kind)().items()} for kind in ["uninvited", *PEOPLE]
    }


def cohorts(viewer):
    participant = Q(memberships__left_at=None, memberships__role="participant")
    seated = SetMembership.objects.current().filter(membership__cohort=OuterRef("pk"))
    return (
        Cohort.objects.filter(programme__in=viewer.programmes_coordinated)
        .select_related("programme")
        .annotate(
            people=Count("memberships", filter=participant),
            seated=Count("memberships", filter=participant & Exists(seated.filter(membership=OuterRef("memberships")))),
        )
    )


def coming_and_past(viewer):
    """Standing whole-cohort days of the viewer's cohorts in time order, with what the needs look at."""
    missing = Speaker.objects.filter(session=OuterRef("session"), items__day=OuterRef("pk")).missing()
    return list(
        SessionDay.objects.standing()
        .filter(session__in=Session.objects.run_by(viewer))
        .filter(session__cohort__programme__in=viewer.programmes_coordinated)
        .select_related("session__cohort", "venue")
        .with_register()
        .annotate(has_gap=Exists(missing))
        .order_by("starts_at", "pk")
    )


def people_needs(cohort, uninvited, now):
    """Who is to be found, invited and seated; nothing of a cohort that has ended."""
    if cohort.has_ended(now):
        return
    people = reverse("cohorts:cohort_people", args=[cohort.pk])
    if not cohort.people:
        yield Need("nobody", people)
        return
    if uninvited:
        yield Need("uninvited", people, count=uninvited)
    if cohort.people > cohort.seated:
        yield Need("unseated", reverse("cohorts:sets", args=[cohort.pk]), count=cohort.people - cohort.seated)


def to_be_forgotten(cohorts):
    """Who asked to be forgotten, by cohort: whatever they hold is to be handed over."""
    asked = Membership.objects.current().filter(cohort__in=cohorts, person__forget_request__isnull=False)
    found = defaultdict(dict)
    for place in asked.select_related("person"):
        found[place.cohort_id][place.person_id] = place.person
    return found


def leaving_needs(people):
    for pk, person in people.items():
        yield Need("forgetting", reverse("cohorts:person", args=[pk]), about=person)


def nomination_needs(cohort, nominated):
    if count := nominated.get(cohort.pk):
        yield Need("nominated", reverse("cohorts:nominations", args=[cohort.pk]), count=count)


def waited_needs(cohort, waited):
    for kind in PEOPLE:
        if count := waited[kind].get(cohort.pk):
            yield Need(kind, f"{reverse('reminders:waited', args=[cohort.pk])}?only={kind}", count=count)


def day_needs(days, now):
    for day in days:
        if day.ends_at <= now and not day.is_entered:
            yield Need("register", reverse("workshops:attendance", args=[day.pk]), about=day)
        if day.ends_at > now and day.has_gap:
            yield Need("gap", f"{day.session.get_absolute_url()}#gaps", about=day)


def job_needs(ahead):
    """Every job that is late, in the same words as on its list; that a speaker cannot come is said of the day."""
    for one in ahead:
        for job in one.late:
            if job.kind != "speakers" or not all(speaker.leaves_a_gap for speaker in job.detail):
                yield Need(job.kind, settled_at(job, one), about=one.session, count=open_in(job))


def settled_at(job, one):
    """Where one press settles it: those who have not replied are written to."""
    if job.kind != "replies":
        return job.url
    session = one.session
    return f"{reverse('reminders:write', args=[session.cohort.programme_id])}?to={session.cohort_id}:day{one.day.pk}"


def open_in(job):
    """How many of it are open, where it is counted."""
    counted = {"replies": lambda it: it.unanswered, "joining": lambda it: it["left"], "speakers": len}
    return counted[job.kind](job.detail) if job.kind in counted else 0


def undelivered(viewer):
    """How many messages of the viewer's programmes failed or are in doubt."""
    troubled = Message.objects.filter(state__in=[Message.State.FAILED, Message.State.DOUBTFUL])
    if not viewer.is_administrator:
        troubled = troubled.filter(occasion__programme__in=viewer.programmes_coordinated)
    return troubled.count()
