"""Who may. Reading is decided by the querysets; these say what may be changed of what may be read."""

from cohorts.models import Cohort, Person
from cohorts.viewer import Viewer
from workshops.models import Session


def may_mark(viewer: Viewer, session: Session) -> bool:
    """Whether the viewer enters the register: facilitators, the office, the set's adviser; no administrator as such."""
    if session.cohort.programme_id in viewer.programmes_coordinated:
        return True
    if session.learning_set:
        return session.learning_set.adviser_id in viewer.membership_ids
    return session.coaching_pair_id is None and session.cohort_id in viewer.cohorts_facilitated


def may_reply_for(viewer: Viewer, session: Session, person: Person) -> bool:
    """Whether the viewer answers for `person`: themselves, their office contact, the programme office."""
    if person.pk == viewer.person.pk or session.cohort.programme_id in viewer.programmes_coordinated:
        return True
    return viewer.principals.filter(principal=person.pk).exists()


def may_plan(viewer: Viewer, cohort: Cohort) -> bool:
    """Whether the viewer adds sessions of any kind to the cohort."""
    return (
        viewer.is_administrator
        or cohort.pk in viewer.cohorts_facilitated
        or cohort.programme_id in viewer.programmes_coordinated
    )
