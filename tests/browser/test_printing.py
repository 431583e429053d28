"""What the office sees when there is nothing to print yet, and what a browser does with a sheet and a calendar file."""

import pytest
from django.urls import reverse

from tests.doors.printing import published

NARROW = {"width": 320, "height": 700}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_page_that_says_publish_first_is_fit_to_be_seen(cast, page, axe, sign_in):
    sign_in(cast.coordinator)
    page.goto(reverse("workshops:sheet", args=[cast.draft.pk, "agenda"]))
    axe(page)
    page.set_viewport_size(NARROW)
    assert page.evaluate(SIDEWAYS) <= 0
    page.get_by_role("link", name="Go to Workshop 2").click()
    assert page.url.endswith(cast.draft.get_absolute_url())


@pytest.mark.parametrize(
    ("name", "args", "begins"),
    [("workshops:sheet", ["agenda"], b"%PDF-"), ("workshops:calendar", [], b"BEGIN:VCALENDAR")],
)
def test_a_signed_in_browser_fetches_the_file(cast, page, sign_in, name, args, begins):
    sign_in(cast.participant)
    answer = page.request.get(reverse(name, args=[published(cast), *args]))
    assert answer.ok
    assert answer.body().startswith(begins)
