"""Doors to what a session asks afterwards, and to what was answered."""

from challenges.models import Comment, Question, Trace
from tests import factories as make
from tests.doors.challenges import AUTHOR, INSIDE, SEEN_NOT_CHANGED, challenge
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


def entry(cast):
    """An entry that the participant shares with the set."""
    shared = {"audience": "set", "learning_set": cast.set_a}
    return challenge(cast).entries.filter(**shared).first() or make.entry(challenge(cast), **shared)


def comment(cast):
    """What a set-mate said to it."""
    return Comment.objects.first() or make.comment(entry(cast), cast.set_mate)


def story(cast):
    """The participant's story, shared with the set."""
    found = Trace.objects.first()
    shared = {"audience": "set", "learning_set": cast.set_a}
    return found or make.trace(cast.participant_place, "What I tried", "A line", "Another", **shared)


SHARED_NOT_CHANGED = {"set_mate": 403, "adviser": 403}

DOORS = [
    Door("challenges:ask", RUNS, args=workshop, exceptions=dict.fromkeys(GOES, 403)),
    Door("challenges:reflect", IN_COHORT, args=workshop),
    Door("challenges:feedback", IN_COHORT, args=workshop),
    Door("challenges:recap", CHAIRS, args=workshop),
    Door("challenges:recap_sheet", CHAIRS, args=workshop),
    Door("challenges:results", (*CHAIRS, "sponsor"), args=workshop),
    Door("challenges:all_results", "everybody"),
    Door("challenges:add_comment", INSIDE, args=lambda cast: [entry(cast).pk]),
    Door(
        "challenges:delete_comment",
        ("participant", "set_mate"),
        args=lambda cast: [comment(cast).pk],
        method="POST",
        status=302,
    ),
    Door(
        "challenges:see_as",
        AUTHOR,
        args=lambda cast: [challenge(cast).pk, "facilitator"],
        exceptions=SEEN_NOT_CHANGED,
    ),
    Door("challenges:traces", "everybody"),
    Door("challenges:trace_choose", AUTHOR, args=lambda cast: [cast.participant_place.pk]),
    Door("challenges:trace_shown", INSIDE, args=lambda cast: [story(cast).pk]),
    Door("challenges:trace_share", AUTHOR, args=lambda cast: [story(cast).pk], exceptions=SHARED_NOT_CHANGED),
    Door("challenges:trace_present", INSIDE, args=lambda cast: [story(cast).pk, 1]),
    Door("challenges:trace_sheet", INSIDE, args=lambda cast: [story(cast).pk]),
    Door(
        "challenges:trace_edit",
        AUTHOR,
        args=lambda cast: [story(cast).parts.first().pk],
        exceptions=SHARED_NOT_CHANGED,
    ),
    Door(
        "challenges:trace_move",
        AUTHOR,
        args=lambda cast: [story(cast).parts.first().pk],
        method="POST",
        form=lambda cast: {"down": ""},
        status=302,
        exceptions=SHARED_NOT_CHANGED,
    ),
]
