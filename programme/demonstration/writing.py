"""What the participants of the demonstration wrote, and when."""

import uuid
from datetime import timedelta

from challenges import services
from challenges.models import Challenge, Draft
from challenges.services import drafts, marks, stages
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
        look_closer(stage, challenge, said)


def look_closer(stage: Stage, challenge: Challenge, said) -> None:
    """What changed, the practice diary, the four marks and a line not sent yet, of those who have them."""
    for change in said.get("changed", ()):
        come_to(stage, challenge, change)
    for line in said.get("diary", ()):
        note(stage, challenge, line)
    if "marks" in said:
        check(stage, challenge, said["marks"])
    if "typed" in said:
        leave_half(stage, challenge, said["typed"])


def come_to(stage: Stage, challenge: Challenge, change) -> None:
    days, came_to, changed, more = change
    now = stage.at(stage.today + timedelta(days=days), 17)
    said = {"stage": came_to, "changed": changed, "more": more, "key": uuid.uuid4()}
    stages.move(challenge=challenge, **said, by=challenge.membership.person, now=now)


def note(stage: Stage, challenge: Challenge, line) -> None:
    days, kind, whom, happened, taught, audience = line
    place = challenge.membership
    services.add_entry(
        challenge=challenge,
        words={"kind": kind, "whom": whom, "happened": happened, "taught": taught},
        key=uuid.uuid4(),
        by=place.person,
        now=stage.at(stage.today + timedelta(days=days), 19),
        **readers(place, audience),
    )


def check(stage: Stage, challenge: Challenge, said) -> None:
    place = challenge.membership
    now = stage.at(stage.residential + timedelta(days=1), 17)
    marks.check(challenge=challenge, words=said, by=place.person, now=now, **readers(place, Audience.ONLY_ME))


def leave_half(stage: Stage, challenge: Challenge, text: str) -> None:
    drafts.keep(
        place=challenge.membership,
        kind=Draft.Kind.ENTRY,
        key=uuid.uuid4(),
        fields={"happened": text, "audience": Audience.ONLY_ME},
        page=uuid.uuid4(),
        seen=0,
        by=challenge.membership.person,
        now=stage.at(stage.today - timedelta(days=1), 21),
    )


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
