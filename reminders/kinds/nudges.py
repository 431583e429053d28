"""A gentle nudge to look at the challenge, for whoever has not for some weeks."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from challenges.looked import looked_since
from challenges.models import Challenge, Entry
from cohorts.models import Cohort, Membership
from reminders.kinds import personal, weeks
from reminders.kinds.keeping import keep
from reminders.kinds.personal import still_mine
from reminders.kinds.way import Timing, Way
from reminders.letter import Letter
from reminders.models import Kind, Message, Occasion, Rule
from reminders.verdict import Facts

RULES = [{"days": 21, "hour": 9}]
THURSDAY = 3
WORTH = timedelta(hours=10)  # what is not read that day would only add to the next


def plan(since: datetime, now: datetime) -> None:
    """One occasion a week for each cohort under way whose programme nudges; whom it reaches is asked when it is due."""
    rules = {rule.programme_id: rule for rule in Rule.objects.on().filter(kind=Kind.NUDGE)}
    under_way = Cohort.objects.filter(programme__in=rules, starts_on__lte=now.date(), ends_on__gte=now.date())
    wanted = [occasion(cohort, rules[cohort.programme_id], now) for cohort in under_way]
    keep(Kind.NUDGE, wanted)


def occasion(cohort: Cohort, rule: Rule, now: datetime) -> Occasion:
    due_at, week = weeks.coming(THURSDAY, rule.hour, cohort.zone, now, WORTH)
    return Occasion(
        kind=Kind.NUDGE,
        subject=cohort.pk,
        moment=week,
        programme_id=cohort.programme_id,
        due_at=due_at,
        worth_until=due_at + WORTH,
    )


def quiet(cohorts: list[int], now: datetime) -> QuerySet[Membership]:
    """Participants who have had their place, and not looked and not been nudged, for as long as the rule says."""
    found = Membership.objects.current().participants().filter(cohort__in=cohorts, person__is_active=True)
    rules = Rule.objects.on().filter(kind=Kind.NUDGE, programme__in=found.values("cohort__programme"))
    long_ago = Q(pk__in=[])
    for programme, days in rules.values_list("programme", "days"):
        long_ago |= Q(cohort__programme=programme) & silent_since(now - timedelta(days=days))
    return found.filter(long_ago)


def silent_since(moment: datetime) -> Q:
    nudged = Message.objects.filter(person=OuterRef("person"), occasion__kind=Kind.NUDGE, created_at__gt=moment)
    return Q(joined_at__lte=moment) & ~looked_since(moment) & ~Exists(nudged)


def reached(occasions: list[Occasion]) -> Iterator[tuple[int, int, str]]:
    now = max(one.due_at for one in occasions)
    places = quiet([one.subject for one in occasions], now)
    yield from places.values_list("cohort", "person", "person__email")


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    cohorts = {message.occasion.subject for message in messages}
    people = {message.person_id for message in messages}
    places = Membership.objects.current().participants().filter(cohort__in=cohorts, person__in=people)
    of = {(place.cohort_id, place.person_id): place for place in places.select_related("person", "cohort__programme")}
    begun = set(Challenge.objects.filter(membership__in=of.values()).values_list("membership", flat=True))
    wrote = Entry.objects.filter(membership__in=of.values()).order_by("at").values_list("membership", "at")
    known, looked = personal.gather(messages, now), looked_after(messages, places)
    about = {"begun": begun, "wrote": dict(wrote), "looked": looked, "people": known, "now": now}
    return {
        message: letter(message, of.get((message.occasion.subject, message.person_id)), **about) for message in messages
    }


def looked_after(messages: list[Message], places: QuerySet[Membership]) -> dict[datetime, set[int]]:
    """By when a nudge was due: those of `places` whose holders have looked since. Few moments make a batch."""
    moments = {message.occasion.due_at for message in messages}
    return {moment: set(places.filter(looked_since(moment)).values_list("pk", flat=True)) for moment in moments}


def letter(
    message: Message,
    place: Membership | None,
    *,
    begun: set[int],
    wrote: dict[int, datetime],
    looked: dict[datetime, set[int]],
    people,
    now: datetime,
) -> Letter:
    one = message.occasion
    last: datetime | None = wrote.get(place.pk) if place else None
    facts = Facts(
        now=max(now, one.due_at),
        due_at=one.due_at,
        worth_until=one.worth_until,
        paused=one.programme.paused_at is not None,
        belongs=place is not None,
        done=place is not None and place.pk in looked[one.due_at],
        **people.facts(message),
    )
    return Letter(
        person=message.person,
        address=message.person.email,
        programme=one.programme,
        template="nudge",
        facts=facts,
        context={
            "begun": place is not None and place.pk in begun,
            "last": last and place and last.astimezone(place.cohort.tz).date(),
            "url": settings.BASE_URL + reverse("challenges:mine"),
        },
        optional=True,
        still=[still_mine(place.pk, message.person.email, one.kind)] if place else [],
    )


WAY = Way(Kind.NUDGE, read, rows=reached, plan=plan, starts_with=RULES, timing=Timing.QUIET)
