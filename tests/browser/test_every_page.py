"""Every page that the doors know, as somebody who may open it: axe in light and dark, nothing wider than a phone."""

import pytest

from tests import factories as make
from tests.doors.tables import DOORS
from workshops.models import Reply

NARROW, PHONE = {"width": 320, "height": 700}, {"width": 390, "height": 844}
FILES = {  # saved, not shown
    "workshops:agenda_word",
    "workshops:calendar",
    "workshops:feed",
    "workshops:material",
    "workshops:pack_file",
    "workshops:programme_calendar",
    "workshops:programme_sheet",
    "workshops:running_order_word",
    "workshops:sheet",
}
PAGES = sorted({name for name, door in DOORS.items() if door.method == "GET" and door.status == 200} - FILES)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def opener(door):
    """Somebody who gets the page: who has most to see comes first."""
    first = ("coordinator", "participant", "facilitator", "adviser", "administrator", "office_contact")
    return next((role for role in first if door.expected(role) == 200), None)


@pytest.fixture
def lived_in(cast):
    """The cast with something written, published and long-named, so that no page is empty."""
    challenge = make.challenge(cast.participant_place, "Llanfairpwllgwyngyll " * 5, audience="cohort")
    make.entry(challenge, audience="set", learning_set=cast.set_a)
    make.commitment(cast.participant_place, challenge=challenge)
    day = cast.workshop.days.get()
    make.item(day, "Messages from the corporate and political centre", 60, kind="panel", lead="Frances Dale")
    make.item(day, "Lunch", 45, kind="meal", pinned_minute=12 * 60 + 45)
    make.speaker(cast.workshop)
    Reply.objects.create(day=day, person=cast.participant, answer="coming", by=cast.participant, at=make.NOW)
    return cast


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_fit_to_be_seen(name, lived_in, page, axe, sign_in):
    door = DOORS[name]
    page.emulate_media(reduced_motion="reduce")  # else the checker sees colours on their way
    if role := opener(door):
        sign_in(lived_in.roles[role])
    answer = page.goto(door.url(lived_in))
    if "text/html" not in answer.headers["content-type"]:
        return  # a file, not a page
    assert answer.status == 200
    axe(page)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    axe(page)
    page.set_viewport_size(NARROW)
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize(
    "role", ["coordinator", "participant", "facilitator", "sponsor", "office_contact", "withdrawn"]
)
def test_the_home_of_each_role_is_fit_to_be_seen(role, lived_in, page, axe, sign_in):
    sign_in(lived_in.roles[role])
    page.goto("/")
    axe(page)
    page.set_viewport_size(NARROW)
    assert page.evaluate(SIDEWAYS) <= 0
