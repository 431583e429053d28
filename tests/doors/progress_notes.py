"""Doors of the note to a line manager. The cast's participant writes it; nobody else finds any of it."""

from challenges.models import ProgressNote
from tests import factories as make
from tests.doors.door import Door

AUTHOR = ("participant",)
PARTICIPANTS = ("participant", "set_mate", "other_set", "other_cohort")


def note(cast):
    """One that is not sent; made again when it was sent or thrown away."""
    unsent = ProgressNote.objects.filter(sent_at=None).first()
    return [(unsent or make.progress_note(cast.participant_place)).pk]


def words(cast):
    note = {"to_name": "Robin Ashworth", "to_address": "robin@trust.example", "set_out": "One offer for all"}
    return note | {"seen": make.NOW.isoformat()}


DOORS = [
    Door("challenges:progress_notes", PARTICIPANTS),
    Door(
        "challenges:write_progress_note",
        AUTHOR,
        args=lambda cast: [cast.participant_place.pk],
        method="POST",
        form=words,
        status=302,
    ),
    Door("challenges:progress_note", AUTHOR, args=note),
    Door("challenges:progress_note_sheet", AUTHOR, args=note),
    Door(
        "challenges:send_progress_note",
        AUTHOR,
        args=note,
        method="POST",
        form=lambda cast: {"seen": make.NOW.isoformat()},
        status=302,
    ),
    Door("challenges:throw_away_progress_note", AUTHOR, args=note, method="POST", status=302),
]
