"""What the sets of the demonstration have agreed among themselves."""

from datetime import time, timedelta

from challenges.models import Commitment
from challenges.services import agreements, offered, together
from cohorts.models import ActionLearningSet, Person
from programme.demonstration.stage import Stage

RULES = """We start on time, and phones stay in bags.
Whoever presents is asked, not advised.
Nobody fills a silence before a minute is over.
We say what we will do, and begin next time with what became of it."""
WEEKS = (5, 6)  # after the first workshop
ANSWERS = (("yes", "if_need_be", "yes", "yes"), ("yes", "yes", "no", "yes"))  # of some of the set, by date


def agree(stage: Stage) -> None:
    """One set has its rules, and all but two have said yes."""
    its, people = looking_for_a_date(stage)
    rules = agreements.write(
        learning_set=its, text=RULES, level="learning", number=0, by=people[1], now=stage.by(-6)["now"]
    )
    for person in people[:-2]:
        agreements.assent(agreement=rules, by=person, now=stage.by(-5)["now"])


def looking_for_a_date(stage: Stage) -> tuple[ActionLearningSet, list[Person]]:
    its = stage.cohort.sets.get(name="Set 3")
    seats = its.seats.filter(left_at=None).select_related("membership__person")
    return its, [seat.membership.person for seat in seats]


def offer_dates(stage: Stage) -> None:
    """One set looks for a date: two are on offer, and not everybody has said yet."""
    its, people = looking_for_a_date(stage)
    for weeks, answers in zip(WEEKS, ANSWERS, strict=True):
        day = stage.workshop + timedelta(weeks=weeks, days=1)
        made = offered.offer(
            learning_set=its, date=day, opens=time(9, 30), closes=time(12), by=people[0], now=stage.by(-3)["now"]
        )
        for person, answer in zip(people, answers, strict=False):
            offered.mark(learning_set=its, answers={made.pk: answer}, by=person, now=stage.by(-2)["now"])


def make_together(stage: Stage) -> None:
    """One asks two of the set to make a commitment together; one has said yes, the other has not answered."""
    author, open_, yes = (stage.places[name] for name in ("kofi.kowalczyk", "bethan.bennett", "farah.forsyth"))
    promise = Commitment.objects.get(membership=author)
    together.ask(commitment=promise, places={open_.pk, yes.pk}, by=author.person, now=stage.by(-2)["now"])
    together.answer(commitment=promise, place=yes, yes=True, by=yes.person, now=stage.by(-1)["now"])
