"""A coordinator at the desk: the list they keep becomes a cohort in four sets of six, by keyboard alone."""

from pathlib import Path

import pytest

from cohorts.models import SetMembership
from tests import factories as make
from tests.browser.looking import look

pytestmark = pytest.mark.django_db(transaction=True)
FILE = Path(__file__).parent.parent / "data" / "participants.csv"


@pytest.fixture
def desk(page, cast, sign_in):
    sign_in(cast.coordinator)
    return page


@pytest.fixture
def cohort(cast):
    found = make.cohort(cast.programme, "Summer 2027")
    make.place(found, cast.adviser, "set_adviser")
    return found


def tab_to(page, locator):
    """Press Tab until `locator` has the focus, as somebody without a mouse would."""
    for _press in range(150):
        if locator.evaluate("found => found === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reached {locator}")


def press(page, role, name):
    """Tab to it, Enter, and wait for the next page."""
    found = page.get_by_role(role, name=name, exact=True).first
    tab_to(page, found)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_list_becomes_four_sets_of_six_by_keyboard_alone(desk, cohort, axe):
    desk.goto(f"/cohorts/{cohort.pk}/people/")
    press(desk, "link", "Import a list")
    look(desk, "import", axe)
    desk.get_by_label("The list").set_input_files(FILE)
    press(desk, "button", "Show preview")
    assert desk.get_by_role("heading", level=1).inner_text() == "24 people will be added"
    look(desk, "import-preview", axe)
    press(desk, "button", "Add 24 people")
    assert "24 added, 0 changed, 0 the same" in desk.locator(".hb-said").inner_text()
    look(desk, "cohort-people", axe)

    desk.go_back()
    again = desk.get_by_role("button", name="Add 24 people")
    if again.count():  # the browser kept the page
        again.click()
    assert "saved or cancelled already" in desk.locator(".hb-said").inner_text()
    desk.goto(f"/cohorts/{cohort.pk}/people/")
    press(desk, "link", "Arrange the sets")
    look(desk, "sets-none", axe)
    press(desk, "button", "Make sets")
    take_seats(desk)
    press(desk, "button", "Save the sets")
    assert "The sets are saved" in desk.locator(".hb-said").inner_text()
    look(desk, "sets", axe)
    seated = SetMembership.objects.current().filter(learning_set__cohort=cohort)
    assert [seated.filter(learning_set=found).count() for found in cohort.sets.all()] == [6, 6, 6, 6]


def take_seats(page):
    """Each participant's set, dealt in turn, typed into its select."""
    for n, select in enumerate(page.locator("select[name^=seat-]").all()):
        tab_to(page, select)
        page.keyboard.type(f"Set {n % 4 + 1}")


def test_a_list_with_errors_says_each_beside_its_row(desk, cohort, axe):
    desk.goto(f"/cohorts/{cohort.pk}/import/")
    desk.get_by_label("The list").set_input_files(FILE.parent.parent / "conftest.py")
    desk.get_by_role("button", name="Show preview").click()
    assert "No column of addresses" in desk.locator(".hb-errors").inner_text()
    assert desk.locator(".hb-errors").evaluate("box => box === document.activeElement")
    look(desk, "import-refused", axe)
    wrong = b"Name,Email,Sector,Shoe size\nAnn Bell,nonsense,secret,6\n,bob@b.example,public,7\nCy Dee,cy@b.example,,8"
    desk.get_by_label("The list").set_input_files({"name": "wrong.csv", "mimeType": "text/csv", "buffer": wrong})
    desk.get_by_role("button", name="Show preview").click()
    assert desk.get_by_role("heading", level=1).inner_text() == "2 rows cannot be read"
    look(desk, "import-wrong", axe)


def test_two_wrong_rows_are_mended_in_place_with_one_press_more(desk, cohort, axe):
    """From the page of people: the link, the file, the preview, one press to check again, one to save."""
    lines = [f"Person {n},p{n}@b.example,public" for n in range(1, 31)]
    lines[4], lines[20] = "Owain Llywelyn ap Gruffudd,owain at b.example,public", "Оксана Шевченко,o@b.example,secret"
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": "\n".join(["Name,Email,Sector", *lines]).encode()}
    desk.goto(f"/cohorts/{cohort.pk}/people/")
    press(desk, "link", "Import a list")
    desk.get_by_label("The list").set_input_files(file)
    press(desk, "button", "Show preview")
    assert desk.get_by_role("heading", level=1).inner_text() == "2 rows cannot be read"
    look(desk, "import-mend", axe)
    desk.get_by_label("Email Row 6").fill("owain@b.example")
    desk.get_by_label("Sector Row 22").fill("public")
    press(desk, "button", "Check again")
    press(desk, "button", "Add 30 people")
    assert "30 added" in desk.locator(".hb-said").inner_text()


def test_a_list_with_strange_headings_takes_one_press_more(desk, cohort, axe):
    file = {
        "name": "leute.csv",
        "mimeType": "text/csv",
        "buffer": b"Wer;Kontakt;Haus\nAnn Bell;ann@b.example;Northmoor\n",
    }
    desk.goto(f"/cohorts/{cohort.pk}/import/")
    desk.get_by_label("The list").set_input_files(file)
    press(desk, "button", "Show preview")
    assert desk.get_by_role("heading", level=1).inner_text() == "Which column holds the names?"
    look(desk, "import-columns", axe)
    desk.get_by_label("Column A: Wer").select_option("Full name")
    desk.get_by_label("Column C: Haus").select_option("Organisation")
    press(desk, "button", "Read the list so")
    press(desk, "button", "Add 1 person")
    assert "1 added" in desk.locator(".hb-said").inner_text()
