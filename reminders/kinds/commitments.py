"""Commitments that fall due: what somebody promised by a date comes back to them and whoever made it with them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from challenges.holding import next_meetings, open_of
from challenges.models import Commitment, Holder
from cohorts.models import Membership, Person
from reminders.kinds import personal
from reminders.kinds.keeping import keep
from reminders.kinds.personal import still_mine
from reminders.kinds.promises import in_words
from reminders.kinds.way import Timing, Way
from reminders.letter import Letter, Still, mark
from reminders.models import Kind, Message, Occasion, Rule
from reminders.verdict import Facts
from workshops.wall_time import days_before, utc

RULES = [{"days": 2, "hour": 9}]
END_OF_DAY = time(23, 59)
TOLD = [Message.State.SENDING, Message.State.SENT, Message.State.DOUBTFUL]


def plan(since: datetime, now: datetime) -> None:
    """An occasion for each place, date and rule for which some open commitment is due from now on."""
    rules = list(Rule.objects.on().filter(kind=Kind.COMMITMENTS))
    wanted = [
        occasion(place, due_on, zone, rule)
        for place, due_on, zone, programme in dated(now)
        for rule in rules
        if rule.programme_id == programme
    ]
    told = told_before_moving({one.subject for one in wanted})
    wanted = [one for one in wanted if (one.subject, one.moment) not in told]
    keep(Kind.COMMITMENTS, [one for one in wanted if one.due_at < one.worth_until > now])


def told_before_moving(places: set[int]) -> set[tuple[int, str]]:
    """(place, moment) of what came back to its holder already at the place they moved from."""
    moved = Membership.objects.filter(pk__in=places).exclude(moved_from=None)
    here = {person: pk for pk, person in moved.values_list("pk", "person")}
    sent = Message.objects.filter(person__in=here, occasion__kind=Kind.COMMITMENTS, state__in=TOLD)
    rows = sent.values_list("person", "occasion__subject", "occasion__moment")
    return {(here[person], moment) for person, subject, moment in rows if subject != here[person]}


def dated(now: datetime) -> set[tuple[int, date, str, int]]:
    """Whose something is, by when, and where that is; by the next meeting is by its date, once it has one.

    Nothing for a day after the cohort has ended: from then on nothing is brought back.
    """
    open_ = Commitment.objects.filter(Q(due_on=None) | Q(due_on__gte=now.date()), state=Commitment.State.OPEN)
    holders = Holder.objects.standing().said_yes().filter(commitment__in=open_)
    where = ("membership__cohort__ends_on", "membership__cohort__zone", "membership__cohort__programme")
    own = open_.filter(membership__left_at=None).values_list("membership", "due_on", *where)
    shared = holders.values_list("membership", "commitment__due_on", *where)
    rows = {*own.distinct().order_by(), *shared.order_by()}
    meets = next_meetings({place for place, due_on, *_ in rows if due_on is None}, now)
    found = ((place, due_on or meets.get(place), *rest) for place, due_on, *rest in rows)
    return {
        (place, due_on, zone, programme) for place, due_on, ends, zone, programme in found if due_on and due_on <= ends
    }


def occasion(place: int, due_on: date, zone: str, rule: Rule) -> Occasion:
    return Occasion(
        kind=Kind.COMMITMENTS,
        subject=place,
        moment=f"{due_on:%Y%m%d}.{rule.days}",
        programme_id=rule.programme_id,
        due_at=days_before(due_on, rule.days, rule.hour, zone),
        worth_until=utc(due_on, END_OF_DAY, zone),
    )


def date_of(one: Occasion) -> date:
    return datetime.strptime(one.moment[:8], "%Y%m%d").date()  # noqa: DTZ007 - a date by the wall


def promised(occasions: list[Occasion]) -> Iterator[tuple[int, int, str]]:
    places = Membership.objects.current().filter(pk__in=[one.subject for one in occasions], person__is_active=True)
    yield from places.values_list("pk", "person", "person__email")


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    places = Membership.objects.select_related("person", "cohort__programme")
    of = places.in_bulk([message.occasion.subject for message in messages])
    people = personal.gather(messages, now)
    open_, meets = open_of(of), next_meetings(of, now)
    return {
        message: letter(message, of[place], due(message, open_, meets), people, max(now, message.occasion.due_at))
        for message in messages
        if (place := message.occasion.subject)
    }


def due(message: Message, open_: dict[int, list[Commitment]], meets: dict[int, date]) -> list[Commitment]:
    """What is to be done by the day of the message."""
    place, day = message.occasion.subject, date_of(message.occasion)
    return [one for one in open_.get(place, []) if (one.due_on or meets.get(place)) == day]


def letter(message: Message, place: Membership, mine: list[Commitment], people, now: datetime) -> Letter:
    one, due_on, programme = message.occasion, date_of(message.occasion), place.cohort.programme
    facts = Facts(
        now=now,
        due_at=one.due_at,
        worth_until=one.worth_until,
        paused=programme.paused_at is not None,
        belongs=place.left_at is None and place.person.is_active,
        done=not mine,
        **people.facts(message),
    )
    days_left = (due_on - now.astimezone(place.cohort.tz).date()).days
    return Letter(
        person=place.person,
        address=place.person.email,
        programme=programme,
        template="commitments",
        facts=facts,
        context=context(days_left, due_on, len(mine)),
        own={"promises": in_words(place.person, mine)},
        optional=True,
        still=[still_mine(place.pk, place.person.email, one.kind), *still_theirs(place, mine)],
    )


def example(rule: Rule, reader: Person, now: datetime) -> Letter:
    """How it would read to `reader`: that somebody has promised something is known to them alone."""
    due_on = (now + timedelta(days=rule.days)).date()
    one = occasion(0, due_on, settings.TIME_ZONE, rule)
    return Letter(
        person=reader,
        address=reader.email,
        programme=rule.programme,
        template="commitments",
        facts=Facts(now=now, due_at=one.due_at, worth_until=one.worth_until),
        context=context(rule.days, due_on, 1),
        own={"promises": "…"},
        optional=True,
    )


def context(days_left: int, due_on: date, count: int) -> dict:
    return {
        "days_left": days_left,
        "due_on": due_on,
        "count": count,
        "promises": mark("promises"),
        "url": settings.BASE_URL + reverse("challenges:mine"),
    }


OPEN = "EXISTS (SELECT 1 FROM challenges_commitment WHERE id = %s AND state = 'open' AND text = %s AND {due})"
BY_DATE, BY_MEETING = OPEN.format(due="due_on = %s"), OPEN.format(due="due_on IS NULL")


# They hold it with its author, and can read it.
HELD = """EXISTS (SELECT 1 FROM challenges_holder h JOIN challenges_commitment c ON c.id = h.commitment_id
WHERE c.id = %s AND h.membership_id = %s AND h.yes_at IS NOT NULL AND (c.audience = 'cohort' OR c.audience = 'set'
AND EXISTS (SELECT 1 FROM cohorts_setmembership s
WHERE s.membership_id = h.membership_id AND s.learning_set_id = c.learning_set_id AND s.left_at IS NULL)))"""


def still_theirs(place: Membership, promises: list[Commitment]) -> list[Still]:
    """That each is open as it was, and that what was made with others is still this place's too."""
    shared = [Still(HELD, (one.pk, place.pk)) for one in promises if one.membership_id != place.pk]
    return [*(still_open(one) for one in promises), *shared]


def still_open(promise: Commitment) -> Still:
    if promise.due_on is None:
        return Still(BY_MEETING, (promise.pk, promise.text))
    return Still(BY_DATE, (promise.pk, promise.text, promise.due_on))


WAY = Way(Kind.COMMITMENTS, read, rows=promised, plan=plan, starts_with=RULES, timing=Timing.PROMISE, example=example)
