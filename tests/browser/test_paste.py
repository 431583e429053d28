"""A coordinator pastes the agenda they have, and it is the agenda."""

import os
from pathlib import Path

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.workshops.test_agenda import REAL_DAY, STARTS

pytestmark = pytest.mark.django_db(transaction=True)
REAL = (Path(__file__).parent.parent / "data" / "workshop-1.txt").read_text()
SHOTS = os.environ.get("SHOTS")  # a folder, to look at the pages
MESSY = """Workshop 1: draft
1.30
2.00
Welcome back (Jo Hartley)
Panel – Cllr Ruth Amery, Leader of Northmoor
3.00 Tea
3.15 – 4.00 Scenario work on the river that came over the road for the second time in a month
 • Groups of five
4.15 Sets
5.00 Close

Day 2
9.00 Walk
10.00 Close

Best wishes"""


@pytest.fixture
def workshop(cast, page, sign_in):
    sign_in(cast.coordinator)
    page.goto(cast.workshop.get_absolute_url())
    return cast.workshop


@pytest.fixture
def press(page):
    """press(name) presses a button or a link and waits for the page; press.count says how many presses it took."""

    def press(name, role="button"):
        press.count += 1
        with page.expect_navigation():
            page.get_by_role(role, name=name, exact=True).last.click()

    press.count = 0
    return press


def read(page, text, press):
    page.get_by_label("Paste the agenda you have").fill(text)
    press("Read it")


def starts(page):
    return [text.split()[0] for text in page.locator("tbody .hb-start").all_inner_texts()]


def titles(page):
    return page.locator(".hb-ed tbody h3").all_inner_texts()


def look(page, name, axe):
    """Wide and light, narrow and dark: nothing that axe finds, nothing that scrolls sideways, not even at 320."""
    for size, theme in ((DESK, "light"), (PHONE, "dark"), ({"width": 320, "height": 700}, "light")):
        page.set_viewport_size(size)
        page.evaluate(f"document.documentElement.dataset.bsTheme = '{theme}'")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{size['width']}-{theme}.png", full_page=True)
    page.set_viewport_size(DESK)


def test_the_whole_real_day_in_two_presses(workshop, page, press, axe):
    look(page, "paste-first", axe)
    read(page, REAL, press)
    assert page.get_by_role("heading", level=1).inner_text() == "We read 14 items"
    look(page, "paste-real", axe)
    press("Add 14 items")
    assert press.count == 2
    assert titles(page) == [title for title, _minutes, _kind in REAL_DAY]
    assert starts(page) == STARTS
    assert page.get_by_text("6 hours 30 minutes").is_visible()
    assert page.get_by_text("Ends on time.").is_visible()


def test_corrected_on_the_way_by_keyboard_alone(workshop, page):
    page.get_by_label("Paste the agenda you have").focus()
    page.keyboard.insert_text("10:00 Welcome\n10:30 Panel\n11:30 Close")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("Minutes, item 1").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("45")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # works the times out again and adds nothing
    assert starts(page) == ["10:00", "10:45", "11:45"]
    page.get_by_role("button", name="Add 3 items").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert starts(page) == ["10:00", "10:45", "11:45"]


def test_what_is_in_doubt_or_not_understood_is_settled_on_the_page(workshop, page, press, axe):
    read(page, MESSY, press)
    assert page.get_by_text("times and titles stood apart").first.is_visible()
    assert page.get_by_text("Gap: 15 minutes of nothing before 16:15.").is_visible()
    look(page, "paste-messy", axe)
    page.get_by_label("Best wishes").select_option("Leave it out")
    page.get_by_label("Workshop 1: draft").select_option("Put it into the notes of Welcome back")
    page.get_by_label("Minutes, item 1").first.fill("soon")
    press("Add 8 items")
    assert page.title().startswith("Error:")
    assert "hb-errors" in page.evaluate("document.activeElement.className")
    look(page, "paste-wrong", axe)
    page.get_by_role("link", name="Minutes: Write the length in minutes").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("30")
    press("Add 8 items")
    assert workshop.days.count() == 2
    assert workshop.days.first().items.first().notes == "Workshop 1: draft"
    assert [item.title for item in workshop.days.last().items.all()] == ["Walk", "Close"]


def test_back_and_a_second_press_add_nothing_twice(workshop, page, press):
    read(page, REAL, press)
    press("Add 14 items")
    page.go_back()
    again = page.get_by_role("button", name="Add 14 items")
    again.wait_for()
    again.click()
    page.get_by_text("nothing was added twice").wait_for()
    assert workshop.days.get().items.count() == 14


def test_signed_out_meanwhile_the_text_is_still_there(cast, workshop, page, press, sign_in):
    page.get_by_label("Paste the agenda you have").fill(REAL)
    page.context.clear_cookies(name="sessionid")
    press("Read it")
    assert "/sign-in/" in page.url
    sign_in(cast.coordinator)
    page.go_back()
    assert page.get_by_label("Paste the agenda you have").input_value() == REAL
    press("Read it")
    assert page.get_by_role("heading", level=1).inner_text() == "We read 14 items"


def test_without_scripts_it_works_the_same(workshop, page, chromium):
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(page.url)
    plain.get_by_label("Paste the agenda you have").fill(REAL)
    plain.get_by_role("button", name="Read it").click()
    plain.get_by_label("Leave out item 5", exact=True).check()
    plain.get_by_role("button", name="Add 14 items").click()
    assert plain.get_by_text("13 items are added to the draft.").is_visible()
    assert starts(plain)[4:6] == ["11:45", "12:45"]
    context.close()
