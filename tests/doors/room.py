from tests import factories as make
from tests.doors.door import Door
from tests.doors.workshops import ADVISERS, RUN
from workshops.services import presentations as services

CHAIR = ("facilitator", "coordinator")
LISTEN = ("participant", "set_mate", "other_set", "adviser", "other_adviser", "coach", "other_coach")
ONLY_LISTEN = dict.fromkeys(LISTEN, 403)


def item(cast):
    """An item of the cast's workshop that collects questions and has one."""
    day = cast.workshop.days.first()
    panel = day.items.filter(collects="questions").first() or make.item(day, "Panel", collects="questions")
    return [(panel.voices.first() or make.voice(panel, published=True)).item_id]


def deed(cast):
    [pk] = item(cast)
    return {"do": f"asked {cast.workshop.voices.get(item=pk).pk}"}


def drawn(cast):
    """An item of the cast's workshop whose order of presentations is drawn."""
    day = cast.workshop.days.first()
    item = day.items.filter(title="Your minute").first() or make.item(day, "Your minute")
    services.draw(item=item, seconds=60, by=cast.facilitator, now=make.NOW)
    return [item.pk]


def press(cast):
    [pk] = drawn(cast)
    return {"do": f"next {cast.workshop.presentations.get(item=pk).revision}"}


DOORS = [
    Door("workshops:room", (*CHAIR, *LISTEN), item),
    Door("workshops:room_screen", (*CHAIR, *LISTEN), item),
    Door("workshops:room_card", CHAIR, item, "POST", lambda cast: {"text": "Why?"}, 302, exceptions=ONLY_LISTEN),
    Door("workshops:room_order", CHAIR, item, "POST", deed, 302, exceptions=ONLY_LISTEN),
    Door("workshops:presentations", RUN, drawn, exceptions=ADVISERS),
    Door("workshops:presentations_turn", RUN, drawn, "POST", press, 302, exceptions=ADVISERS),
]
