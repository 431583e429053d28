"""Makes the demonstration programme around a day, as if it had been lived: every step through its service."""

from datetime import datetime, timedelta

from django.db import transaction

from cohorts.services import persons
from programme.demonstration import calendar, company, words, writing
from programme.demonstration.stage import Stage
from reminders import services as reminders


def build(now: datetime) -> None:
    """Make the programme, its people, its past and what is ahead; mails of the past are sent on their days."""
    with transaction.atomic():
        stage = begin(now)
        company.make_programme(stage)
        company.import_participants(stage)
        company.bring_staff(stage)
        company.invite(stage)
        calendar.make_sessions(stage)
    send_the_past(stage)
    with transaction.atomic():
        company.accept(stage)
        company.make_sets(stage)
        calendar.keep_the_register(stage)
        writing.write(stage)
        calendar.answer(stage)


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
        reminders.tick(moment + timedelta(minutes=1))
