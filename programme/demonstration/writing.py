"""What the participants of the demonstration wrote, and when."""

import uuid
from datetime import timedelta

from challenges import services
from challenges.models import Challenge
from cohorts.audience import Audience
from cohorts.models import Membership
from programme.demonstration import words
from programme.demonstration.stage import Stage

COLUMNS = ("title", "statement", "why", "who", "progress_would_be", "themes", "stage")


def write(stage: Stage) -> None:
    for name, said in words.CHALLENGES.items():
        place = stage.places[name]
        challenge = write_challenge(stage, place, said)
        for entry in said["entries"]:
            write_entry(stage, challenge, entry)
        for commitment in said["commitments"]:
            promise(stage, challenge, commitment)


def write_challenge(stage: Stage, place: Membership, said) -> Challenge:
    written = {column: said[column] for column in COLUMNS if column in said}
    return services.write_challenge(
        place=place,
        words=written,
        by=place.person,
        now=stage.at(stage.residential + timedelta(days=1), 16),
        **readers(place, said["audience"]),
    )


def write_entry(stage: Stage, challenge: Challenge, entry) -> None:
    days, mood, tried, happened, next_step, audience = entry
    place = challenge.membership
    services.add_entry(
        challenge=challenge,
        words={"mood": mood, "tried": tried, "happened": happened, "next": next_step},
        key=uuid.uuid4(),
        by=place.person,
        now=stage.at(stage.today + timedelta(days=days), 18),
        **readers(place, audience),
    )


def promise(stage: Stage, challenge: Challenge, commitment) -> None:
    days, text, audience = commitment
    place, due_on = challenge.membership, stage.today + timedelta(days=days)
    services.add_commitment(
        challenge=challenge,
        text=text,
        due_on=due_on,
        key=uuid.uuid4(),
        by=place.person,
        now=stage.at(due_on - timedelta(days=10), 18),
        **readers(place, audience),
    )


def readers(place: Membership, audience: str):
    seat = place.seats.get(left_at=None)
    return {"audience": audience, "learning_set": seat.learning_set if audience == Audience.SET else None}
