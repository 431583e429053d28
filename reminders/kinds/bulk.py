"""What the office writes to many: held for ten minutes, in which it can be taken back."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from reminders import wording
from reminders.kinds import personal
from reminders.kinds.gathering import SOMEBODY
from reminders.kinds.personal import People
from reminders.kinds.way import Way
from reminders.letter import Letter, Still
from reminders.models import Broadcast, Kind, Message, Occasion
from reminders.verdict import Facts

WORTH = timedelta(days=2)


def written(since: datetime) -> QuerySet[Broadcast]:
    return Broadcast.objects.filter(at__gt=since).order_by("at")


def plan(since: datetime, now: datetime) -> None:
    """An occasion for whatever was written after `since`."""
    wanted = [occasion(broadcast) for broadcast in written(since)]
    Occasion.objects.bulk_create(wanted, ignore_conflicts=True)


def occasion(broadcast: Broadcast) -> Occasion:
    return Occasion(
        kind=Kind.BULK,
        subject=broadcast.pk,
        programme_id=broadcast.programme_id,
        due_at=broadcast.goes_at,
        worth_until=broadcast.goes_at + WORTH,
    )


def people(occasions: list[Occasion]) -> Iterable[tuple[int, int, str]]:
    found = Broadcast.objects.filter(pk__in=[one.subject for one in occasions], people__is_active=True)
    return found.values_list("pk", "people", "people__email")


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    of = Broadcast.objects.select_related("programme").in_bulk({message.occasion.subject for message in messages})
    known = personal.gather(messages, now)
    said: dict[int, dict] = {pk: {} for pk in of}
    return {
        message: letter(message, of[message.occasion.subject], known, now, said[message.occasion.subject])
        for message in messages
    }


def letter(message: Message, broadcast: Broadcast, known: People, now: datetime, said: dict) -> Letter:
    context = {"programme": broadcast.programme, "cohort": broadcast.cohort}
    facts = Facts(
        now=max(now, broadcast.goes_at),
        due_at=broadcast.goes_at,
        worth_until=broadcast.goes_at + WORTH,
        paused=broadcast.programme.paused_at is not None,
        belongs=message.person.is_active,
        taken_back=broadcast.taken_back_at is not None,
        **known.facts(message),
    )
    return Letter(
        person=message.person,
        address=message.person.email,
        programme=broadcast.programme,
        template="bulk",
        facts=facts,
        context={
            **context,
            "subject": wording.fill(broadcast.subject, context),
            "words": wording.fill(broadcast.words, context).strip(),
        },
        said=said,
        still=[Still(HELD, (broadcast.pk,)), Still(SOMEBODY, (message.person_id, message.person.email))],
    )


HELD = """EXISTS (SELECT 1 FROM reminders_broadcast b JOIN cohorts_programme p ON p.id = b.programme_id
    WHERE b.id = %s AND b.taken_back_at IS NULL AND p.paused_at IS NULL)"""

WAY = Way(Kind.BULK, read, rows=people, plan=plan, stirred=written)
