from collections.abc import Sequence
from dataclasses import replace

from challenges.models import Challenge
from cohorts.finding import Found, may_hold, nearest
from cohorts.models import Cohort
from cohorts.viewer import Viewer


def found(viewer: Viewer, words: Sequence[str]) -> Found:
    """Challenges whose words the viewer may read and whose title or themes hold these, the newest first."""
    near = Challenge.objects.filter(membership__cohort__in=Cohort.objects.visible_to(viewer).values("pk"))
    likely = near.visible_to(viewer).filter(may_hold(words, "title", "themes"))  # no words are read from further off
    shown = nearest(words, likely, "title", "themes")
    rows = Challenge.objects.with_author().in_bulk(shown.rows)
    return replace(shown, rows=[rows[pk] for pk in shown.rows])
