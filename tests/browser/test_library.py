"""A coordinator keeps a day, starts the next from it and copies it; a file reaches delegates and stays a file."""

import pytest

from tests import factories as make
from tests.workshops.acting import publish, real_day
from tests.workshops.test_agenda import REAL_DAY
from workshops.models import Material, Session

pytestmark = pytest.mark.django_db(transaction=True)
TITLES = [title for title, _minutes, _kind in REAL_DAY]


@pytest.fixture
def press(page):
    """press(name) follows a link or presses a button, and counts."""

    def press(name, role="link"):
        press.count += 1
        page.get_by_role(role, name=name, exact=True).first.click()

    press.count = 0
    return press


def titles(page):
    return page.locator(".hb-ed tbody h3").all_inner_texts()


def test_a_session_is_kept_started_again_and_copied(cast, page, sign_in, press):
    real_day(cast.workshop)
    sign_in(cast.coordinator)
    page.goto(cast.workshop.get_absolute_url())
    press("Keep as a template")
    page.get_by_label("Name of the template").fill("A workshop day")
    press("Keep as a template", "button")
    assert page.get_by_text("Kept as a template of the programme: A workshop day.").is_visible()
    assert press.count == 2

    page.goto("/sessions/")
    press("Add a session to Spring 2027")
    press("A template")
    page.get_by_label("Name").fill("Workshop 3")
    page.get_by_label("First day on").fill("9 June 2027")
    press("Start the session", "button")
    page.get_by_text("Saved as a draft. Nobody has been told").wait_for()
    assert titles(page) == TITLES
    assert page.get_by_text("Ends on time.").is_visible()
    assert press.count == 5

    press("Copy this session")
    press("Autumn 2026")
    page.get_by_label("First day on").fill("16 June 2027")
    press("Copy the session", "button")
    page.get_by_text("Saved as a draft. Nobody has been told").wait_for()
    assert titles(page) == TITLES
    assert press.count == 8
    assert list(Session.objects.filter(name="Workshop 3").values_list("cohort__name", flat=True)) == [
        *("Spring 2027", "Autumn 2026")
    ]


def test_a_kept_item_goes_into_an_empty_day(cast, page, sign_in, press):
    make.item(cast.workshop.days.get(), "A panel from the centre", 60, kind="panel")
    sign_in(cast.facilitator)
    page.goto(cast.workshop.get_absolute_url())
    press("Edit A panel from the centre")
    press("Keep this item as a template")
    press("Keep as a template", "button")
    page.goto(cast.draft.get_absolute_url())
    press("Add from a template")
    press("Add to the agenda", "button")
    page.get_by_text("1 item is added at the end.").wait_for()
    assert titles(page) == ["A panel from the centre"]


def test_a_file_reaches_delegates_and_is_saved_not_shown(cast, page, sign_in, press, tmp_path):
    make.item(cast.workshop.days.get(), "Panel")
    publish(cast)
    reading = tmp_path / "Three questions.txt"
    reading.write_text("What do you need from us?")
    sign_in(cast.facilitator)
    page.goto(cast.workshop.get_absolute_url())
    press("Edit Panel")
    press("Files and links")
    press("Add to the item", "button")
    assert page.get_by_role("alert").get_by_text("Choose who reads it.").is_visible()
    page.get_by_label("File").set_input_files(reading)
    page.get_by_label("Everyone who goes").check()
    press("Add to the item", "button")
    page.get_by_text("Added: Three questions.").wait_for()

    sign_in(cast.participant)
    page.goto(cast.workshop.get_absolute_url())
    with page.expect_download() as saving:
        press("Three questions")
    assert saving.value.suggested_filename == "Three questions.txt"
    assert saving.value.path().read_text() == "What do you need from us?"
    assert Material.objects.get().readers == "delegates"
