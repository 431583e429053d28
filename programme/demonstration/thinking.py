"""The map and the canvases of the demonstration, written by the same services as everybody's."""

import uuid
from datetime import timedelta

from challenges.models import Challenge, Map
from challenges.services import canvases, maps
from programme.demonstration import thoughts
from programme.demonstration.stage import Stage
from programme.demonstration.writing import readers

FACTS = ("says", "stands", "cares_about", "stands_to_lose")


def think(stage: Stage) -> None:
    for who, *version in thoughts.MAPS:
        draw(stage, challenge_of(stage, who), *version)
    for canvas in thoughts.CANVASES:
        fill(stage, challenge_of(stage, thoughts.WHO), *canvas)


def challenge_of(stage: Stage, who: str) -> Challenge:
    return Challenge.objects.get(membership=stage.places[who])


def draw(stage: Stage, challenge: Challenge, days: int, audience: str, people) -> None:
    place = challenge.membership
    by = {"by": place.person, "now": stage.at(stage.today + timedelta(days=days), 19)}
    on = maps.start_map(challenge=challenge, key=uuid.uuid4(), **readers(place, audience), **by)
    for name, facts, influences in people:
        put(on, name, dict(zip(FACTS, facts, strict=True)), influences, by)


def put(on: Map, name: str, facts: dict[str, str], influences: list[str], by) -> None:
    """Say it of somebody who stands there already, or add them."""
    words = {"name": name} | facts
    whom = on.stakeholders.filter(name__in=influences)
    known = on.stakeholders.filter(name=name).first()
    if known:
        maps.change_stakeholder(stakeholder=known, words=words, influences=whom, **by)
    else:
        maps.add_stakeholder(on=on, words=words, influences=whom, key=uuid.uuid4(), **by)


def fill(stage: Stage, challenge: Challenge, days: int, canvas: str, audience: str, answers: dict[str, str]) -> None:
    place = challenge.membership
    canvases.fill_canvas(
        challenge=challenge,
        canvas=canvas,
        answers=answers,
        key=uuid.uuid4(),
        by=place.person,
        now=stage.at(stage.today + timedelta(days=days), 20),
        **readers(place, audience),
    )
