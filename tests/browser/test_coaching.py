"""Coaching on a telephone: a time booked and moved, a note that is shared, how one sees oneself before and after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from challenges.models import Assessment, CoachingNote
from tests import factories as make
from tests.browser.conftest import PHONE
from workshops.models import Session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(page, cast):
    page.set_viewport_size(PHONE)
    soon = timezone.localdate() + timedelta(days=14)
    for days in range(2):
        make.slot(cast.coach_place, on=soon + timedelta(days=days))
    return page


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def look(page, axe):
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_a_time_is_booked_and_moved_with_a_press_each(phone, cast, sign_in, axe):
    sign_in(cast.participant)
    phone.goto("/")
    phone.get_by_role("link", name="Coaching").click()
    look(phone, axe)
    phone.get_by_role("button", name="Book").first.click()
    phone.get_by_role("heading", name="Move your date").wait_for()
    look(phone, axe)
    before = Session.objects.get(coaching_pair=cast.pair).days.get().date
    phone.get_by_role("button", name="Move to this").click()
    assert Session.objects.get(coaching_pair=cast.pair).days.get().date > before


def test_a_note_is_the_coachs_alone_until_it_is_shared(phone, cast, sign_in, axe):
    sign_in(cast.coach)
    phone.goto(f"/coaching/{cast.pair.pk}/")
    phone.get_by_role("link", name="Write a note").click()
    look(phone, axe)
    phone.get_by_label("Note").fill("You named the obstacle yourself.")
    press(phone, "Save note")
    sign_in(cast.participant)
    phone.goto(f"/coaching/{cast.pair.pk}/")
    assert phone.get_by_text("You named the obstacle yourself.").count() == 0
    sign_in(cast.coach)
    phone.goto(f"/coaching/{cast.pair.pk}/")
    phone.get_by_role("button", name="Share with Sam Okafor").click()
    assert CoachingNote.objects.get().shared_at
    sign_in(cast.participant)
    phone.goto(f"/coaching/{cast.pair.pk}/")
    assert phone.get_by_text("You named the obstacle yourself.").is_visible()
    look(phone, axe)


def test_one_sees_oneself_before_and_after_in_one_picture_with_its_table(phone, cast, sign_in, axe):
    sign_in(cast.participant)
    for moment, number in (("before", "2"), ("after", "4")):
        phone.goto(f"/strengths/{cast.participant_place.pk}/{moment}/")
        look(phone, axe)
        phone.get_by_role("group", name="Keeping purpose in view").get_by_label(number, exact=True).check()
        press(phone, "Save")
    assert [one.ratings["purpose"] for one in Assessment.objects.order_by("pk")] == [2, 4]
    assert "Keeping purpose in view" in phone.locator(".hb-rated svg").first.text_content()
    phone.get_by_text("The same as a table").click()
    row = phone.get_by_role("row", name="Keeping purpose in view")
    assert [cell.inner_text() for cell in row.get_by_role("cell").all()][-2:] == ["2", "4"]
    look(phone, axe)
