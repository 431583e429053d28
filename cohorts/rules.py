"""Who may, where seeing is not enough."""

from cohorts.models import Membership, OfficeContact, Person, ProgrammeRole
from cohorts.viewer import Viewer


def may_correct(viewer: Viewer, person: Person) -> bool:
    """Whether the office may change how `person` is called and written to.

    Only where nobody else has them: whoever can change an address can sign in with it, and a place on one programme
    must not open another. Their own details people change themselves.
    """
    if person == viewer.person:
        return False
    if viewer.is_administrator:
        return True
    return not (person.is_administrator or has_a_part_elsewhere(person, viewer.programmes_coordinated))


def keeps_details(viewer: Viewer, programme_id: int) -> bool:
    """Whether the viewer sees and writes mobiles, needs and emergency contacts: coordinators, not administrators."""
    return programme_id in viewer.programmes_coordinated


def has_a_part_elsewhere(person: Person, programmes: set[int]) -> bool:
    """Whether the person has a place, a role or a principal on a programme that is not one of `programmes`."""
    principals = OfficeContact.objects.current().filter(contact=person).values("principal")
    places = Membership.objects.exclude(cohort__programme__in=programmes)
    roles = ProgrammeRole.objects.exclude(programme__in=programmes)
    return (
        places.filter(person=person).exists()
        or roles.filter(person=person).exists()
        or places.filter(person__in=principals).exists()
        or roles.filter(person__in=principals).exists()
    )
