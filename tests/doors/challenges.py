"""Doors to what people write. The cast's participant is the author; the rows are made as a door is knocked at."""

import uuid
from datetime import date, time

from challenges.models import Agreement, Challenge, Commitment, Draft, Entry, Holder, OfferedDate
from tests import factories as make
from tests.doors.door import Door
from workshops.models import Session

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


def asked(cast):
    """A commitment of the participant's that the set-mate is asked to make with them."""
    readers = {"audience": "set", "learning_set": cast.set_a}
    found = Commitment.objects.filter(text="Together").first()
    found = found or make.commitment(cast.participant_place, "Together", **readers)
    Holder.objects.get_or_create(commitment=found, membership=cast.set_mate_place, defaults={"asked_at": make.NOW})
    return found


def offered(cast):
    """A date that the set-mate offers."""
    found = OfferedDate.objects.first()
    return found or OfferedDate.objects.create(
        learning_set=cast.set_a,
        by=cast.set_mate_place,
        at=make.NOW,
        date=date(2027, 4, 28),
        opens=time(10),
        closes=time(12),
    )


def meeting(cast):
    """The day of a meeting of the participant's set."""
    found = Session.objects.filter(learning_set=cast.set_a).first()
    of_the_set = {"kind": "set_meeting", "learning_set": cast.set_a, "on": date(2027, 4, 7)}
    return (found or make.session(cast.cohort, "Set meeting", **of_the_set)).days.get()


def rules(cast):
    """What the set-mate wrote as the rules of the set."""
    fields = {"learning_set": cast.set_a, "number": 1}
    defaults = {"by": cast.set_mate_place, "at": make.NOW, "text": "One speaks at a time", "level": "nothing"}
    return Agreement.objects.get_or_create(**fields, defaults=defaults)[0]


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
    Door("challenges:together", AUTHOR, args=lambda cast: [commitment(cast).pk]),
    Door("challenges:answer_together", ("set_mate",), args=lambda cast: [asked(cast).pk], method="POST", status=302),
    Door("challenges:share_commitment", AUTHOR, args=lambda cast: [commitment(cast).pk]),
    Door("challenges:my_set", ("participant", "set_mate", "other_set"), status=302, exceptions={"other_cohort": 200}),
    Door("challenges:sets", ("adviser", "other_adviser")),
    Door("challenges:set", INSIDE, args=lambda cast: [cast.set_a.pk]),
    Door("challenges:set_rules", INSIDE, args=lambda cast: [cast.set_a.pk]),
    Door("challenges:assent", INSIDE, args=lambda cast: [rules(cast).pk], method="POST", status=302),
    Door("challenges:set_sheet", INSIDE, args=lambda cast: [meeting(cast).pk]),
    Door("challenges:room", INSIDE, args=lambda cast: [meeting(cast).pk]),
    Door("challenges:room_stages", INSIDE, args=lambda cast: [meeting(cast).pk]),
    Door(
        "challenges:room_clock",
        INSIDE,
        args=lambda cast: [meeting(cast).pk],
        method="POST",
        form=lambda cast: {"do": "start 0"},
        status=302,
    ),
    Door(
        "challenges:room_turn",
        INSIDE,
        args=lambda cast: [meeting(cast).pk],
        method="POST",
        form=lambda cast: {"do": "bid"},
        status=302,
    ),
    Door(
        "challenges:room_promise",
        INSIDE,
        args=lambda cast: [meeting(cast).pk],
        method="POST",
        form=lambda cast: {"text": "Ring the chair", "key": uuid.uuid4()},
        status=302,
        exceptions={"adviser": 403},
    ),
    Door("challenges:set_dates", INSIDE, args=lambda cast: [cast.set_a.pk]),
    Door(
        "challenges:offer_date",
        INSIDE,
        args=lambda cast: [cast.set_a.pk],
        method="POST",
        form=lambda cast: {"date": "5 May 2027", "opens": "10:00", "closes": "12:00"},
        status=302,
    ),
    Door("challenges:settle_date", INSIDE, args=lambda cast: [offered(cast).pk]),
    Door("challenges:take_back_date", INSIDE, args=lambda cast: [offered(cast).pk], method="POST", status=302),
    Door("challenges:cohort", ("facilitator", "coordinator"), args=lambda cast: [cast.cohort.pk]),
]
