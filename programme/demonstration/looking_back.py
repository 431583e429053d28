"""What the residential left behind: the questions, the answers, and some that are offered to the recap."""

from datetime import timedelta

from challenges.models import Question
from challenges.services import asking
from programme.demonstration import words
from programme.demonstration.stage import Stage
from workshops.models import Session


def look_back(stage: Stage) -> None:
    session = Session.objects.filter(cohort=stage.cohort, name="Residential").first()
    if session is None:
        return
    for kind, texts in (("prompt", words.PROMPTS), ("scale", words.SCALES), ("open", [words.OPEN])):
        asking.ask(session=session, kind=kind, texts=texts, **stage.by(-30))
    asked = {question.text: question for question in Question.objects.about(session)}
    for text, answers in words.PROMPTS.items():
        reflect(stage, session, asked[text], answers)
    for text, answers in [*words.SCALES.items(), (words.OPEN, words.OPEN_ANSWERS)]:
        for place, answer in zip(stage.places.values(), answers, strict=False):
            give(stage, session, place, {asked[text]: answer})


def reflect(stage: Stage, session: Session, question: Question, answers) -> None:
    """Whoever answers is named, or counted among those who come."""
    everyone = list(stage.places.values())
    for who, offered, text in answers:
        place = stage.places[who] if isinstance(who, str) else everyone[who]
        asking.reflect(
            place=place,
            session=session,
            answers={question: text},
            offer=question if offered else None,
            by=place.person,
            now=evening(stage),
        )


def give(stage: Stage, session: Session, place, answers) -> None:
    asking.give_feedback(place=place, session=session, answers=answers, by=place.person, now=evening(stage))


def evening(stage: Stage):
    """Of the residential's second day."""
    return stage.at(stage.residential + timedelta(days=1), 20)
