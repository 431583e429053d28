"""What Ctrl-P makes of the page of a session, and how its editor stands on a phone."""

import pytest

from tests import factories as make
from tests.browser.conftest import PHONE

A4 = {"width": 688, "height": 1000}  # a page of A4 within its margins, in pixels of CSS
PRESSED_ONLY = [
    ("link", "Copy this session"),
    ("link", "Running order"),
    ("link", "Edit the objectives"),
    ("link", "Replies"),
    ("button", "Save the table"),
]


def wide(page, selector):
    return page.locator(selector).first.bounding_box()["width"]


@pytest.fixture
def printed(full_day, desk):
    desk.set_viewport_size(A4)
    desk.emulate_media(media="print")
    return desk


def test_the_agenda_on_paper_gives_its_titles_most_of_the_width(printed):
    assert wide(printed, ".hb-ed--write td.c-title") > 0.45 * A4["width"]
    assert wide(printed, ".hb-ed--write") <= A4["width"]
    heads = printed.locator(".hb-ed--write thead th").all()
    assert [head.inner_text() for head in heads if head.is_visible()] == [
        "Start",
        "Minutes",
        "Kind",
        "Title and notes",
        "Lead",
    ]


@pytest.mark.parametrize(("role", "name"), PRESSED_ONLY)
def test_what_can_only_be_pressed_stays_on_the_screen(printed, role, name):
    on_paper = printed.get_by_role(role, name=name)
    assert on_paper.count() == 0
    printed.emulate_media(media="screen")
    assert on_paper.first.is_visible()


def test_notes_on_a_phone_run_beneath_the_links_of_the_row(cast, desk):
    make.item(cast.workshop.days.get(), "Welcome", notes="Fire exits, lunch choices, phones away. " * 3)
    desk.evaluate("window.untouched = undefined")
    desk.set_viewport_size(PHONE)
    desk.reload()
    desk.evaluate("window.untouched = true")
    notes = desk.locator(".hb-ed--write .c-title .hb-small").first.bounding_box()
    links = desk.locator(".hb-ed--write .hb-rowacts").first.bounding_box()
    assert notes["x"] + notes["width"] > links["x"] + links["width"] / 2
    title = desk.locator(".hb-words").first.bounding_box()
    assert title["x"] + title["width"] <= links["x"]


def test_where_nothing_can_be_taken_back_no_empty_bar_covers_the_page(desk):
    assert desk.locator(".hb-changes").bounding_box()["height"] == 0
