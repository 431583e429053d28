"""A participant on a phone: a map drawn, compared with an earlier one and printed; a canvas filled and printed."""

import os
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from challenges.models import Challenge, FilledCanvas, Map
from tests import factories as make
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("SHOTS")  # a folder, to look at the pages
LONG = "Rhwydwaithgwasanaethauiechydagofalcymdeithasolintegredigxyza"  # sixty letters without a space
BOXES = {"cares": "What do they care about?", "loses": "What do they stand to lose?"}
ARABIC = "مدير الخدمات"


@pytest.fixture
def phone(page, cast, sign_in):
    page.set_viewport_size(PHONE)
    sign_in(cast.participant)
    page.goto(make.challenge(cast.participant_place).get_absolute_url())
    return page


def look(page, name, axe):
    """In both colours: nothing that axe finds, nothing that scrolls sideways."""
    for theme in ("light", "dark"):
        page.evaluate(f"document.documentElement.dataset.bsTheme = '{theme}'")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"maps-{name}-{theme}.png", full_page=True)


def put(page, name, says, stands, influences=(), **said):
    page.get_by_role("link", name="Add someone").first.click()
    page.get_by_label("Who", exact=True).fill(name)
    page.get_by_label(says, exact=True).check()
    page.get_by_label(stands, exact=True).check()
    for label, text in said.items():
        page.get_by_label({"cares": "What do they care about?", "loses": "What do they stand to lose?"}[label]).fill(
            text
        )
    for other in influences:
        page.get_by_label(other, exact=True).check()
    page.get_by_role("button", name="Add to the map").click()
    expect(page.get_by_text("Saved. The drawing and the table have changed.")).to_be_visible()


def printed(page, name):
    """The sheet behind a link, as the browser gets it."""
    path = page.get_by_role("link", name=name).first.get_attribute("href")
    answer = page.request.get(page.evaluate("path => new URL(path, location).href", path))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def test_a_map_is_drawn_on_a_phone_compared_with_an_earlier_one_and_printed(phone, axe):
    began = time.monotonic()
    phone.get_by_role("link", name="Start a map").click()
    phone.get_by_role("button", name="Start the map").click()
    look(phone, "empty", axe)
    put(phone, "Lead member", "Yes or no", "For it", cares="A promise kept by May")
    put(phone, LONG, "Yes", "Unsure", cares=LONG * 3)
    put(phone, ARABIC, "Influence only", "Against it", ["Lead member"], loses="A story")
    look(phone, "map", axe)
    drawing, table = phone.locator("figure svg").first, phone.get_by_role("table")
    assert drawing.locator("polygon").count() == 1  # the arrow
    assert drawing.locator("g.mark").count() == table.locator("tbody tr").count() == 3
    for fact in ("A promise kept by May", "Influence only", "Against it", "A story", "1 Lead member"):
        assert fact in table.inner_text()
    phone.get_by_role("link", name="Start a new version").click()
    phone.get_by_role("button", name="Start the new version").click()
    phone.get_by_role("link", name=re.compile("Change ?: Lead member")).click()
    phone.get_by_label("Unsure", exact=True).check()
    phone.get_by_role("button", name="Save").click()
    phone.get_by_role("link", name=re.compile("Put side by side")).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("1 thing has changed")
    expect(phone.get_by_text("Lead member stood “For it” and now stands “Unsure”.")).to_be_visible()
    assert phone.locator("figure svg").count() == 2
    look(phone, "compared", axe)
    phone.goto(Map.objects.first().get_absolute_url())
    assert printed(phone, "Print this map")[:5] == printed(phone, "On A3")[:5] == b"%PDF-"
    assert printed(phone, "Print this map") != printed(phone, "On A3")
    assert time.monotonic() - began < 60


def test_somebody_taken_off_in_another_window_is_put_back_with_one_press(phone, cast, axe):
    drawn = make.map_of(Challenge.objects.get())
    chair = make.stakeholder(drawn, "Chair")
    phone.goto(drawn.get_absolute_url())
    phone.get_by_role("link", name=re.compile("Change ?: Chair")).click()
    phone.get_by_label("What do they care about?").fill("Typed in this window")
    chair.delete()  # in the other
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("alert")).to_contain_text("taken off the map in another window")
    look(phone, "put-back", axe)
    phone.get_by_role("button", name="Put back on the map").click()
    assert "Typed in this window" in phone.get_by_role("table").inner_text()


def test_a_canvas_is_filled_on_a_phone_and_printed(phone, axe):
    phone.get_by_role("link", name="All canvases").click()
    look(phone, "canvases", axe)
    phone.get_by_role("link", name=re.compile("Fill it in ?: Public narrative")).click()
    boxes = phone.locator("textarea")
    boxes.nth(0).fill("I was late, and nobody asked why.")
    boxes.nth(1).fill(LONG * 3)
    phone.get_by_role("button", name="Save canvas").click()
    look(phone, "canvas", axe)
    assert phone.get_by_text("I was late, and nobody asked why.").is_visible()
    assert len(FilledCanvas.objects.get().answers) == 2
    assert printed(phone, "Print it")[:5] == b"%PDF-"
