"""The agenda editor with scripts and without, by keyboard alone: no page is loaded twice."""

import pytest

from tests import factories as make
from tests.browser.editing import TITLES, ends, focus, menu, said, starts, titles
from tests.workshops.test_agenda import REAL_DAY, STARTS
from workshops.models import Item

pytestmark = pytest.mark.django_db(transaction=True)


class Keyboard:
    """Presses keys, and counts: typing a word is one."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, text):
        self.page.keyboard.type(text)
        self.presses += 1


def test_the_whole_day_is_built_by_keyboard_alone(cast, desk):
    day = cast.workshop.days.get()
    keys = Keyboard(desk)
    desk.locator(f"#quick-{day.pk}-title").focus()
    for n, (title, minutes, kind) in enumerate(REAL_DAY, 1):
        keys.type(title)
        keys.press("Tab")
        keys.type(str(Item.Kind(kind).label))
        keys.press("Tab")
        keys.type(str(minutes))
        keys.press("Enter")
        desk.locator(f".hb-row:nth-of-type({n})").wait_for()
        assert focus(desk) == f"quick-{day.pk}-title"
    assert (titles(desk), starts(desk), ends(desk)) == (TITLES, STARTS, "16:30")
    assert desk.get_by_text("Ends on time.").is_visible()

    lunch = day.items.get(title="Lunch")
    desk.locator(f"#menu-{lunch.pk}").focus()
    keys.press("Enter", "Tab", "Tab", "Tab", "Enter")  # insert after, duplicate, pin
    desk.get_by_label("Pinned start of Lunch").wait_for()
    assert desk.get_by_label("Pinned start of Lunch").input_value() == "12:45"
    lunch.refresh_from_db()
    assert lunch.pinned_minute == 12 * 60 + 45
    assert keys.presses == 14 * 6 + 5


def test_a_row_is_changed_and_moved_by_keyboard_and_the_hand_stays(full_day, desk):
    scenario, close = (Item.objects.get(title=title) for title in ("Scenario work", "Close"))
    desk.locator(f"#minutes-{scenario.pk}").focus()
    desk.keyboard.press("Control+A")
    desk.keyboard.type("1h15")
    desk.keyboard.press("Enter")
    said(desk, "Saved. The last item ends at 16:45.")
    assert (ends(desk), focus(desk)) == ("16:45", f"minutes-{scenario.pk}")
    desk.keyboard.press("Alt+ArrowUp")
    said(desk, "Scenario work is number 5 of 14 and starts at 11:30.")
    assert focus(desk) == f"minutes-{scenario.pk}"
    desk.keyboard.press("ArrowDown")
    assert focus(desk) == f"minutes-{Item.objects.filter(title='Break').first().pk}"

    desk.locator(f"#up-{close.pk}").focus()
    for n in range(13, 0, -1):
        desk.keyboard.press("Enter")
        said(desk, f"Close is number {n} of 14")
    assert focus(desk) == f"down-{close.pk}"  # it is first, and can only go down
    assert titles(desk)[0] == "Close"
    desk.locator("#undo").focus()
    desk.keyboard.press("Enter")
    said(desk, "Undone: Close moved up.")
    assert (titles(desk)[1], focus(desk)) == ("Close", "undo")
    desk.get_by_role("button", name="Redo: Close moved up").click()
    said(desk, "Done again: Close moved up.")
    assert titles(desk)[0] == "Close"


def test_pressing_up_again_and_again_in_one_place_moves_one_item(full_day, desk):
    button = desk.get_by_label("Move Taking stock, looking forward up")
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    for n in (12, 11, 10):
        desk.mouse.click(place["x"] + 8, place["y"] + 8)
        said(desk, f"Taking stock, looking forward is number {n} of 14")
    assert titles(desk)[9] == "Taking stock, looking forward"


def test_inserting_duplicating_and_deleting_lead_the_hand_on(full_day, desk):
    lunch = Item.objects.get(title="Lunch")
    menu(desk, lunch, "Insert after Lunch")
    said(desk, "A new item of 15 minutes stands after Lunch.")
    desk.keyboard.type("Group photograph")
    desk.keyboard.press("Enter")
    said(desk, "Saved.")
    assert titles(desk)[6:9] == ["Lunch", "Group photograph", TITLES[7]]
    assert ends(desk) == "16:45"
    photo = Item.objects.get(title="Group photograph")
    menu(desk, photo, "Duplicate Group photograph")
    said(desk, "Duplicated: Group photograph.")
    menu(desk, photo, "Delete Group photograph")
    said(desk, "Deleted: Group photograph.")
    assert focus(desk) == f"menu-{Item.objects.get(title='Group photograph').pk}"
    desk.get_by_role("button", name="Undo: Group photograph deleted, by Frances Dale").click()
    said(desk, "Undone: Group photograph deleted.")
    assert titles(desk).count("Group photograph") == 2


def sent(page):
    """What is posted from now on."""
    letters = []
    page.on("request", lambda request: request.method == "POST" and letters.append(request.url))
    return letters


def test_what_is_wrong_stays_in_its_row_and_the_rest_of_the_page_stays_calm(full_day, desk):
    box = desk.get_by_label("Minutes for Lunch")
    letters = sent(desk)
    box.select_text()
    desk.keyboard.type("-5")
    place = box.bounding_box()
    desk.keyboard.press("Enter")
    said(desk, "Not saved. Lunch: A length cannot be negative.")
    desk.wait_for_load_state("networkidle")
    assert len(letters) == 1  # Enter says both that the box has changed and that its form is to be sent
    assert box.bounding_box()["y"] == pytest.approx(place["y"], abs=2)  # the page did not move under the hand
    assert (box.input_value(), box.get_attribute("aria-invalid")) == ("-5", "true")
    assert focus(desk) == box.get_attribute("id")
    box.fill("50")
    desk.keyboard.press("Enter")
    said(desk, "Saved. The last item ends at 16:35.")


def test_a_session_whose_days_are_all_cancelled_has_no_editor_and_no_fault(cast, page, sign_in):
    cast.workshop.days.update(cancelled_at=make.NOW)
    sign_in(cast.facilitator)
    page.goto(cast.workshop.get_absolute_url())
    assert page.get_by_role("heading", name="Workshop 1 is cancelled").is_visible()


def test_every_button_of_the_row_works_without_scripts(cast, page, chromium, sign_in, live_server):
    day = cast.workshop.days.get()
    sign_in(cast.facilitator)
    context = chromium.new_context(java_script_enabled=False, base_url=f"http://localhost:{live_server.thread.port}")
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(cast.workshop.get_absolute_url())
    for title, minutes, kind in REAL_DAY:
        plain.get_by_label("Title", exact=True).fill(title)
        plain.get_by_label("Minutes", exact=True).fill(str(minutes))
        plain.get_by_label("Kind", exact=True).select_option(kind)
        plain.get_by_role("button", name="Add item").click()
    assert (titles(plain), starts(plain)) == (TITLES, STARTS)
    lunch = day.items.get(title="Lunch")
    menu(plain, lunch, "Pin Lunch to 12:45")
    assert plain.get_by_label("Pinned start of Lunch").input_value() == "12:45"
    menu(plain, lunch, "Insert after Lunch")
    plain.get_by_label("Rename New item").fill("Group photograph")
    plain.keyboard.press("Tab")
    plain.get_by_role("button", name="Save the table").last.click()
    assert titles(plain)[7] == "Group photograph"
    menu(plain, day.items.get(title="Group photograph"), "Delete Group photograph")
    plain.get_by_role("button", name="Undo: Group photograph deleted").click()
    assert plain.get_by_text("Undone: Group photograph deleted.").is_visible()
    assert titles(plain)[7] == "Group photograph"
    context.close()
