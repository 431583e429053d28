"""The day itself: a question from a phone comes up at the side of the room; a clock runs on over a reload."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.browser.conftest import PHONE
from tests.workshops.acting import publish
from workshops.models import Presentations, Voice
from workshops.services import presentations

pytestmark = pytest.mark.django_db(transaction=True)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def panel(cast):
    """The workshop is today."""
    day = cast.workshop.days.get()
    day.date = timezone.now().date()
    day.save()
    item = make.item(day, "Messages from the centre", 60, kind="panel", collects="questions")
    publish(cast)
    return item


@pytest.fixture
def base(live_server):
    return f"http://localhost:{live_server.thread.port}"


@pytest.fixture
def phone(chromium, cast, base):
    """The participant's phone, beside the facilitator's desk."""
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce", base_url=base)
    client = Client()
    client.force_login(cast.participant)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "domain": "localhost", "path": "/"}
    context.add_cookies([cookie])
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_a_question_from_a_phone_comes_up_at_the_side_of_the_room_and_is_marked(cast, panel, page, phone, sign_in, axe):
    sign_in(cast.facilitator)
    page.goto(reverse("workshops:room", args=[panel.pk]))
    page.get_by_label("From the card").fill("half a card")
    wall = page.context.new_page()
    wall.goto(reverse("workshops:room_screen", args=[panel.pk]))

    phone.goto(cast.workshop.get_absolute_url())
    phone.get_by_role("link", name="Questions for the panel").click()
    axe(phone)
    phone.get_by_label("Your question").fill("What would you stop doing first?")
    phone.get_by_role("button", name="Send the question").click()
    phone.get_by_text("It is in.").wait_for()

    page.locator("#polled").get_by_text("What would you stop doing first?").wait_for()
    wall.get_by_text("What would you stop doing first?").wait_for()
    axe(page)
    page.get_by_role("button", name="Asked", exact=True).click()
    page.locator("#polled .hb-tag", has_text="Asked").wait_for()
    assert page.get_by_label("From the card").input_value() == "half a card"
    phone.locator("#polled .hb-tag", has_text="Asked").wait_for()
    assert Voice.objects.get().state == "asked"
    assert phone.evaluate(SIDEWAYS) <= 0


def test_cards_are_typed_with_enter_alone(cast, panel, page, sign_in):
    sign_in(cast.coordinator)
    page.goto(reverse("workshops:room", args=[panel.pk]))
    page.get_by_label("From the card").fill("Who pays?")
    page.keyboard.press("Enter")
    page.get_by_text("Added. Type the next.").wait_for()
    page.keyboard.type("And who decides?")
    page.keyboard.press("Enter")
    page.locator("#polled").get_by_text("And who decides?").wait_for()
    assert Voice.objects.count() == 2


def test_without_scripts_it_works_the_same(cast, panel, page, chromium, base, sign_in):
    sign_in(cast.facilitator)
    make.voice(panel, "Why now?")
    context = chromium.new_context(java_script_enabled=False, base_url=base)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(reverse("workshops:room", args=[panel.pk]))
    plain.get_by_role("button", name="Park").click()
    assert plain.locator("#polled .hb-tag", has_text="Parked").is_visible()
    context.close()


def seconds(page):
    minutes, rest = page.locator(".hb-timer__clock").inner_text().split(":")
    return int(minutes) * 60 + int(rest)


def test_the_clock_runs_on_over_a_reload_and_one_key_turns_it(cast, panel, page, sign_in, axe):
    found = presentations.draw(item=panel, seconds=120, by=cast.facilitator, now=timezone.now())
    names = [str(each) for each in found.presenters.all()]
    sign_in(cast.facilitator)
    page.goto(reverse("workshops:presentations", args=[panel.pk]))
    page.get_by_role("button", name=f"Begin with {names[0]}").click()
    page.get_by_role("heading", name=names[0]).wait_for()
    Presentations.objects.update(began_at=timezone.now() - timedelta(seconds=70))
    page.reload()
    assert 44 <= seconds(page) <= 50
    axe(page)
    page.keyboard.press("PageDown")
    page.get_by_role("heading", name=names[1]).wait_for()
    assert seconds(page) >= 115
    other = page.context.new_page()
    other.goto(page.url)
    other.keyboard.press("ArrowLeft")
    page.get_by_role("heading", name=names[0]).wait_for()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate(SIDEWAYS) <= 0
