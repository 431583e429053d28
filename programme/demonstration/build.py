"""Makes the demonstration programme around a day, as if it had been lived: every step through its service."""

from datetime import datetime, timedelta

from django.db import transaction

from cohorts.models import Cohort, Person, Programme
from cohorts.services import persons
from programme.demonstration import (
    before,
    calendar,
    coached,
    company,
    complaints,
    looking_back,
    nominated,
    noted,
    notes,
    room,
    sets,
    thinking,
    words,
    writing,
)
from programme.demonstration.stage import Stage
from reminders import services as reminders
from reminders.models import Occasion

MINUTE = timedelta(minutes=1)


def build(now: datetime) -> None:
    """Make the programme, its people, its past and what is ahead; mails of the past are sent on their days.

    What was interrupted is taken up again.
    """
    with transaction.atomic():
        if not Programme.objects.exists():
            set_up(begin(now))
    stage = found(now)
    if not stage.cohort.sets.exists():
        send_the_past(stage)
        with transaction.atomic():
            live(stage)
    send_the_rest(stage)


def set_up(stage: Stage) -> None:
    company.make_programme(stage)
    company.import_participants(stage)
    company.bring_staff(stage)
    company.invite(stage)
    calendar.avoid_school_weeks(stage)
    calendar.make_sessions(stage)


def live(stage: Stage) -> None:
    company.accept(stage)
    company.make_sets(stage)
    company.wish(stage)
    calendar.keep_the_register(stage)
    writing.write(stage)
    thinking.think(stage)
    room.say(stage)
    looking_back.look_back(stage)
    calendar.answer(stage)
    sets.agree(stage)
    sets.meet(stage)
    sets.offer_dates(stage)
    sets.make_together(stage)
    coached.coach(stage)
    notes.write_notes(stage)
    notes.name_safeguarding_lead(stage)
    complaints.complain(stage)
    nominated.charge(stage)
    nominated.nominate(stage)
    before.remember(stage)
    noted.tell_line_managers(stage)


def found(now: datetime) -> Stage:
    """The stage as the database has it."""
    cohort = Cohort.objects.select_related("programme", "home_venue").exclude(home_venue=None).earliest("starts_on")
    stage = Stage(now, Person.objects.with_address(words.COORDINATOR[1]).get(), cohort.programme, cohort)
    for place in cohort.memberships.participants().select_related("person", "organisation"):
        stage.places[place.person.email.split("@")[0]] = place
    return stage


def begin(now: datetime) -> Stage:
    name, address = words.COORDINATOR
    stage = Stage(now, persons.known_or_new(email=address, name=name, by=None, now=now))
    name, address = words.ADMINISTRATOR
    persons.known_or_new(email=address, name=name, by=None, now=now, is_administrator=True)
    return stage


def send_the_past(stage: Stage) -> None:
    """Invitations, then what went out before the residential: seven days and one day before, at nine."""
    moments = [stage.by(-56)["now"], *(stage.at(stage.residential - timedelta(days=days)) for days in (7, 1))]
    for moment in sorted(moments):
        reminders.tick(moment + MINUTE)


def send_the_rest(stage: Stage) -> None:
    """Whatever else fell due until today, each at its time: after the residential, on Mondays, on Thursdays."""
    while overdue := Occasion.objects.ahead().filter(due_at__lte=stage.now - MINUTE).first():
        reminders.tick(overdue.due_at + MINUTE)
    reminders.tick(stage.now)
