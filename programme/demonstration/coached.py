"""How one coach of the demonstration works with three participants: dates, slots, notes, interviews, pictures."""

import uuid
from datetime import date, time, timedelta
from typing import Any

from challenges.questions import interview, strengths
from challenges.services import assessments, coaching
from cohorts.models import CoachingPair, Membership
from cohorts.services import pairs
from programme.demonstration.stage import Stage
from workshops.services import slots

COACHED = ("bethan.bennett", "farah.forsyth", "kofi.kowalczyk")
FREE = (11, 12, 17)  # days from today on which a time is free or booked
NOTES = [  # by whom, days ago, whether the other reads it, the words
    ("coach", 13, True, "You said twice that nobody had asked the health visitors. Who could ask them first?"),
    ("coach", 13, False, "Goes quiet when the director is mentioned. Come back to it."),
    ("coachee", 11, True, "I asked. She said: because you always come with a finished paper."),
    ("coachee", 9, False, "I am afraid of the meeting in which I do not have the answer."),
]
BEFORE = {
    "role": "To get three services to one offer, and none of them works for me.",
    "hardest": "Waiting. I fill every silence with a plan.",
    "difference": "That I can leave a question open for a whole meeting.",
    "next": "Somebody who notices when I start to explain.",
}
RATED = {"before": (3, 1, 2, 4, 2), "after": (4, 3, 4, 4, 3)}
MIND = ("I keep going when it is slow.", "Not knowing, and saying so.")


def coach(stage: Stage) -> None:
    """One is well under way, one has booked, one has only been introduced."""
    mentor = Membership.objects.get(cohort=stage.cohort, role=Membership.Role.COACH)
    known = [pair_up(stage, mentor, name) for name in COACHED if name in stage.places]
    met(stage, known[0])
    for days in FREE:
        keep_free(stage, mentor, stage.today + timedelta(days=days), -4)
    book(stage, known[1], stage.today + timedelta(days=FREE[0]))
    write(stage, known[0])
    look_at_oneself(stage, known[0], ("before",))
    look_at_oneself(stage, known[1], ("before", "after"))


def pair_up(stage: Stage, mentor: Membership, name: str) -> CoachingPair:
    return pairs.make_pair(coach=mentor, coachee=stage.places[name], **stage.by(-30))


def keep_free(stage: Stage, mentor: Membership, on: date, days: int):
    times = {
        "date": on,
        "opens": time(16),
        "closes": time(17),
        "venue": None,
        "online_link": "https://meet.example/pat",
    }
    return slots.offer(coach=mentor, fields=times, **as_of(stage, mentor, days))


def met(stage: Stage, pair: CoachingPair) -> None:
    """They have met a fortnight ago."""
    slot = keep_free(stage, pair.coach, stage.today - timedelta(days=14), -25)
    slots.book(slot=slot, pair=pair, **as_of(stage, pair.coachee, -24))


def book(stage: Stage, pair: CoachingPair, on: date) -> None:
    slot = pair.coach.slots.get(date=on)
    slots.book(slot=slot, pair=pair, **as_of(stage, pair.coachee, -3))


def write(stage: Stage, pair: CoachingPair) -> None:
    for who, days, shares, text in NOTES:
        said = {"text": text, "share": shares, "key": uuid.uuid4()}
        coaching.write_note(pair=pair, **said, **as_of(stage, getattr(pair, who), -days))
    known = {question.key for question in interview()}
    said = {key: text for key, text in BEFORE.items() if key in known}
    coaching.answer(pair=pair, moment="before", answers=said, share=True, seen="", **as_of(stage, pair.coachee, -20))


def look_at_oneself(stage: Stage, pair: CoachingPair, moments: tuple[str, ...]) -> None:
    for moment in moments:
        ratings = {question.key: number for question, number in zip(strengths(), RATED[moment], strict=False)}
        said = {"ratings": ratings, "strengths": MIND[0], "needs": MIND[1], "share": True, "seen": ""}
        days = -20 if moment == "before" else -2
        assessments.assess(place=pair.coachee, moment=moment, **said, **as_of(stage, pair.coachee, days))


def as_of(stage: Stage, place: Membership, days: int) -> dict[str, Any]:
    return stage.by(days) | {"by": place.person}
