"""What a set of the demonstration has written down, and whom the limits of confidentiality name."""

import uuid

from challenges.services import notes
from cohorts.services import persons, programmes
from programme.demonstration import words
from programme.demonstration.sets import looking_for_a_date
from programme.demonstration.stage import Stage

NOTES = (  # of the third set: who of it writes, so many days before today
    (1, -6, "Two of us travel an hour and a half. We begin at half past nine, and nobody apologises for a train."),
    (0, -4, "To come back to: how do you ask for help from somebody who thinks that you are there to check on them?"),
)
ADVISER_NOTE = """What I saw at our first meeting: good questions in the second half hour, after the advice had run out.

Next time I keep quiet for longer. Tell me if I do not."""


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
