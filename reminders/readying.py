"""What is still to be done before each session ahead: the jobs of the session and those of its messages."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Min, Q
from django.urls import reverse

from cohorts.viewer import Viewer
from reminders.models import Kind, Message, Occasion
from workshops.counting import asked_to
from workshops.models import Session
from workshops.readiness import Ahead, sessions_ahead

LATE = {"reminders": 14, "joining": 6}  # days before the session; the first reminder goes out seven days before


def sessions_in_order(viewer: Viewer, now: datetime) -> list[Ahead]:
    """The sessions ahead of the cohorts the viewer coordinates, soonest first, each with all its jobs."""
    ahead = sessions_ahead(viewer, now)
    sessions = [one.session for one in ahead]
    planned, sent = planned_for(sessions), sent_for(sessions)
    for one in ahead:
        add_planned(one, planned, now)
        add_joining(one, *sent[one.session.pk], now)
    return ahead


def planned_for(sessions: Collection[Session]) -> dict[int, datetime | None]:
    """When the next reminder of each goes; None where all have gone, nothing where none was ever planned."""
    rows = Occasion.objects.filter(kind=Kind.BEFORE_SESSION, session__in=sessions).order_by()
    return dict(rows.values_list("session").annotate(following=Min("due_at", filter=Q(expanded_at=None))))


def sent_for(sessions: Collection[Session]) -> dict[int, tuple[int, int]]:
    """To how many of those it is for a reminder went, with the joining instructions in it; and how many they are."""
    asked, told = asked_to(sessions), defaultdict(set)
    mails = Message.objects.filter(state=Message.State.SENT, occasion__kind=Kind.BEFORE_SESSION, person__isnull=False)
    for session, person in (
        mails.filter(occasion__session__in=sessions).order_by().values_list("occasion__session", "person")
    ):
        told[session].add(person)
    return {one.pk: (len(asked[one.pk] & told[one.pk]), len(asked[one.pk])) for one in sessions}


def add_planned(one: Ahead, planned: dict[int, datetime | None], now: datetime) -> None:
    """Paused messages are planned and do not go, so that job is open."""
    programme, late = one.session.cohort.programme, one.is_within(LATE["reminders"], now)
    is_planned = one.session.pk in planned
    detail = {"paused": programme.paused_at is not None, "planned": is_planned, "next": planned.get(one.session.pk)}
    url = reverse("reminders:rules" if not is_planned else "reminders:watch" if detail["paused"] else "reminders:ahead")
    one.add("reminders", is_planned and not detail["paused"], url, late=late, detail=detail)


def add_joining(one: Ahead, sent: int, asked: int, now: datetime) -> None:
    write = reverse("reminders:write", args=[one.session.cohort.programme_id])
    late, detail = one.is_within(LATE["joining"], now), {"sent": sent, "asked": asked, "left": asked - sent}
    one.add(
        "joining", asked and sent == asked, f"{write}?to={one.session.cohort_id}:participants", late=late, detail=detail
    )
