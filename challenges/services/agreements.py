"""How a set agrees its ground rules: anybody in it writes, and everybody says yes to exactly what is written."""

from datetime import datetime

from django.db import transaction

from challenges.exceptions import ChangedMeanwhile
from challenges.models import Agreement
from challenges.services.seats import seat
from cohorts.models import ActionLearningSet, Person
from cohorts.trail import record


@transaction.atomic
def write(
    *, learning_set: ActionLearningSet, text: str, level: str, number: int, by: Person, now: datetime
) -> Agreement:
    """Write the rules anew, in place of those under `number` (0: of none); `by` says yes to them.

    Whoever had said yes is asked again. The same words again change nothing. Raises NotInThatSet, and ChangedMeanwhile
    when somebody else has written others since.
    """
    place = seat(learning_set, by)
    latest = current(learning_set)
    if latest and (latest.text, latest.level) == (text, level):
        return latest
    if (latest.number if latest else 0) != number:
        raise ChangedMeanwhile
    made = Agreement.objects.create(
        learning_set=learning_set, number=number + 1, text=text, level=level, by=place, at=now
    )
    made.assents.create(membership=place, at=now)
    record(by, "wrote", made, at=now, fields=["text", "level"])
    return made


@transaction.atomic
def assent(*, agreement: Agreement, by: Person, now: datetime) -> None:
    """Say yes to `agreement`; twice is once. Raises NotInThatSet, ChangedMeanwhile when it is no longer the latest."""
    place = seat(agreement.learning_set, by)
    if current(agreement.learning_set) != agreement:
        raise ChangedMeanwhile
    _, is_new = agreement.assents.get_or_create(membership=place, defaults={"at": now})
    if is_new:
        record(by, "agreed", agreement, at=now)


def current(learning_set: ActionLearningSet) -> Agreement | None:
    """The latest."""
    return Agreement.objects.filter(learning_set=learning_set).first()
