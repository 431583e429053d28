"""What the sets of the demonstration have agreed among themselves."""

import uuid
from datetime import time, timedelta

from challenges.services import agreements, notes, offered
from cohorts.models import ActionLearningSet, Person
from cohorts.services import persons, programmes
from programme.demonstration import words
from programme.demonstration.stage import Stage

RULES = """We start on time, and phones stay in bags.
Whoever presents is asked, not advised.
Nobody fills a silence before a minute is over.
We say what we will do, and begin next time with what became of it."""
NOTES = (  # of the third set: who of it writes, so many days before today
    (1, -6, "Two of us travel an hour and a half. We begin at half past nine, and nobody apologises for a train."),
    (0, -4, "To come back to: how do you ask for help from somebody who thinks that you are there to check on them?"),
)
ADVISER_NOTE = """What I saw at our first meeting: good questions in the second half hour, after the advice had run out.

Next time I keep quiet for longer. Tell me if I do not."""
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


def name_safeguarding_lead(stage: Stage) -> None:
    """Whom the limits of confidentiality name also signs in."""
    name, address = words.SAFEGUARDING_LEAD
    lead = persons.known_or_new(email=address, name=name, **stage.by(-58))
    programmes.give_role(programme=stage.programme, person=lead, role="safeguarding", **stage.by(-58))


def write_notes(stage: Stage) -> None:
    """Two of its members and its adviser have written something down."""
    its, people = looking_for_a_date(stage)
    written = [(people[number], days, text) for number, days, text in NOTES] + [(its.adviser.person, -3, ADVISER_NOTE)]
    for person, days, text in written:
        by = stage.by(days) | {"by": person}
        notes.write(learning_set=its, day=None, text=text, key=uuid.uuid4(), **by)


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
