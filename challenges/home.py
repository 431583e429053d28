"""What the home page of a participant shows of the challenge."""

from datetime import date, datetime
from typing import Any

from challenges.asking import waiting
from challenges.forms.log import LogForm
from challenges.holding import asked_of, next_meetings, open_of
from challenges.models import Challenge, Draft, Entry
from challenges.readers import circle_of
from cohorts.viewer import Viewer


def participant_context(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """For the newest place held as participant: `place`, `challenge` (None before the first draft), `last_entry`,
    `draft` (whether an entry waits to be sent), `open_commitments`, `asked` (what others ask
    to be made together), `slip` (the form of
    templates/challenges/_slip.html; None without a challenge) and `today`.

    `waiting` is a session that asks what they make of it (templates/challenges/_waiting.html), or None.
    Empty for those who participate in nothing, and while own words are locked.
    """
    if not viewer.participations or not viewer.reads_words:
        return {}
    place = viewer.participations[0]
    today = now.astimezone(place.cohort.tz).date()
    mine = {"membership": place}
    challenge = Challenge.objects.filter(**mine).select_related("learning_set").first()
    meets = next_meetings([place.pk], now).get(place.pk, date.max)
    promised = open_of([place.pk]).get(place.pk, [])
    return {
        "place": place,
        "today": today,
        "waiting": waiting(place, now),
        "challenge": challenge,
        "last_entry": Entry.objects.filter(**mine).select_related("learning_set").first(),
        "draft": Draft.objects.kept_for(viewer).filter(kind=Draft.Kind.ENTRY, **mine).exists(),
        "open_commitments": sorted(promised, key=lambda one: one.due_on or meets),
        "asked": asked_of(place),
        "slip": LogForm(today=today, circle=circle_of(place), auto_id="slip_%s") if challenge else None,
    }
