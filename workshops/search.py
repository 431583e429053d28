from collections.abc import Sequence

from django.db.models import Min

from cohorts.finding import Found, may_hold, nearest
from cohorts.viewer import Viewer
from workshops.models import Session


def found(viewer: Viewer, words: Sequence[str]) -> Found:
    """Sessions whose name the viewer may read and which are called so, the latest first; with `first_date`."""
    likely = Session.objects.named_to(viewer).filter(may_hold(words, "name", "title"))
    shown, more = nearest(words, likely.order_by().values_list("pk", "name", "title"))
    rows = Session.objects.select_related("cohort__programme").annotate(first_date=Min("days__date")).in_bulk(shown)
    return Found([rows[pk] for pk in shown], more)
