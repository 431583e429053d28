from collections.abc import Sequence

from django.db.models import Min

from cohorts.finding import Found, nearest
from cohorts.viewer import Viewer
from workshops.models import Session


def found(viewer: Viewer, words: Sequence[str]) -> Found:
    """Sessions whose name the viewer may read and which are called so, the latest first; with `first_date`."""
    dated = Session.objects.select_related("cohort__programme").annotate(first_date=Min("days__date"))
    return nearest(words, Session.objects.named_to(viewer), "name", "title", shown=dated)
