"""What the sets of the demonstration have agreed among themselves, and how one of them met."""

import uuid
from datetime import date, datetime, time, timedelta

from challenges.models import Commitment
from challenges.services import agreements, offered, rooms, timekeeping, together, turns
from cohorts.models import ActionLearningSet, Person
from programme.demonstration.stage import Stage
from workshops.models import SessionDay

RULES = """We start on time, and phones stay in bags.
Whoever presents is asked, not advised.
Nobody fills a silence before a minute is over.
We say what we will do, and begin next time with what became of it."""
WEEKS = (5, 6)  # after the first workshop
ANSWERS = (("yes", "if_need_be", "yes", "yes"), ("yes", "yes", "no", "yes"))  # of some of the set, by date
PROMISES = (
    "Ask the head of the hub whom she would ring, and write down her words",
    "Show the one-page offer to two families before anybody else sees it",
    "Sit in on one handover and say nothing",
)


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


def meet(stage: Stage) -> None:
    """The set met a week before today: two presented, three said what they would do, and it meets again."""
    its, people = looking_for_a_date(stage)
    day = settle(stage, its, people, stage.today - timedelta(days=7))
    then = {"now": stage.at(day.date, 10)}
    for person in people[:2]:
        place = its.seats.get(membership__person=person).membership
        turns.present(day=day, who=place, presents=True, by=people[2], **then)
    for person, text in zip(people, PROMISES, strict=False):
        rooms.commit(day=day, text=text, due_on=None, key=uuid.uuid4(), by=person, **then)
    run_through(day, people[0], then)
    settle(stage, its, people, stage.workshop + timedelta(days=6))


def settle(stage: Stage, its: ActionLearningSet, people: list[Person], on: date) -> SessionDay:
    """A date that was offered and settled before its reminders were due, so that the set is told of it by itself."""
    who = {"by": people[0], "now": stage.by(-16)["now"]}
    made = offered.offer(learning_set=its, date=on, opens=time(9, 30), closes=time(12), **who)
    return offered.settle(offered=made, where={"venue": stage.cohort.home_venue}, **who).days.get()


def run_through(day: SessionDay, by: Person, then: dict[str, datetime]) -> None:
    """Every stage of the meeting, to its end."""
    room = rooms.open_room(day)
    for revision in range(len(room.stages) + 1):
        timekeeping.turn_clock(room=room, do="next", revision=revision, by=by, **then)


def make_together(stage: Stage) -> None:
    """One asks two of the set to make a commitment together; one has said yes, the other has not answered."""
    author, open_, yes = (stage.places[name] for name in ("kofi.kowalczyk", "bethan.bennett", "farah.forsyth"))
    promise = Commitment.objects.get(membership=author)
    together.ask(commitment=promise, places={open_.pk, yes.pk}, by=author.person, now=stage.by(-2)["now"])
    together.answer(commitment=promise, place=yes, yes=True, by=yes.person, now=stage.by(-1)["now"])
