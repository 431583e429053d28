"""Doors to what a session asks afterwards, and to what was answered."""

from challenges.models import Question
from tests import factories as make
from tests.doors.door import Door

IN_COHORT = ("participant", "set_mate", "other_set")
RUNS = ("facilitator", "coordinator", "administrator")
CHAIRS = ("facilitator", "coordinator")
GOES = ("participant", "set_mate", "other_set", "adviser", "other_adviser", "coach", "other_coach", "office_contact")


def workshop(cast):
    """The cast's workshop, which asks something."""
    if not Question.objects.exists():
        make.question(cast.workshop)
        make.question(cast.workshop, "It was worth it.", kind="scale")
    return [cast.workshop.pk]


DOORS = [
    Door("challenges:ask", RUNS, args=workshop, exceptions=dict.fromkeys(GOES, 403)),
    Door("challenges:reflect", IN_COHORT, args=workshop),
    Door("challenges:feedback", IN_COHORT, args=workshop),
    Door("challenges:recap", CHAIRS, args=workshop),
    Door("challenges:recap_sheet", CHAIRS, args=workshop),
    Door("challenges:results", (*CHAIRS, "sponsor"), args=workshop),
    Door("challenges:all_results", "everybody"),
]
