"""Doors to what people write. The cast's participant is the author; the rows are made as a door is knocked at."""

import uuid

from challenges.models import Challenge, Commitment, Draft, Entry
from tests import factories as make
from tests.doors.door import Door

AUTHOR = ("participant",)
PARTICIPANTS = ("participant", "set_mate", "other_set", "other_cohort")
INSIDE = ("participant", "set_mate", "adviser")
KNOWN = ("participant", "set_mate", "adviser", "coach", "facilitator", "coordinator")
SEEN_NOT_CHANGED = {role: 403 for role in KNOWN if role != "participant"}


def challenge(cast):
    """The participant's challenge, for nobody else to read."""
    found = Challenge.objects.filter(membership=cast.participant_place).first()
    return found or make.challenge(cast.participant_place)


def entry(cast):
    return Entry.objects.first() or make.entry(challenge(cast))


def commitment(cast):
    found = Commitment.objects.filter(state="open").first()
    return found or make.commitment(cast.participant_place, challenge=challenge(cast))


def draft(cast):
    """The participant's own; made again when it was thrown away."""
    challenge(cast)
    return Draft.objects.first() or make.draft(cast.participant_place)


def words(cast):
    return {"title": "A first draft", "statement": "Getting on", "stage": "framed", "audience": "me"}


DOORS = [
    Door("challenges:mine", PARTICIPANTS),
    Door("challenges:write", AUTHOR, args=lambda cast: [cast.participant_place.pk]),
    Door("challenges:challenge", KNOWN, args=lambda cast: [challenge(cast).pk]),
    Door("challenges:edit", AUTHOR, args=lambda cast: [challenge(cast).pk], exceptions=SEEN_NOT_CHANGED),
    Door("challenges:share_challenge", AUTHOR, args=lambda cast: [challenge(cast).pk], exceptions=SEEN_NOT_CHANGED),
    Door(
        "challenges:add_entry",
        AUTHOR,
        args=lambda cast: [challenge(cast).pk],
        method="POST",
        form=lambda cast: {"mood": "slow", "audience": "me", "key": uuid.uuid4()},
        status=302,
        exceptions=SEEN_NOT_CHANGED,
    ),
    Door(
        "challenges:add_commitment",
        AUTHOR,
        args=lambda cast: [challenge(cast).pk],
        method="POST",
        form=lambda cast: {"text": "Ring the heads", "audience": "me", "key": uuid.uuid4()},
        status=302,
        exceptions=SEEN_NOT_CHANGED,
    ),
    Door("challenges:marks", AUTHOR, args=lambda cast: [challenge(cast).pk], exceptions=SEEN_NOT_CHANGED),
    Door("challenges:stage", AUTHOR, args=lambda cast: [challenge(cast).pk], exceptions=SEEN_NOT_CHANGED),
    Door("challenges:discard_draft", AUTHOR, args=lambda cast: [draft(cast).pk], method="POST", status=302),
    Door("challenges:share_entry", AUTHOR, args=lambda cast: [entry(cast).pk]),
    Door(
        "challenges:how_it_went",
        AUTHOR,
        args=lambda cast: [commitment(cast).pk],
        method="POST",
        form=lambda cast: {"state": "done"},
        status=302,
    ),
    Door("challenges:share_commitment", AUTHOR, args=lambda cast: [commitment(cast).pk]),
    Door("challenges:my_set", ("participant", "set_mate", "other_set"), status=302, exceptions={"other_cohort": 200}),
    Door("challenges:sets", ("adviser", "other_adviser")),
    Door("challenges:set", INSIDE, args=lambda cast: [cast.set_a.pk]),
    Door("challenges:cohort", ("facilitator", "coordinator"), args=lambda cast: [cast.cohort.pk]),
]
