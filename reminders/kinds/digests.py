"""Monday's digest to coordinators: what needs them, and what the fortnight brings."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from cohorts.models import Person, ProgrammeRole
from cohorts.viewer import Viewer
from reminders.desk import desk, undelivered
from reminders.kinds import personal, weeks
from reminders.kinds.keeping import keep
from reminders.kinds.way import Timing, Way
from reminders.letter import Letter, Still
from reminders.models import Kind, Message, Occasion, Rule
from reminders.verdict import Facts
from workshops.counting import counts
from workshops.models import SessionDay

RULES = [{"role": Rule.Who.COORDINATOR, "days": 0, "hour": 8}]
MONDAY = 0
WORTH = timedelta(hours=10)
FORTNIGHT = timedelta(days=14)


def plan(since: datetime, now: datetime) -> None:
    """One occasion a week for each coordinator of a programme that wants it: several programmes are one mail."""
    rules = {rule.programme_id: rule for rule in Rule.objects.on().filter(kind=Kind.DIGEST).order_by("-hour")}
    roles = coordinating().filter(programme__in=rules, programme__ends_on__gte=now.date())
    soonest = {role.person_id: rules[role.programme_id] for role in roles.order_by("programme")}
    keep(Kind.DIGEST, [occasion(person, rule, now) for person, rule in soonest.items()])


def coordinating():
    return ProgrammeRole.objects.filter(role=ProgrammeRole.Role.COORDINATOR, person__is_active=True)


def occasion(person: int, rule: Rule, now: datetime) -> Occasion:
    due_at, week = weeks.coming(MONDAY, rule.hour, settings.TIME_ZONE, now, WORTH)
    return Occasion(
        kind=Kind.DIGEST,
        subject=person,
        moment=week,
        programme_id=rule.programme_id,
        due_at=due_at,
        worth_until=due_at + WORTH,
    )


def coordinators(occasions: list[Occasion]) -> Iterator[tuple[int, int, str]]:
    found = Person.objects.filter(pk__in=[one.subject for one in occasions], is_active=True)
    yield from found.values_list("pk", "pk", "email")


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    people = personal.gather(messages, now)
    return {message: letter(message, people, max(now, message.occasion.due_at)) for message in messages}


def letter(message: Message, people, now: datetime) -> Letter:
    """Each is worked out for its reader: there are few, and what needs them differs."""
    one, viewer = message.occasion, Viewer(message.person)
    lines = desk(viewer, now)
    ahead = days_ahead(viewer, now)
    troubled, short = undelivered(viewer), short_meetings(viewer, now)
    facts = Facts(
        now=now,
        due_at=one.due_at,
        worth_until=one.worth_until,
        paused=one.programme.paused_at is not None,
        belongs=bool(viewer.programmes_coordinated) and message.person.is_active,
        done=not (ahead or troubled or short or any(line.needs for line in lines)),
        **people.facts(message),
    )
    return Letter(
        person=message.person,
        address=message.person.email,
        programme=one.programme,
        template="digest",
        facts=facts,
        context={
            "lines": lines,
            "ahead": ahead,
            "troubled": troubled,
            "short": short,
            "needs": sum(len(line.needs) for line in lines),
            "base": settings.BASE_URL,
            "url": settings.BASE_URL + reverse("home"),
        },
        optional=True,
        still=[Still(COORDINATES, (message.person_id, message.person.email))],
    )


def days_ahead(viewer: Viewer, now: datetime) -> list[SessionDay]:
    days = SessionDay.objects.run_by(viewer).ahead(now).filter(starts_at__lte=now + FORTNIGHT)
    whole = days.filter(session__learning_set=None, session__coaching_pair=None)
    return list(whole.select_related("session__cohort", "venue"))


def short_meetings(viewer: Viewer, now: datetime) -> int:
    """How many meetings of sets in the fortnight have too few left, by the sets' own number."""
    office = SessionDay.objects.standing().filter(session__cohort__programme__in=viewer.programmes_coordinated)
    meetings = office.filter(starts_at__gt=now, starts_at__lte=now + FORTNIGHT, session__learning_set__fewest__gt=0)
    days = list(meetings.select_related("session__learning_set"))
    found = counts({day.session for day in days}, days) if days else {}
    return len({day.session_id for day in days if found[day.pk].is_short})


COORDINATES = """EXISTS (SELECT 1 FROM cohorts_programmerole r JOIN cohorts_person h ON h.id = r.person_id
    JOIN cohorts_programme p ON p.id = r.programme_id WHERE h.id = %s AND h.email = %s AND h.is_active
    AND r.role = 'coordinator' AND p.paused_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM reminders_optout o WHERE o.person_id = h.id AND o.kind = 'digest'))"""

WAY = Way(Kind.DIGEST, read, rows=coordinators, plan=plan, starts_with=RULES, timing=Timing.WEEKLY)
