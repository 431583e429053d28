"""What the residential left behind: the questions, the answers, and some that are offered to the recap."""

import uuid
from datetime import timedelta

from challenges.gathering import written
from challenges.models import Entry, Question
from challenges.services import asking, comments, share, traces
from cohorts.audience import Audience
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
    comment(stage)
    tell(stage)


def comment(stage: Stage) -> None:
    """Set-mates, to the newest entry that an author shares with their set."""
    entry = Entry.objects.filter(membership=stage.places[words.STORY[0]], audience=Audience.SET).first()
    seats = entry.learning_set.seats.exclude(membership=entry.membership).select_related("membership__person")
    for seat, text in zip(seats, words.COMMENTS, strict=False):
        by = seat.membership.person
        comments.comment(entry=entry, text=text, key=uuid.uuid4(), by=by, now=stage.at(stage.today, 8))


def tell(stage: Stage) -> None:
    """A story that is begun, and shared with the cohort."""
    name, title = words.STORY
    place = stage.places[name]
    how = {"by": place.person, "now": stage.at(stage.today, 8)}
    keys = [found.key for found in written(place)]
    story = traces.choose(place=place, title=title, keys=keys[:4], **how)
    share(thing=story, audience=Audience.COHORT, learning_set=None, **how)


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
