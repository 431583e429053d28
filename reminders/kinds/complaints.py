"""A complaint is told to the administrators, its answer to whoever sent it. Of no programme: no coordinator sees it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from cohorts.models import Complaint, Person
from reminders.kinds.way import Way
from reminders.letter import Letter
from reminders.models import Kind, Message, Occasion
from reminders.verdict import Facts

WORTH = timedelta(days=14)


def sent(since: datetime) -> QuerySet[Complaint]:
    return Complaint.objects.filter(at__gt=since).order_by("at")


def answered(since: datetime) -> QuerySet[Complaint]:
    return Complaint.objects.filter(answered_at__gt=since).order_by("answered_at")


def plan_sent(since: datetime, now: datetime) -> None:
    plan(Kind.COMPLAINT, [(complaint.pk, complaint.at) for complaint in sent(since)])


def plan_answered(since: datetime, now: datetime) -> None:
    plan(Kind.ANSWER, answered(since).values_list("pk", "answered_at"))


def plan(kind: Kind, fresh: Iterable[tuple[int, datetime]]) -> None:
    occasions = [Occasion(kind=kind, subject=pk, due_at=at, worth_until=at + WORTH) for pk, at in fresh]
    Occasion.objects.bulk_create(occasions, ignore_conflicts=True)


def administrators(occasions: list[Occasion]) -> Iterable[tuple[int, int, str]]:
    """Every administrator but whoever complains."""
    people = Person.objects.filter(is_administrator=True, is_active=True).values_list("pk", "email")
    for complaint in about(occasions):
        yield from ((complaint.pk, pk, email) for pk, email in people if pk != complaint.person_id)


def senders(occasions: list[Occasion]) -> Iterable[tuple[int, int, str]]:
    return about(occasions).values_list("pk", "person", "person__email")


def about(occasions: list[Occasion]) -> QuerySet[Complaint]:
    return Complaint.objects.filter(pk__in=[occasion.subject for occasion in occasions])


def read_sent(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    """Not what it says: a mailbox is read by others, too. One that is answered meanwhile needs nobody."""
    of = about([message.occasion for message in messages]).waiting().in_bulk()
    return {m: letter(m, "complaint", of.get(m.occasion.subject), reverse("complaints"), now) for m in messages}


def read_answered(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    of = about([message.occasion for message in messages]).in_bulk()
    return {m: letter(m, "complaint_answered", of.get(m.occasion.subject), reverse("complain"), now) for m in messages}


def letter(message: Message, template: str, complaint: Complaint | None, path: str, now: datetime) -> Letter:
    occasion, person = message.occasion, message.person
    times = {"now": now, "due_at": occasion.due_at, "worth_until": occasion.worth_until}
    return Letter(
        person=person,
        address=person.email,
        programme=None,
        template=template,
        facts=Facts(**times, taken_back=complaint is None),
        context={"complaint": complaint, "url": settings.BASE_URL + path},
    )


WAYS = [
    Way(Kind.COMPLAINT, read_sent, rows=administrators, plan=plan_sent, stirred=sent),
    Way(Kind.ANSWER, read_answered, rows=senders, plan=plan_answered, stirred=answered),
]
