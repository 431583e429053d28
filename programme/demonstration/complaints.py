"""Who was not content with what is done with what is theirs: one complaint is answered, one waits."""

from cohorts.models import Complaint, Person
from cohorts.services import complaints
from programme.demonstration import words
from programme.demonstration.stage import Stage

ANSWERED = "My chief executive knew on which days I had come. Who told them, and what else are they sent about me?"
ANSWER = (
    "Nothing is sent to them. The sponsors of your own organisation see that you came and no more, as “Who can see "
    "what” says. I have asked yours to leave it to you whom they tell."
)
WAITS = "Is my old address still kept somewhere? I changed it in spring and would like it to be gone."


def complain(stage: Stage) -> None:
    administrator = Person.objects.with_address(words.ADMINISTRATOR[1]).get()
    first = send(stage, "bethan.bennett", Complaint.About.READ, ANSWERED, -6)
    complaints.answer(complaint=first, text=ANSWER, **stage.by(-4) | {"by": administrator})
    send(stage, "kofi.kowalczyk", Complaint.About.KEPT, WAITS, -1)


def send(stage: Stage, who: str, about: str, text: str, days: int) -> Complaint:
    now = stage.by(days)["now"]
    return complaints.complain(person=stage.places[who].person, about=about, text=text, now=now)
