from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Min

from cohorts.finding import Found, may_hold, nearest
from cohorts.viewer import Viewer
from workshops.models import Session


def found(viewer: Viewer, words: Sequence[str]) -> Found:
    """Sessions whose name the viewer may read and which are called so, the latest first; with `first_date`."""
    likely = Session.objects.named_to(viewer).filter(may_hold(words, "name", "title"))
    shown = nearest(words, likely, "name", "title")
    dated = Session.objects.select_related("cohort__programme").annotate(first_date=Min("days__date"))
    rows = dated.in_bulk(shown.rows)
    return replace(shown, rows=[rows[pk] for pk in shown.rows])
