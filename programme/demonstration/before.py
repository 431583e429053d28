"""The intake before this one, which is over and stays together: one of them moved on, one asks to be forgotten."""

from datetime import time, timedelta

from challenges.services import moving
from cohorts.models import Cohort, Membership
from cohorts.services import forget_requests, people, programmes
from programme.demonstration.calendar import on
from programme.demonstration.stage import FIRST_COHORT, ZONE, Stage
from workshops.models import SessionDay
from workshops.services import attendance, editions, items, sessions

ENDED = timedelta(days=75)  # before today
PEOPLE = [  # name, job title, organisation
    ("Morwenna Tregear", "Director of public health", "Westmoor Community Health"),
    ("Idris Bellamy", "Head teacher", "Wexcombe Academy"),
    ("Saoirse Quinlan", "Head of housing", "Harbour City Council"),
    ("Anselm Drury", "Service manager", "Northmoor County Council"),
    ("Ffion Carrick", "Community lead", "Moorland Voices"),
]
FELL_ILL, FORGETS = "Ffion Carrick", "Anselm Drury"


def remember(stage: Stage) -> None:
    """What the office wrote down of it when it began to work here, and what came of two of its people since."""
    cohort = earlier_cohort(stage)
    places = [take_in(stage, cohort, n, *one) for n, one in enumerate(PEOPLE)]
    met_at_last(stage, cohort, [place for place in places if place.person.name != FELL_ILL])
    by_name = {place.person.name: place for place in places}
    moving.move(place=by_name[FELL_ILL], cohort=Cohort.objects.latest("starts_on"), **stage.by(-19))
    person = by_name[FORGETS].person
    forget_requests.ask(person=person, by=person, now=stage.by(-2)["now"])


def earlier_cohort(stage: Stage) -> Cohort:
    began, ended = stage.today - FIRST_COHORT, stage.today - ENDED
    values = {"name": f"Pilot {began.year}", "starts_on": began, "ends_on": ended, "zone": str(ZONE)}
    return programmes.create_cohort(programme=stage.programme, values=values, **stage.by(-58))


def take_in(stage: Stage, cohort: Cohort, n: int, name: str, job: str, organisation: str) -> Membership:
    post = {"job_title": job, "organisation": organisation}
    person = {"name": name, "email": f"pilot.{n}@employers.example"}
    return people.add_place(cohort=cohort, role="participant", post=post, **person, **stage.by(-58))


def met_at_last(stage: Stage, cohort: Cohort, came: list[Membership]) -> None:
    date = stage.today - ENDED
    day = on(stage, date, (time(10), time(15)))
    fields = {"kind": "end_event", "name": "End of programme", "title": "What stays of it"}
    made = sessions.add(cohort=cohort, fields=fields, objectives=["Say what stays"], day=day, **stage.by(-58))
    held = SessionDay.objects.get(session=made)
    items.add(day=held, fields={"title": "What stays of it", "kind": "reflection", "minutes": 90}, **stage.by(-58))
    editions.publish(session=made, **stage.by(-58))
    attendance.enter(day=held, came=[(place.pk, half) for place in came for half in held.halves], **stage.by(-57))
