"""Six groups of ten minutes do not fit an hour: said in the office, mended in one press."""

import pytest

from cohorts.models import Room
from tests.browser.conftest import DESK, PHONE
from tests.workshops.acting import real_day
from workshops.models import Item, Objective

pytestmark = pytest.mark.django_db(transaction=True)

SUM = "15 together + 6 groups × 10 = 75 minutes"


@pytest.fixture
def workshop(cast):
    day = cast.workshop.days.get()
    day.room = Room.objects.create(venue=day.venue, name="Garden Room", capacity=40, step_free=True)
    day.save()
    real_day(cast.workshop)
    Item.objects.update(lead="Martin Osei")
    Item.objects.filter(title="Lunch").update(pinned_minute=12 * 60 + 45)
    return cast.workshop


@pytest.fixture
def work(workshop):
    made = {"together": 15, "each_minutes": 10, "each_of": "group", "each_count": 6}
    Item.objects.filter(title="Scenario work").update(**made)
    return Item.objects.get(title="Scenario work")


def starts(page):
    return [text.split()[0] for text in page.locator("tbody .hb-start").all_inner_texts()]


def test_the_sum_is_typed_and_said_and_one_press_mends_it(cast, workshop, page, sign_in):
    sign_in(cast.coordinator)
    page.goto(workshop.get_absolute_url())
    page.get_by_role("link", name="Edit Scenario work").click()
    page.get_by_label("Minutes together").fill("15")
    page.get_by_label("Then minutes for each").fill("10")
    page.get_by_label("For each", exact=False).last.select_option("group")
    page.get_by_label("How many of them").fill("6")
    page.get_by_role("button", name="Save item").click()

    work = Item.objects.get(title="Scenario work")
    row = page.locator(f"#note-{work.pk}")
    assert f"{SUM}, 60 planned." in row.inner_text()
    assert "Everything after starts 15 minutes later; the day ends at 16:45." in row.inner_text()
    page.get_by_role("link", name="One thing in the agenda does not add up").click()
    page.locator("#adds-up").get_by_role("link", name="Scenario work").click()
    row.get_by_role("button", name="Make Scenario work 75 minutes").click()

    page.get_by_text("The day’s last item now ends at 16:45.").wait_for()
    assert (starts(page)[6], starts(page)[-1]) == ("13:00", "16:45")
    assert row.count() == 0
    page.locator("#adds-up").get_by_role("button", name="Let the day end at 16:45").click()
    page.get_by_text("The day ends at 16:45 now.").wait_for()
    assert page.locator("#adds-up").count() == 0
    assert page.get_by_text("Ends on time.").is_visible()


def test_without_scripts_and_by_keyboard_the_groups_are_made_fewer(cast, work, page, chromium, sign_in):
    sign_in(cast.facilitator)
    page.goto(work.day.session.get_absolute_url())
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(page.url)
    plain.get_by_role("button", name="Make it 4 groups").focus()
    plain.keyboard.press("Enter")
    plain.get_by_text("Done: Scenario work.").wait_for()
    assert plain.locator("#adds-up").count() == 0
    assert plain.get_by_text("15 together + 4 groups × 10 = 55 minutes").is_visible()
    context.close()


def test_people_are_split_into_groups_and_moved_by_hand(cast, work, page, sign_in):
    sign_in(cast.coordinator)
    page.goto(f"/items/{work.pk}/edit/")
    page.get_by_role("link", name="Split it into parallel groups").click()
    page.get_by_label("Mixed on purpose").check()
    page.get_by_label("How many groups").fill("2")
    page.get_by_role("button", name="Make the groups").click()
    page.get_by_text("2 groups are made.").wait_for()
    page.get_by_label(f"Group of {cast.participant.name}").select_option("Group 2")
    page.get_by_label("Lead of Group 1").fill("Ines Calloway")
    page.get_by_role("button", name="Save the groups").click()
    page.get_by_text("The groups are saved.").wait_for()
    assert cast.participant.name in page.get_by_role("region", name="Group 2").inner_text()
    page.goto(work.day.session.get_absolute_url())
    assert "Ines Calloway" in page.locator(f"#item-{work.pk}").inner_text()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_for_axe_to_find_and_nothing_runs_off_the_side(cast, work, page, sign_in, axe, size, theme):
    small = work.day.venue.rooms.create(name="Cupboard under the back stairs of the old house", capacity=0)
    for position, place in enumerate((cast.participant_place, cast.set_mate_place), 1):
        work.groups.create(position=position, name=f"Group {position}", room=small).members.add(place)
    Item.objects.filter(title="Lunch").update(pinned_minute=12 * 60)
    Item.objects.filter(title="Close").update(minutes=40, lead="")
    for position in range(1, 9):
        Objective.objects.create(session=work.day.session, position=position, text="Look at what keeps it healthy " * 3)
    page.set_viewport_size(size)
    page.context.add_cookies([{"name": "theme", "value": theme, "domain": "localhost", "path": "/"}])
    sign_in(cast.coordinator)
    here = work.day.session.get_absolute_url()
    for path in (here, f"{here}publish/", f"{here}objectives/", f"/items/{work.pk}/groups/", f"/items/{work.pk}/edit/"):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
