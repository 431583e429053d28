"""Who may. Reading is decided by the querysets; these say what may be changed of what may be read."""

from collections.abc import Iterable

from django.db.models import QuerySet

from cohorts.models import Cohort, Person
from cohorts.viewer import Viewer
from workshops.models import Session
from workshops.querysets import own


def may_mark(viewer: Viewer, session: Session) -> bool:
    """Whether the viewer enters the register: facilitators, the office, the set's adviser; no administrator as such."""
    if session.cohort.programme_id in viewer.programmes_coordinated:
        return True
    if session.learning_set:
        return session.learning_set.adviser_id in viewer.membership_ids
    return session.coaching_pair_id is None and session.cohort_id in viewer.cohorts_facilitated


def reads_access_needs(viewer: Viewer, session: Session) -> bool:
    """Whether the viewer may learn that a room does not suit somebody: those who arrange rooms, for all the cohort."""
    office = session.cohort.programme_id in viewer.programmes_coordinated
    return office or session.cohort_id in viewer.cohorts_facilitated


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


def grant(viewer: Viewer, sessions: Iterable[Session]) -> None:
    """Tell each of `sessions`, seen by the viewer, what it is to them.

    `is_run`, `reads_draft` and `is_attended`, as the querysets `run_by`, `draft_open_to` and `attended_by` have it, and
    `shows_words`: of another set's or pair's only date and place are told. For the whole cohort's this is worked out
    from the viewer, because the same as subqueries costs several times the page.
    """
    sessions = list(sessions)
    inside = [session.pk for session in sessions if not session.is_whole_cohort]
    mine = ids(Session.objects.filter(own(viewer), pk__in=inside)) if inside else set()
    run = ids(Session.objects.run_by(viewer).filter(pk__in=inside)) if inside else set()
    for session in sessions:
        whole = session.is_whole_cohort
        goes = session.cohort_id in viewer.cohorts and (session.pk in mine or (whole and session.is_published))
        session.is_run = may_plan(viewer, session.cohort) if whole else session.pk in run
        session.reads_draft = session.is_run or (whole and session.cohort_id in viewer.cohorts_advised)
        session.is_attended, session.shows_words = goes, whole or session.pk in mine


def ids(sessions: QuerySet[Session]) -> set[int]:
    return set(sessions.values_list("pk", flat=True))
