"""A set's meeting, on two telephones in one set room at once: the date, the turns, the clock, what is promised."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from challenges.models import Commitment, SetRoom, Turn
from tests import factories as make
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
SLOW = 12_000  # ms: a telephone asks every three seconds


@pytest.fixture
def telephone(chromium, live_server):
    """telephone(person) is one of theirs, signed in."""
    opened = []

    def telephone(person):
        base = f"http://localhost:{live_server.thread.port}"
        context = chromium.new_context(viewport=PHONE, reduced_motion="reduce", base_url=base)
        context.set_default_timeout(SLOW)
        client, name = Client(), settings.SESSION_COOKIE_NAME
        client.force_login(person)
        cookie = {"name": name, "value": client.cookies[name].value, "domain": "localhost", "path": "/"}
        context.add_cookies([cookie])
        opened.append(context)
        return context.new_page()

    yield telephone
    for context in opened:
        context.close()


@pytest.fixture
def two(cast, telephone):
    """Sam's telephone and Robin's."""
    return telephone(cast.participant), telephone(cast.set_mate)


@pytest.fixture
def room(cast, two):
    """Both stand in the room of the same meeting."""
    meeting = make.session(
        cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a, on=timezone.localdate()
    )
    for page in two:
        page.goto(f"/sets/meetings/{meeting.days.get().pk}/room/")
    return meeting


def is_narrow(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def seconds(page):
    """What the clock's face shows."""
    minutes, rest = page.locator(".hb-timer__clock").inner_text().split(":")
    return int(minutes) * 60 + int(rest)


def on(page, stage):
    expect(page.locator("#polled [aria-current=step]")).to_contain_text(stage, timeout=SLOW)


def test_a_set_finds_a_date_and_both_enter_its_room(cast, two, axe):
    sam, robin = two
    sam.goto("/set/")
    sam.get_by_role("link", name="Find a date").click()
    sam.get_by_role("textbox", name="Date").fill(f"{timezone.localdate() + timedelta(days=12):%d %B %Y}")
    sam.get_by_label("Starts").fill("9.30")
    sam.get_by_label("Ends").fill("12.00")
    press(sam, "Offer this date")
    robin.goto("/set/")
    robin.get_by_role("link", name="Find a date").click()
    robin.get_by_label("Yes", exact=True).check()
    press(robin, "Save my answers")
    axe(robin)
    sam.reload()
    sam.get_by_role("link", name="Settle this one").click()
    press(sam, "Settle the meeting")
    robin.goto("/set/")
    for page in two:
        page.get_by_role("link", name="Enter the set room").click()
        assert page.get_by_role("heading", name="Ready to begin").is_visible()
    assert sam.url == robin.url


def test_one_begins_and_both_see_the_same_clock_through_sleep_and_reload(two, room, axe):
    sam, robin = two
    press(sam, "Begin")
    expect(robin.get_by_role("button", name="Pause")).to_be_visible(timeout=SLOW)
    assert abs(seconds(sam) - seconds(robin)) <= 1
    axe(robin)
    robin.context.set_offline(True)  # asleep in a pocket
    press(sam, "Pause")
    expect(sam.get_by_text("The clock stands still.")).to_be_visible()
    robin.context.set_offline(False)
    expect(robin.get_by_text("The clock stands still.")).to_be_visible(timeout=SLOW)
    assert seconds(sam) == seconds(robin)
    press(robin, "Go on")
    expect(sam.get_by_role("button", name="Pause")).to_be_visible(timeout=SLOW)
    sam.reload()
    assert abs(seconds(sam) - seconds(robin)) <= 1
    assert is_narrow(sam)
    axe(sam)


def test_two_who_press_next_at_once_go_on_once(two, room):
    sam, robin = two
    first, second = stages(sam)[:2]
    for page in two:
        page.locator("#start").evaluate("button => button.click()")
    for page in two:
        on(page, first)
    sam.locator("#next").evaluate("button => button.click()")
    robin.locator("#next").evaluate("button => button.click()")
    for page in two:
        on(page, second)
    assert (SetRoom.objects.get().at, SetRoom.objects.get().revision) == (1, 2)


def stages(page):
    return [row.locator("span").first.text_content() for row in page.locator(".hb-stages li").all()]


def test_on_a_telephone_only_what_is_on_and_what_is_next_take_room(two, room):
    sam, _robin = two
    press(sam, "Begin")
    on(sam, "Check-in")
    tall = [row.bounding_box()["height"] for row in sam.locator(".hb-stages li").all()]
    assert [height > 20 for height in tall[:3]] == [True, True, False]
    assert sum(tall[2:]) == 0
    sam.set_viewport_size({"width": 1280, "height": 900})
    assert all(row.bounding_box()["height"] > 20 for row in sam.locator(".hb-stages li").all())


def test_who_would_like_to_present_does_and_all_see_the_name(two, room):
    sam, robin = two
    press(robin, "I would like to")
    sam.reload()
    row = sam.locator("#turns li", has_text="Robin Ashworth")
    assert "would like to" in row.inner_text()
    row.get_by_role("button", name="Presents today").click()
    expect(robin.locator("#polled").get_by_text("Presents: Robin Ashworth")).to_be_visible(timeout=SLOW)
    assert Turn.objects.get().state == "had"


def test_what_is_promised_is_read_by_the_other_and_comes_first_next_time(cast, two, room, axe):
    sam, robin = two
    robin.get_by_label("What I will do").fill("Ring the chair of the trust")
    press(robin, "Save commitment")
    expect(robin.locator("#made")).to_contain_text("Ring the chair of the trust")
    sam.reload()
    assert "Ring the chair of the trust" in sam.locator("#made").inner_text()
    later = make.session(
        cast.cohort,
        "Set meeting",
        kind="set_meeting",
        learning_set=cast.set_a,
        on=timezone.localdate() + timedelta(days=28),
    )
    for page in two:
        page.goto(f"/sets/meetings/{later.days.get().pk}/room/")
    assert sam.get_by_role("heading", level=2).first.inner_text() == "What we said we would do"
    assert not sam.get_by_role("link", name="Say how it went").count()
    robin.get_by_role("link", name="Say how it went").click()
    robin.get_by_label("Changed").check()
    robin.get_by_label("One line about it").fill("She rang me first.")
    press(robin, "Save how it went")
    assert robin.url.endswith("#carried")
    sam.reload()
    assert "She rang me first." in sam.locator("#carried").inner_text()
    assert Commitment.objects.get().state == "changed"
    for page in two:
        assert is_narrow(page)
        axe(page)
