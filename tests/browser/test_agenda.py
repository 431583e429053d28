"""A coordinator builds the real day, publishes it, changes the draft; a delegate goes on reading what was published."""

import pytest

from tests import factories as make
from tests.browser.conftest import DESK, PHONE
from tests.workshops.acting import publish, real_day
from tests.workshops.test_agenda import REAL_DAY
from workshops.models import Objective

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workshop(cast):
    cast.workshop.title = "Leading in a corporate and political context"
    cast.workshop.save()
    return cast.workshop


def starts(page):
    return [text.split()[0] for text in page.locator("tbody .hb-start").all_inner_texts()]


def titles(page):
    return page.locator(".hb-ed tbody h3").all_inner_texts()


def test_the_real_day_from_nothing_to_a_published_edition_and_beyond(cast, workshop, page, sign_in):
    sign_in(cast.coordinator)
    page.goto(workshop.get_absolute_url())
    for title, minutes, kind in REAL_DAY:
        page.get_by_label("Title", exact=True).fill(title)
        page.get_by_label("Minutes", exact=True).fill(str(minutes))
        page.get_by_label("Kind", exact=True).select_option(kind)
        page.get_by_role("button", name="Add item").click()
        page.get_by_text(f"Added: {title}.").wait_for()
    assert starts(page)[-1] == "16:30"
    assert page.get_by_text("6 hours 30 minutes").is_visible()
    assert page.get_by_text("Ends on time.").is_visible()

    page.get_by_role("link", name="Edit Lunch").click()
    page.get_by_label("Pinned to").fill("12:45")
    page.get_by_role("button", name="Save item").click()
    assert page.get_by_label("Pinned start of Lunch").input_value() == "12:45"

    page.get_by_role("link", name="Publish the agenda").click()
    page.get_by_role("button", name="Publish the agenda").click()
    assert page.get_by_text("Edition 1 is published.").is_visible()

    page.get_by_label("Minutes for Scenario work").fill("75")
    page.get_by_role("button", name="Save the table").click()
    page.get_by_text("the items before run 15 minutes past 12:45").wait_for()
    assert page.get_by_text("The draft below has changed since").is_visible()

    sign_in(cast.participant)
    page.goto(workshop.get_absolute_url())
    assert titles(page) == [title for title, _minutes, _kind in REAL_DAY]
    assert starts(page)[6:8] == ["12:45", "13:30"]
    assert page.get_by_text("Edition 1").is_visible()


def test_without_scripts_it_works_the_same(cast, workshop, page, chromium, sign_in):
    real_day(workshop)
    sign_in(cast.facilitator)
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    page.goto(workshop.get_absolute_url())
    plain = context.new_page()
    plain.goto(page.url)
    plain.get_by_label("Move Close up").click()
    plain.get_by_label("Minutes for Lunch").fill("40")
    plain.get_by_role("button", name="Save the table").last.click()
    assert plain.get_by_text("Saved. The last item ends at 16:25.").is_visible()
    assert titles(plain)[-2:] == ["Close", "Taking stock, looking forward"]
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_for_axe_to_find_and_nothing_runs_off_the_side(cast, workshop, page, sign_in, axe, size, theme):
    items = real_day(workshop)
    items[5].minutes = 75
    items[5].save()
    items[6].pinned_minute = 765
    items[6].save()
    Objective.objects.create(session=workshop, position=1, text="Listen to one another")
    speaker = make.speaker(workshop, role="Leader", organisation="Northmoor County Council", status="withdrawn")
    speaker.items.add(items[3])
    publish(cast)
    day = workshop.days.get()
    page.set_viewport_size(size)
    page.context.add_cookies([{"name": "theme", "value": theme, "domain": "localhost", "path": "/"}])
    for person, paths in (
        (cast.participant, ["/sessions/", workshop.get_absolute_url(), f"/days/{day.pk}/reply/{cast.participant.pk}/"]),
        (cast.office_contact, [workshop.get_absolute_url()]),
        (
            cast.coordinator,
            [
                *("/sessions/", workshop.get_absolute_url(), f"{workshop.get_absolute_url()}edit/"),
                *(f"{workshop.get_absolute_url()}publish/", f"{workshop.get_absolute_url()}editions/1/"),
                *(f"/items/{items[3].pk}/edit/", f"/speakers/{speaker.pk}/edit/", f"/days/{day.pk}/edit/"),
                *(f"/days/{day.pk}/attendance/", f"/days/{day.pk}/replies/", f"{workshop.get_absolute_url()}cancel/"),
                f"/cohorts/{cast.cohort.pk}/sessions/new/",
            ],
        ),
    ):
        sign_in(person)
        for path in paths:
            page.goto(path)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
