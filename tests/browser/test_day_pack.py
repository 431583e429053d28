"""From the session's page to the pile of paper, with and without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories as make
from tests.doors.printing import published
from tests.workshops.test_sheets import read
from workshops.models import Pack
from workshops.packs.wishes import Order
from workshops.services import packs

NARROW = {"width": 320, "height": 700}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def choose(page, **copies):
    """Ask for these copies, by label, and for none of any other sheet."""
    for box in page.get_by_role("table").get_by_role("textbox").all():
        box.fill("0")
    for label, number in copies.items():
        page.get_by_label(label.replace("_", " ")).fill(number)


@pytest.fixture
def at_the_session(cast, page, sign_in):
    published(cast)
    sign_in(cast.coordinator)
    page.goto(cast.workshop.get_absolute_url())
    return page


def test_from_the_page_of_the_session_to_the_pdf(at_the_session, axe):
    page = at_the_session
    page.get_by_role("link", name="Print the day pack").click()
    choose(page, Delegate_agenda="5", Register="1", Running_order="1")
    page.get_by_label("Printed on both sides").check()
    expect(page.locator("#sums")).to_contain_text("7 pages on 7 sheets of paper, both sides")
    page.get_by_label("Register").fill("none")
    page.get_by_role("button", name="Make the day pack").click()
    expect(page.get_by_role("alert")).to_contain_text("Register: Write a whole number from 0 to 200.")
    expect(page.get_by_label("Delegate agenda")).to_have_value("5")
    axe(page)
    page.get_by_label("Register").fill("1")
    page.get_by_label("Register").blur()
    expect(page.locator("#sums")).to_contain_text("7 pages on 7 sheets of paper, both sides")
    page.get_by_role("button", name="Make the day pack").click()
    link = page.get_by_role("link", name="Open the PDF: paper for the room")
    file = page.request.get(link.get_attribute("href"))
    assert len([sheet for sheet in read(file.body()).pages if sheet.extract_text()]) == 7
    axe(page)


def test_without_scripts_the_paper_is_counted_by_a_button(cast, chromium, live_server, sign_in, page):
    published(cast)
    sign_in(cast.coordinator)
    context = chromium.new_context(base_url=f"http://localhost:{live_server.thread.port}", java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(reverse("workshops:pack_new", args=[cast.workshop.pk]))
    choose(plain, Delegate_agenda="9", Register="1", Running_order="1")
    plain.get_by_role("button", name="Count again").click()
    expect(plain.locator("#sums")).to_contain_text("11 pages on 11 sheets of paper")
    plain.get_by_role("button", name="Make the day pack").click()
    expect(plain.get_by_role("link", name="Open the PDF")).to_be_visible()
    context.close()


def test_a_long_pack_says_when_it_is_ready(cast, page, axe, sign_in):
    published(cast)
    sign_in(cast.coordinator)
    order = Order.of({"register": 1, "agenda": 60})
    pack = packs.order(session=cast.workshop, wanted=order, by=cast.coordinator, now=make.NOW)
    page.goto(pack.get_absolute_url())
    expect(page.locator("#pack")).to_contain_text("It is being made: 61 copies.")
    axe(page)
    Pack.objects.update(done=20)
    expect(page.locator("[aria-live=polite] #pack")).to_contain_text("20 of 61 copies are done")
    Pack.objects.update(done=0)
    packs.make(pack_id=pack.pk, now=make.NOW)
    expect(page.locator("[aria-live=polite] #pack")).to_contain_text("It is ready.")
    page.set_viewport_size(NARROW)
    assert page.evaluate(SIDEWAYS) <= 0
    axe(page)
