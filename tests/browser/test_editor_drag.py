"""Dragging items of the agenda, with a mouse and with a finger."""

import re

import pytest

from tests import factories as make
from tests.browser.conftest import PHONE
from tests.browser.editing import TITLES, carry, drag, menu, said, starts, titles
from tests.workshops.test_agenda import REAL_DAY, STARTS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shuffled(cast):
    """The workshop has its items before the editor is opened, but not in their order."""
    day = cast.workshop.days.get()
    for n, (title, minutes, kind) in enumerate([REAL_DAY[n] for n in (2, 0, 1, 3)], 1):
        make.item(day, title, minutes, kind=kind, position=n)
    return day


def test_the_day_is_put_in_order_by_drag(shuffled, desk):
    drag(desk, TITLES[0], TITLES[2])
    said(desk, f"{TITLES[0]} is number 1 of 4 and starts at 10:00.")
    drag(desk, TITLES[1], TITLES[2])
    said(desk, f"{TITLES[1]} is number 2 of 4 and starts at 10:05.")
    assert titles(desk) == TITLES[:4]
    assert starts(desk) == STARTS[:4]
    assert [item.title for item in shuffled.items.all()] == TITLES[:4]


def test_the_whole_real_day_is_built_by_drag_from_items_in_the_wrong_order(cast, page, sign_in):
    day = cast.workshop.days.get()
    for n, (title, minutes, kind) in enumerate(reversed(REAL_DAY), 1):
        make.item(day, title, minutes, kind=kind, position=n)
    sign_in(cast.facilitator)
    page.set_viewport_size({"width": 1280, "height": 2400})
    page.goto(cast.workshop.get_absolute_url())
    rows = page.locator(".hb-row")
    for place, title in enumerate(TITLES[:-1]):
        carry(page, rows.last, rows.nth(place))
        said(page, f"{title} is number {place + 1} of 14 and starts at {STARTS[place]}.")
    assert titles(page) == TITLES
    assert starts(page) == STARTS
    assert [item.title for item in day.items.all()] == TITLES


def test_what_cannot_be_moved_is_put_back(letters, desk):
    desk.route("**/agenda/", lambda route: route.abort())
    drag(desk, "c", "a")
    desk.get_by_text("Not moved: no answer from the server. The item is back in its place.").wait_for()
    assert titles(desk) == ["a", "b", "c"]


def test_an_item_goes_to_the_other_day_by_menu_and_by_drag(cast, page, sign_in):
    session = make.session(cast.cohort, "Residential", days=2, kind="residential", on=make.WORKSHOP.replace(day=20))
    first, second = session.days.all()
    for title in "abc":
        make.item(first, title)
    make.item(second, "x")
    sign_in(cast.facilitator)
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(session.get_absolute_url())
    menu(page, first.items.get(title="a"), "Move a to Sun 21 March")
    said(page, "a is number 2 of 2 and starts at 10:30.")
    drag(page, "b", "x")
    said(page, re.compile(r"b is number \d of 3"))
    assert [item.title for item in first.items.all()] == ["c"]
    assert sorted(item.title for item in second.items.all()) == ["a", "b", "x"]


def test_on_a_phone_a_finger_drags_too(cast, letters, chromium, live_server, page, sign_in):
    sign_in(cast.facilitator)
    context = chromium.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, base_url=f"http://localhost:{live_server.thread.port}"
    )
    context.add_cookies(page.context.cookies())
    phone = context.new_page()
    phone.goto(cast.workshop.get_absolute_url())
    grips = phone.locator(".hb-grip")
    grips.nth(2).scroll_into_view_if_needed()
    here, there = grips.nth(2).bounding_box(), phone.locator(".hb-row").first.locator("tr").first.bounding_box()
    touch = context.new_cdp_session(phone)
    x, y = here["x"] + 8, here["y"] + 10
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 13):
        at = {"x": x, "y": y + (there["y"] + 4 - y) * step / 12}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    said(phone, "c is number 1 of 3")
    assert [item.title for item in letters.items.all()] == ["c", "a", "b"]
    context.close()
