"""From an untidy spreadsheet to four printed set lists, with every press counted."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests import factories as make
from tests.browser.conftest import PHONE
from tests.browser.looking import look
from workshops.services import editions

pytestmark = pytest.mark.django_db(transaction=True)
UNTIDY = """Summer cohort, as of Tuesday;;;;;
;;;;;
E-MAIL;Full name;Employer;Type of organisation;Manager;Dietary / access needs
"""
EMPLOYERS = ["Northmoor County Council", "Tideway NHS Trust", "Harbour City Council", "Open Door Families"]


@pytest.fixture
def desk(page, cast, sign_in):
    sign_in(cast.coordinator)
    return page


@pytest.fixture
def cohort(cast):
    found = make.cohort(cast.programme, "Summer 2027")
    workshop = make.session(found, "First workshop")
    make.item(workshop.days.get(), "Welcome", minutes=390)
    editions.publish(session=workshop, by=cast.coordinator, now=make.NOW)
    return found


def spreadsheet():
    """Twenty-four people of four employers, one of whom reports to another; semicolons, a title, odd capitals."""
    rows = [f"P{n:02}@{n % 4}.EXAMPLE;Person{n:02} Bell;{EMPLOYERS[n % 4]};Public;;" for n in range(24)]
    rows[5] = "p05@1.example;Person05 Bell;NORTHMOOR county council;public;Person10 Bell;Halal"
    return (UNTIDY + "\r\n".join(rows)).encode("cp1252")


class Presses:
    def __init__(self, page):
        self.page, self.number = page, 0

    def press(self, role, name):
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).first.click()
        self.number += 1


def test_an_untidy_spreadsheet_becomes_four_printed_set_lists_in_ten_presses(desk, cohort, axe):
    desk.goto(reverse("cohorts:cohort_people", args=[cohort.pk]))
    hand = Presses(desk)
    hand.press("link", "Import a list")
    file = {"name": "summer.csv", "mimeType": "text/csv", "buffer": spreadsheet()}
    desk.get_by_label("The list").set_input_files(file)
    hand.press("button", "Show preview")
    hand.press("button", "Add 24 people")
    hand.press("link", "Arrange the sets")
    hand.press("link", "Build balanced sets")
    look(desk, "builder", axe)
    hand.press("button", "Propose the sets")
    assert desk.get_by_role("heading", level=1).inner_text() == "4 sets are proposed"
    assert "Apart from Person10 Bell, named as line manager" in desk.content()
    look(desk, "proposal", axe)
    hand.press("button", "Keep these sets")
    assert "The sets are kept" in desk.locator(".hb-said").inner_text()
    look(desk, "sets-kept", axe)
    hand.press("link", "Sessions")
    hand.press("link", "First workshop")
    lists = desk.get_by_role("link", name="Set lists", exact=True).get_attribute("href")
    assert hand.number + 1 == 10  # the last opens the lists
    assert printed(desk, lists) == {f"Set {n}": 6 for n in range(1, 5)}


def printed(page, address):
    """How many people stand under each set in the printed lists."""
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.request.get(address).body())).pages)
    parts = re.split(r"^(Set \d)\b", text, flags=re.MULTILINE)[1:]
    return {name: len(set(re.findall(r"Person\d\d Bell", part))) for name, part in batched(parts)}


def batched(parts):
    return zip(parts[::2], parts[1::2], strict=True)


def test_somebody_is_moved_by_hand_and_the_effect_is_seen_before_it_is_kept_without_scripts(
    chromium, page, cast, sign_in
):
    sign_in(cast.coordinator)
    context = chromium.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state(), viewport=PHONE
    )
    plain = context.new_page()
    address = reverse("cohorts:set_proposal", args=[cast.cohort.pk])
    plain.goto(f"{origin(page, address)}?sets=2")
    plain.get_by_label("Set of Sam Okafor").select_option("Set 2")
    plain.get_by_label("Set of Jo Hartley").select_option("Set 2")
    plain.get_by_role("button", name="Show the effect").first.click()
    assert plain.get_by_role("heading", level=1).inner_text() == "The sets with your changes"
    assert not cast.participant_place.seats.filter(learning_set=cast.set_b).exists()
    plain.get_by_role("button", name="Keep these sets").click()
    assert "The sets are kept" in plain.locator(".hb-said").inner_text()
    assert cast.participant_place.seats.get(left_at=None).learning_set == cast.set_b
    context.close()


def origin(page, address):
    page.goto(address)
    return page.url.split("?")[0]
