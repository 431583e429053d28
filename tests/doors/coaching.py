"""Doors of coaching. The pair is the cast's coach with the participant; nobody else of the cohort is in it."""

import uuid

from challenges.models import Assessment, CoachingNote, Interview
from cohorts.models import CoachingPair
from tests import factories as make
from tests.doors.door import Door
from workshops.models import CoachingSlot, Session

PAIR = ("coach", "participant")
COACHES = ("coach", "other_coach")
OFFICE = ("coordinator", "administrator")
PARTICIPANTS = ("participant", "set_mate", "other_set", "other_cohort")


def pair(cast):
    return [cast.pair.pk]


def slot(cast):
    return CoachingSlot.objects.filter(coach=cast.coach_place).first() or make.slot(cast.coach_place)


def date(cast):
    """A date of the pair."""
    found = Session.objects.filter(coaching_pair=cast.pair).first()
    return (found or make.session(cast.cohort, "Coaching", kind="coaching", coaching_pair=cast.pair)).days.get()


def note(cast):
    return CoachingNote.objects.first() or make.coaching_note(cast.pair, cast.coach_place, shared_at=make.NOW)


def interview(cast):
    return Interview.objects.first() or make.interview(cast.pair, cast.participant_place, shared_at=make.NOW)


def assessment(cast):
    return Assessment.objects.first() or make.assessment(cast.participant_place, shared_with=cast.pair)


def idle_pair(cast):
    """A pair without dates, ended by whoever knocks: a new one each time."""
    place = make.place(cast.cohort, make.person("Vic Marlow"))
    return CoachingPair.objects.create(coach=cast.coach_place, coachee=place, began_at=make.NOW)


def shared(cast):
    """Keeps it shared, so that the other still sees it when they knock."""
    return {"share": "yes"}


def post(name, opens, args, form=None, **fields):
    return Door(f"challenges:{name}", opens, args=args, method="POST", form=form, status=302, **fields)


DOORS = [
    Door("challenges:coaching", COACHES, exceptions=dict.fromkeys(PARTICIPANTS, 200) | {"participant": 302}),
    Door("challenges:pair", PAIR, args=pair),
    post("book_slot", ("participant",), pair, lambda cast: {"slot": slot(cast).pk}),
    post("move_slot", ("participant",), pair, lambda cast: {"slot": slot(cast).pk}),
    post("cancel_date", (*PAIR, "coordinator"), lambda cast: [date(cast).pk]),
    Door("challenges:offer_slot", ("coach",), args=lambda cast: [cast.coach_place.pk]),
    post("withdraw_slot", ("coach",), lambda cast: [slot(cast).pk]),
    post("add_note", PAIR, pair, lambda cast: {"text": "We spoke of time.", "key": uuid.uuid4()}),
    Door("challenges:edit_note", ("coach",), args=lambda cast: [note(cast).pk], exceptions={"participant": 403}),
    post("share_note", ("coach",), lambda cast: [note(cast).pk], shared, exceptions={"participant": 403}),
    Door("challenges:interviews", PAIR, args=pair),
    Door("challenges:interview", PAIR, args=lambda cast: [cast.pair.pk, "before"]),
    post("share_interview", ("participant",), lambda cast: [interview(cast).pk], shared, exceptions={"coach": 403}),
    post("end_pair", OFFICE, lambda cast: [idle_pair(cast).pk]),
    Door("challenges:pairs", OFFICE, args=lambda cast: [cast.cohort.pk]),
    Door("challenges:strengths", PARTICIPANTS, status=302),
    Door("challenges:assessment", PAIR, args=lambda cast: [assessment(cast).membership_id]),
    Door("challenges:assess", ("participant",), args=lambda cast: [cast.participant_place.pk, "before"]),
    post("share_assessment", ("participant",), lambda cast: [assessment(cast).pk], shared, exceptions={"coach": 403}),
]
