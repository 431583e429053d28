from cohorts.models import Person, Shared
from cohorts.viewer import Viewer


def may_change(viewer: Viewer, shared: Shared) -> bool:
    """Only its author changes what somebody wrote, and only from a place that they still hold."""
    return viewer.reads_words and shared.membership_id in viewer.membership_ids


def writes_for(person: Person, membership) -> bool:
    """Whether `person` holds the place that something is written from."""
    return membership.person_id == person.pk and membership.left_at is None
