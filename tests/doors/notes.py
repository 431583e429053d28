"""Doors to the notes of a set: for its members and its adviser. The cast's set-mate wrote the note."""

import uuid
from datetime import timedelta

from challenges.models import NoteAssent, SetNote
from cohorts.models import SetMembership
from tests import factories as make
from tests.doors.challenges import INSIDE, meeting
from tests.doors.door import Door

MEMBERS = ("participant", "set_mate")
READ = {role: 403 for role in INSIDE if role != "set_mate"}


def learning_set(cast):
    return [cast.set_a.pk]


def note(cast):
    """Made again when it was deleted."""
    found = SetNote.objects.filter(learning_set=cast.set_a).first()
    return [(found or make.set_note(cast.set_a, cast.set_mate_place)).pk]


def newcomer(cast):
    """Somebody who came after a note was written."""
    note(cast)
    seat = SetMembership.objects.filter(joined_at__gt=make.NOW, learning_set=cast.set_a).first()
    if seat is None:
        place = make.place(cast.cohort, make.person("Vic Marlow"))
        later = make.NOW + timedelta(days=1)
        seat = SetMembership.objects.create(learning_set=cast.set_a, membership=place, joined_at=later)
    NoteAssent.objects.all().delete()
    return [cast.set_a.pk, seat.membership_id]


DOORS = [
    Door("challenges:set_notes", INSIDE, args=learning_set),
    Door(
        "challenges:add_set_note",
        INSIDE,
        args=learning_set,
        method="POST",
        form=lambda cast: {"text": "We began late.", "key": uuid.uuid4()},
        status=302,
    ),
    Door("challenges:edit_set_note", ("set_mate",), args=note, exceptions=READ),
    Door("challenges:delete_set_note", ("set_mate",), args=note, method="POST", status=302, exceptions=READ),
    Door("challenges:look_back", INSIDE, args=lambda cast: [meeting(cast).pk]),
    Door("challenges:let_in", MEMBERS, args=newcomer, method="POST", status=302, exceptions={"adviser": 403}),
    Door("challenges:end_set_notes", INSIDE, args=learning_set),
]
