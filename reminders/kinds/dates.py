"""Dates to hold: once a cohort's dates are published, one mail a person puts them into the diary."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from cohorts.models import Cohort, Programme
from reminders.kinds.answering import with_links
from reminders.kinds.gathering import sessions
from reminders.kinds.holding import Holders, announced, holders, rows
from reminders.kinds.told import Told
from reminders.kinds.way import Way
from reminders.letter import Letter, Still
from reminders.models import Kind, Message, Occasion, Rule
from reminders.verdict import Facts
from workshops.models import Session, SessionDay

HELD = timedelta(minutes=15)  # dates published one after the other are one mail
WORTH = timedelta(days=2)
SOON = timedelta(days=2)  # what is nearer is told by the reminder of the day before
ALMOST = timedelta(hours=1)


def plan(since: datetime, now: datetime) -> None:
    """An occasion for each cohort of which dates were published after `since`, a quarter of an hour after the last."""
    programmes = Rule.objects.on().filter(kind=Kind.DATES).values("programme")
    days = SessionDay.objects.standing().filter(session=OuterRef("pk"), starts_at__gt=now + SOON)
    untold_yet = Session.objects.filter(Exists(days), ~Exists(reminded(now).filter(session=OuterRef("pk"))))
    published = untold_yet.filter(changed_at__gt=since, dates_published_at__gt=since)
    fresh = Cohort.objects.filter(pk__in=published.filter(cohort__programme__in=programmes).values("cohort"))
    whole = {"sessions__learning_set": None, "sessions__coaching_pair": None}
    dated = fresh.filter(**whole, sessions__dates_published_at__isnull=False)
    counted = dated.annotate(number=Count("sessions"), last=Max("sessions__dates_published_at"))
    wanted = [occasion(cohort) for cohort in counted]
    overtaken = Occasion.objects.filter(kind=Kind.DATES, expanded_at=None, subject__in=[one.subject for one in wanted])
    overtaken.exclude(due_at__in=[one.due_at for one in wanted]).delete()
    Occasion.objects.bulk_create(wanted, ignore_conflicts=True)


def reminded(now: datetime) -> QuerySet[Occasion]:
    """Reminders that have gone, or are about to: whoever gets one needs no date to hold beside it."""
    return Occasion.objects.filter(kind=Kind.BEFORE_SESSION, due_at__lte=now + ALMOST)


def occasion(cohort: Cohort) -> Occasion:
    due_at = cohort.last + HELD
    about = {"kind": Kind.DATES, "subject": cohort.pk, "round": cohort.number, "programme_id": cohort.programme_id}
    return Occasion(**about, due_at=due_at, worth_until=due_at + WORTH)


def told(occasions: list[Occasion]) -> Iterator[tuple[int, int, str]]:
    yield from rows([one.subject for one in occasions])


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    cohorts = {message.occasion.subject for message in messages}
    ids = announced(cohorts)
    gone_already = set(reminded(now).filter(session__in=ids).values_list("session", flat=True))
    ids = [pk for pk in ids if pk not in gone_already]
    of, known, whose = sessions(set(ids)), Told(ids), holders(messages, cohorts)
    programmes = Programme.objects.in_bulk({message.occasion.programme_id for message in messages})
    failed = Message.objects.to_failed_addresses().filter(address__in=[one.person.email for one in messages])
    gone = set(failed.values_list("address", flat=True))
    return {
        message: letter(message, of, known, whose, programmes[message.occasion.programme_id], gone, now)
        for message in messages
    }


def letter(message: Message, of, known: Told, whose: Holders, programme: Programme, gone: set[str], now) -> Letter:
    one, person = message.occasion, message.person
    places = whose.all_places(one.subject, person.pk)
    days = untold(of.values(), known, one.subject, person.pk, max(now, one.due_at) + SOON)
    principals = [] if whose.own(one.subject, person.pk) else whose.principals(one.subject, person.pk)
    facts = Facts(
        now=max(now, one.due_at),
        due_at=one.due_at,
        worth_until=one.worth_until,
        paused=programme.paused_at is not None,
        belongs=bool(places) and person.is_active,
        told=not days,
        address_failed=person.email in gone,
    )
    return Letter(
        person=person,
        address=person.email,
        programme=programme,
        template="dates",
        facts=facts,
        context={
            "days": days,
            "dates": with_links(days, person, whose.asked(one.subject, person)),
            "principals": principals,
            "cohort": days[0].session.cohort if days else None,
        },
        days=days,
        still=[Still(HELD_BY, (tuple(places), person.pk, person.email)), *unchanged(days)] if places else [],
    )


def untold(of, known: Told, cohort: int, person: int, after: datetime) -> list[SessionDay]:
    """The standing days of the cohort's sessions after a moment that this person has not been told of."""
    ahead = [
        day
        for session in of
        if session.cohort_id == cohort
        for day in session.days.all()
        if day.cancelled_at is None and day.starts_at > after and str(day.uid) not in known.days(session.pk, person)
    ]
    return sorted(ahead, key=lambda day: day.starts_at)


def unchanged(days: list[SessionDay]) -> list[Still]:
    """That none of the sessions has changed since they were read."""
    changed = {day.session_id: day.session.changed_at for day in days}
    return [Still(SAME, (pk, at)) for pk, at in changed.items()]


SAME = "EXISTS (SELECT 1 FROM workshops_session WHERE id = %s AND changed_at = %s)"
HELD_BY = """EXISTS (SELECT 1 FROM cohorts_membership m JOIN cohorts_cohort c ON c.id = m.cohort_id
    JOIN cohorts_programme p ON p.id = c.programme_id, cohorts_person h
    WHERE m.id IN %s AND m.left_at IS NULL AND p.paused_at IS NULL
    AND h.id = %s AND h.email = %s AND h.is_active)"""

WAY = Way(Kind.DATES, read, rows=told, plan=plan, follows_sessions=True, starts_with=[{"days": 0, "hour": 9}])
