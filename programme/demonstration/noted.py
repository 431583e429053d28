"""What two participants of the demonstration tell their line managers: one has sent it, one looks at it still."""

from challenges.models import ProgressNote
from challenges.services import progress_notes
from programme.demonstration.stage import Stage

SENT, KEPT = "farah.forsyth", "bethan.bennett"
NOTES = {
    SENT: {
        "to_name": "Lindiwe Ashdown",
        "to_address": "lindiwe.ashdown@ashdown.example",
        "set_out": "To have the night shift say what does not work before somebody is hurt by it.",
        "changed": "Eleven reports in four weeks; there were two in the whole of last year.",
        "needed": "That you come to one handover at six in the morning, and only listen.",
    },
    KEPT: {
        "to_name": "Rhiannon Llewellyn-Pryce",
        "to_address": "rhiannon.llewellyn-pryce@harbour.example",
        "set_out": "To get three services to one offer for families, without one of them having to win.",
        "changed": "The health visitors were asked first. They had an answer that nobody had planned for.",
        "needed": "",
    },
}


def tell_line_managers(stage: Stage) -> None:
    """Sent now, so that the mail goes as any mail does."""
    written = {name: write(stage, name) for name in NOTES if name in stage.places}
    if note := written.get(SENT):
        progress_notes.send(note=note, seen=note.stamp, by=stage.places[SENT].person, now=stage.now)


def write(stage: Stage, name: str) -> ProgressNote:
    place = stage.places[name]
    by = stage.by(-1) | {"by": place.person}
    return progress_notes.write(place=place, fields=NOTES[name], seen="", **by)
