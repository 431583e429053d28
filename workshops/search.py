from collections.abc import Sequence

from django.db.models import Min

from cohorts.finding import SHOWN, Found, distance, holds, may_hold
from cohorts.viewer import Viewer
from workshops.models import Session


def found(viewer: Viewer, words: Sequence[str]) -> Found:
    """Sessions whose name the viewer may read and which are called so, the latest first; with `first_date`."""
    likely = Session.objects.named_to(viewer).filter(may_hold(words, "name", "title"))
    called = [row for row in likely.values_list("pk", "name", "title") if holds(words, *row[1:])]
    called.sort(key=lambda row: (min(distance(words, text) for text in row[1:]), -row[0]))
    rows = Session.objects.select_related("cohort__programme").annotate(first_date=Min("days__date"))
    by_pk = rows.in_bulk([pk for pk, *_texts in called[:SHOWN]])
    return Found([by_pk[pk] for pk, *_texts in called[:SHOWN]], max(len(called) - SHOWN, 0))
