"""What the room said at the residential, from phones and from cards; and that the panel will take questions."""

import uuid

from programme.demonstration import words
from programme.demonstration.stage import Stage
from workshops.models import Item
from workshops.services import items, voices


def say(stage: Stage) -> None:
    for session, day, title, kind, lines in words.FROM_THE_ROOM:
        agenda = Item.objects.filter(day__session__cohort=stage.cohort, day__session__name=session)
        item = agenda.select_related("day__session").filter(title=title).order_by("day__date")[day]
        collect(stage, item, kind)
        for name, named, text in lines:
            add(stage, item, stage.places.get(name), named, text)


def collect(stage: Stage, item: Item, kind: str) -> None:
    kept = {"objectives": item.objectives.all(), "speakers": item.speakers.all()}
    items.edit(item=item, revision=item.revision, fields={"collects": kind}, **kept, **stage.by(-42))


def add(stage: Stage, item: Item, place, named: bool, text: str) -> None:
    voices.say(
        session=item.day.session,
        item=item.pk,
        place=place,
        is_named=named,
        text=text,
        key=uuid.uuid4(),
        by=place.person if place else stage.coordinator,
        now=stage.at(item.day.date, 14),
    )
