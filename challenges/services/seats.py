"""From which place somebody acts in a set."""

from challenges.exceptions import NotInThatSet
from cohorts.models import ActionLearningSet, Membership, Person


def seat(learning_set: ActionLearningSet, by: Person) -> Membership:
    """The place from which `by` sits in the set or advises it. Raises NotInThatSet.

    Holds the set until the transaction ends, so that what is pressed twice is done once.
    """
    held = ActionLearningSet.objects.select_for_update(of=("self",)).get(pk=learning_set.pk)
    places = Membership.objects.current().filter(person=by)
    sits = places.filter(seats__learning_set=held, seats__left_at=None).first()
    found = sits or places.filter(pk=held.adviser_id).first()
    if found is None:
        raise NotInThatSet(by)
    return found
