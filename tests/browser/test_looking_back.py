"""On a phone: an answer after a session, offered and taken back; feedback; a story, chosen, ordered and presented."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from challenges.models import Feedback, Reflection, Trace
from tests import factories as make
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("SHOTS")  # a folder, to look at the pages


@pytest.fixture
def phone(page, cast, sign_in):
    hour = timedelta(hours=1)
    cast.workshop.days.update(starts_at=timezone.now() - hour, ends_at=timezone.now() + hour)
    page.set_viewport_size(PHONE)
    sign_in(cast.participant)
    return page


def look(page, name, axe):
    """In both colours: nothing that axe finds, nothing that scrolls sideways."""
    for theme in ("light", "dark"):
        page.evaluate(f"document.documentElement.dataset.bsTheme = '{theme}'")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{page.viewport_size['width']}-{theme}.png", full_page=True)


def test_an_answer_is_ones_own_until_it_is_offered(phone, cast, axe):
    make.question(cast.workshop, "What struck you most?")
    phone.goto(cast.workshop.get_absolute_url())
    phone.get_by_role("link", name="Reflect on it").click()
    phone.get_by_label("What struck you most?").fill("That nobody asked.")
    phone.get_by_role("button", name="Save", exact=True).click()
    assert phone.get_by_text("Only you can read it.").is_visible()
    look(phone, "reflect", axe)
    phone.get_by_role("button", name="Offer to the recap").click()
    assert Reflection.objects.offered().count() == 1
    look(phone, "reflect-offered", axe)
    phone.get_by_role("button", name="Take it back").click()
    assert Reflection.objects.get().offered_at is None
    assert phone.get_by_label("What struck you most?").input_value() == "That nobody asked."


def test_feedback_takes_a_thumb_and_comes_back_as_bars(phone, cast, axe, sign_in):
    scale = make.question(cast.workshop, "It was worth the time.", kind="scale")
    opened = make.question(cast.workshop, "What next?", kind="open")
    earlier = make.session(cast.cohort, "Residential", on=timezone.localdate() - timedelta(days=30))
    before = make.question(earlier, scale.text, kind="scale")
    for n, place in enumerate(make.crowd(cast.cohort, 5)):
        make.feedback(before, place, score=2)
        make.feedback(scale, place, score=1 + n)
        make.feedback(opened, place, text=f"More of {n}")
    phone.goto(cast.workshop.get_absolute_url())
    phone.get_by_role("link", name="Give feedback").click()
    phone.get_by_role("radio", name="4").check()
    look(phone, "feedback", axe)
    phone.get_by_role("button", name="Give feedback").click()
    assert Feedback.objects.get(membership=cast.participant_place).score == 4
    sign_in(cast.facilitator)
    phone.goto(f"/sessions/{cast.workshop.pk}/results/")
    assert phone.get_by_text("Nothing is counted until feedback closes").is_visible()
    look(phone, "results-open", axe)
    long_ago = timezone.now() - timedelta(days=20)
    cast.workshop.days.update(starts_at=long_ago, ends_at=long_ago)
    for size in (PHONE, DESK):
        phone.set_viewport_size(size)
        phone.goto(f"/sessions/{cast.workshop.pk}/results/")
        assert phone.locator("svg.hb-totals rect").count() == 10
        look(phone, "results", axe)


def test_a_story_is_chosen_changed_ordered_and_presented(phone, cast, axe):
    challenge = make.challenge(cast.participant_place)
    make.entry(challenge, happened="They listened.")
    phone.goto(challenge.get_absolute_url())
    phone.get_by_role("link", name="Begin your story").click()
    for box in phone.get_by_role("checkbox").all():
        box.check()
    look(phone, "story-choose", axe)
    phone.get_by_role("button", name="Save the story").click()
    phone.get_by_role("link", name="Change the words").last.click()
    phone.get_by_label("Words").fill("They listened, in the end.")
    look(phone, "story-words", axe)
    phone.get_by_role("button", name="Save the words").click()
    phone.get_by_role("button", name="Move up").click()
    look(phone, "story", axe)
    assert Trace.objects.get().parts.first().text == "They listened, in the end."
    phone.get_by_role("link", name="Present it").click()
    phone.get_by_role("link", name="Next").click()
    assert phone.get_by_text("They listened, in the end.").is_visible()
    look(phone, "story-present", axe)
