from collections.abc import Sequence

from challenges.models import Challenge
from cohorts.finding import Found, nearest
from cohorts.models import Cohort
from cohorts.viewer import Viewer


def found(viewer: Viewer, words: Sequence[str]) -> Found:
    """Challenges whose words the viewer may read and whose title or themes hold these, the newest first."""
    near = Challenge.objects.filter(membership__cohort__in=Cohort.objects.visible_to(viewer).values("pk"))
    return nearest(words, near.visible_to(viewer), "title", "themes", shown=Challenge.objects.with_author())
