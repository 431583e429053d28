from collections.abc import Sequence

from challenges.models import Challenge
from cohorts.finding import SHOWN, Found, distance, holds, may_hold
from cohorts.viewer import Viewer


def found(viewer: Viewer, words: Sequence[str]) -> Found:
    """Challenges whose words the viewer may read and whose title or themes hold these, the newest first."""
    likely = Challenge.objects.visible_to(viewer).filter(may_hold(words, "title", "themes"))
    called = [row for row in likely.values_list("pk", "title", "themes") if holds(words, *row[1:])]
    called.sort(key=lambda row: (distance(words, row[1]), -row[0]))
    by_pk = Challenge.objects.with_author().in_bulk([pk for pk, *_texts in called[:SHOWN]])
    return Found([by_pk[pk] for pk, *_texts in called[:SHOWN]], max(len(called) - SHOWN, 0))
