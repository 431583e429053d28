"""What the sets of the demonstration have agreed among themselves."""

from datetime import time, timedelta

from challenges.services import offered
from programme.demonstration.stage import Stage

WEEKS = (5, 6)  # after the first workshop
ANSWERS = (("yes", "if_need_be", "yes", "yes"), ("yes", "yes", "no", "yes"))  # of some of the set, by date


def offer_dates(stage: Stage) -> None:
    """One set looks for a date: two are on offer, and not everybody has said yet."""
    its = stage.cohort.sets.get(name="Set 3")
    people = [seat.membership.person for seat in its.seats.filter(left_at=None).select_related("membership__person")]
    for weeks, answers in zip(WEEKS, ANSWERS, strict=True):
        day = stage.workshop + timedelta(weeks=weeks, days=1)
        made = offered.offer(
            learning_set=its, date=day, opens=time(9, 30), closes=time(12), by=people[0], now=stage.by(-3)["now"]
        )
        for person, answer in zip(people, answers, strict=False):
            offered.mark(learning_set=its, answers={made.pk: answer}, by=person, now=stage.by(-2)["now"])
