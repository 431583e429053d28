"""The agenda editor with scripts: by keyboard alone, by drag, two at once, on a bad line. No page is loaded twice."""

import re

import pytest

from tests import factories as make
from tests.browser.conftest import PHONE
from tests.workshops.acting import real_day
from tests.workshops.test_agenda import REAL_DAY, STARTS
from workshops.models import Item
from workshops.services import items

pytestmark = pytest.mark.django_db(transaction=True)
TITLES = [title for title, _minutes, _kind in REAL_DAY]


@pytest.fixture
def desk(cast, page, sign_in):
    """The editor of the workshop before a facilitator. It is never loaded a second time."""
    sign_in(cast.facilitator)
    page.goto(cast.workshop.get_absolute_url())
    page.evaluate("window.untouched = true")
    yield page
    assert page.evaluate("window.untouched === true")


@pytest.fixture
def full(cast):
    """The workshop has its fourteen items before the editor is opened."""
    return {item.title: item for item in real_day(cast.workshop)}


@pytest.fixture
def letters(cast):
    """The workshop has three items before the editor is opened: a, b, c."""
    day = cast.workshop.days.get()
    for title in "abc":
        make.item(day, title)
    return day


def starts(page):
    return [text.split()[0] for text in page.locator("tbody .hb-start").all_inner_texts()]


def titles(page):
    return page.locator(".hb-ed tbody h3").all_inner_texts()


def ends(page):
    return page.locator("tfoot .hb-start").inner_text()


def focus(page):
    return page.evaluate("document.activeElement.id")


def said(page, text):
    page.locator("#outcome").get_by_text(text).wait_for()


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


def test_faster_than_the_line_nothing_is_lost_and_the_order_is_kept(cast, desk):
    day = cast.workshop.days.get()
    desk.route("**/items/new/", slow)
    desk.locator(f"#quick-{day.pk}-title").focus()
    for title in ("Welcome", "Panel", "Lunch"):
        desk.keyboard.type(title)
        desk.keyboard.press("Enter")
    desk.keyboard.type("Not yet")
    said(desk, "Added: Lunch.")
    assert titles(desk) == ["Welcome", "Panel", "Lunch"]
    assert desk.locator(f"#quick-{day.pk}-title").input_value() == "Not yet"


def slow(route):
    route.request.frame.page.wait_for_timeout(300)
    route.continue_()


def test_a_row_is_changed_and_moved_by_keyboard_and_the_hand_stays(full, desk):
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


def test_pressing_up_again_and_again_in_one_place_moves_one_item(full, desk):
    button = desk.get_by_label("Move Taking stock, looking forward up")
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    for n in (12, 11, 10):
        desk.mouse.click(place["x"] + 8, place["y"] + 8)
        said(desk, f"Taking stock, looking forward is number {n} of 14")
    assert titles(desk)[9] == "Taking stock, looking forward"


def test_inserting_duplicating_and_deleting_lead_the_hand_on(full, desk):
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


def menu(page, item, name):
    page.locator(f"#menu-{item.pk}").click()
    page.get_by_role("button", name=name, exact=True).click()


def drag(page, title, to):
    """Take the item by its handle to just above the item `to`."""
    grip = (
        page.get_by_role("rowgroup").filter(has=page.get_by_role("heading", name=title, exact=True)).locator(".hb-grip")
    )
    goal = page.get_by_role("rowgroup").filter(has=page.get_by_role("heading", name=to, exact=True)).locator("tr").first
    grip.scroll_into_view_if_needed()
    here, there = grip.bounding_box(), goal.bounding_box()
    page.mouse.move(here["x"] + 8, here["y"] + 12)
    page.mouse.down()
    page.mouse.move(here["x"] + 8, here["y"] + 4, steps=3)
    page.mouse.move(there["x"] + 8, there["y"] + 4, steps=12)
    page.wait_for_timeout(150)  # the place under the hand is looked up twenty times a second
    page.mouse.up()


@pytest.fixture
def shuffled(cast):
    """The workshop has its items before the editor is opened, but not in their order."""
    day = cast.workshop.days.get()
    for n, (title, minutes, kind) in enumerate([REAL_DAY[n] for n in (2, 0, 1, 3)], 1):
        make.item(day, title, minutes, kind=kind, position=n)
    return day


def test_the_day_is_put_in_order_by_drag(shuffled, desk):
    drag(desk, TITLES[0], TITLES[2])
    said(desk, f"{TITLES[0]} is number 1 of 4 and starts at 10:00.")
    drag(desk, TITLES[1], TITLES[2])
    said(desk, f"{TITLES[1]} is number 2 of 4 and starts at 10:05.")
    assert titles(desk) == TITLES[:4]
    assert starts(desk) == STARTS[:4]
    assert [item.title for item in shuffled.items.all()] == TITLES[:4]


def test_what_cannot_be_moved_is_put_back(letters, desk):
    desk.route("**/agenda/", lambda route: route.abort())
    drag(desk, "c", "a")
    desk.get_by_text("Not moved: no answer from the server. The item is back in its place.").wait_for()
    assert titles(desk) == ["a", "b", "c"]


def test_a_lost_line_loses_nothing_and_trying_again_saves_it(letters, desk):
    desk.route("**/agenda/", lambda route: route.abort())
    desk.get_by_label("Minutes for a").fill("50")
    desk.get_by_label("Rename b").fill("Beginnings")
    desk.keyboard.press("Enter")
    desk.get_by_text("Not saved: no answer from the server. What you typed is still here.").wait_for()
    assert desk.get_by_label("Minutes for a").input_value() == "50"
    desk.unroute("**/agenda/")
    desk.get_by_role("button", name="Try again").click()
    desk.get_by_role("heading", name="Beginnings").wait_for(state="attached")
    assert [(item.title, item.minutes) for item in letters.items.all()] == [("a", 50), ("Beginnings", 30), ("c", 30)]
    assert desk.get_by_role("button", name="Try again").is_hidden()


def test_a_press_whose_answer_was_lost_is_not_done_twice(letters, desk):
    desk.route("**/agenda/", arrives_and_is_not_heard_of)
    desk.get_by_role("button", name="Move c up").click()
    desk.get_by_role("button", name="Try again").wait_for()
    desk.unroute("**/agenda/")
    desk.get_by_role("button", name="Try again").click()
    said(desk, "Your change had arrived after all: c moved up.")
    assert titles(desk) == ["a", "c", "b"]


def arrives_and_is_not_heard_of(route):
    route.fetch()
    route.abort()


def test_what_is_typed_while_another_row_is_saved_stays(letters, desk):
    desk.route("**/agenda/", slow)
    desk.get_by_label("Minutes for a").fill("50")
    desk.get_by_label("Minutes for b").focus()
    desk.keyboard.press("Control+A")
    desk.keyboard.type("55")
    said(desk, "Saved. The last item ends at 11:50.")
    assert desk.get_by_label("Minutes for b").input_value() == "55"
    desk.keyboard.press("Tab")
    said(desk, "Saved. The last item ends at 12:15.")
    assert [item.minutes for item in letters.items.all()] == [50, 55, 30]


def test_what_is_wrong_stays_in_its_row_and_the_rest_of_the_page_stays_calm(full, desk):
    box = desk.get_by_label("Minutes for Lunch")
    box.fill("-5")
    place = box.bounding_box()
    desk.keyboard.press("Enter")
    said(desk, "Not saved. Lunch: A length cannot be negative.")
    assert box.bounding_box()["y"] == pytest.approx(place["y"], abs=2)  # the page did not move under the hand
    assert (box.input_value(), box.get_attribute("aria-invalid")) == ("-5", "true")
    assert focus(desk) == box.get_attribute("id")
    box.fill("50")
    desk.keyboard.press("Enter")
    said(desk, "Saved. The last item ends at 16:35.")


def test_two_browsers_at_once_and_the_second_chooses(cast, full, desk, sign_in, chromium):
    sign_in(cast.coordinator)
    other = chromium.new_context()
    other.add_cookies(desk.context.cookies())
    sign_in(cast.facilitator)
    hers = other.new_page()
    hers.goto(desk.url)
    lunch = Item.objects.get(title="Lunch")
    hers.get_by_label("Minutes for Lunch").fill("50")
    hers.keyboard.press("Enter")
    said(hers, "Saved.")
    menu(hers, Item.objects.get(title="Scenario work"), "Delete Scenario work")
    said(hers, "Deleted: Scenario work.")

    desk.get_by_label("Minutes for Lunch").fill("60")
    desk.keyboard.press("Enter")
    said(desk, "Not saved: somebody else saved Lunch meanwhile.")
    assert desk.get_by_text("Saved by somebody else: Lunch, 50 minutes, Meal").is_visible()
    assert desk.get_by_label("Minutes for Lunch").input_value() == "60"
    desk.get_by_role("button", name="Save mine in its place").click()
    said(desk, "Saved.")
    lunch.refresh_from_db()
    assert lunch.minutes == 60
    assert "Scenario work" not in titles(desk)

    hers.get_by_role("button", name="Undo: Scenario work deleted").click()
    said(hers, "Nothing was changed: the draft is not as you saw it. Latest change: Lunch changed, by Frances Dale.")
    other.close()


def test_a_row_that_somebody_deleted_meanwhile_comes_back_with_the_new_words(cast, full, desk):
    items.delete(item=Item.objects.get(title="Lunch"), by=cast.coordinator, now=make.NOW)
    desk.get_by_label("Rename Lunch").fill("A long lunch")
    desk.keyboard.press("Enter")
    desk.get_by_text("was deleted by Dana Whitfield").wait_for()
    desk.get_by_role("button", name="Put it back with these words").click()
    said(desk, "Put back: A long lunch.")
    assert titles(desk)[6] == "A long lunch"


def test_an_item_goes_to_the_other_day_by_menu_and_by_drag(cast, page, sign_in):
    session = make.session(cast.cohort, "Residential", days=2, kind="residential", on=make.WORKSHOP.replace(day=20))
    first, second = session.days.all()
    for title in "abc":
        make.item(first, title)
    make.item(second, "x")
    sign_in(cast.facilitator)
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(session.get_absolute_url())
    menu(page, first.items.get(title="a"), "Move a to Sun 21 March")
    said(page, "a is number 2 of 2 and starts at 10:30.")
    drag(page, "b", "x")
    said(page, re.compile(r"b is number \d of 3"))
    assert [item.title for item in first.items.all()] == ["c"]
    assert sorted(item.title for item in second.items.all()) == ["a", "b", "x"]


def test_on_a_phone_a_finger_drags_too(cast, letters, chromium, live_server, page, sign_in):
    sign_in(cast.facilitator)
    context = chromium.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, base_url=f"http://localhost:{live_server.thread.port}"
    )
    context.add_cookies(page.context.cookies())
    phone = context.new_page()
    phone.goto(cast.workshop.get_absolute_url())
    grips = phone.locator(".hb-grip")
    grips.nth(2).scroll_into_view_if_needed()
    here, there = grips.nth(2).bounding_box(), phone.locator(".hb-row").first.locator("tr").first.bounding_box()
    touch = context.new_cdp_session(phone)
    x, y = here["x"] + 8, here["y"] + 10
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 13):
        at = {"x": x, "y": y + (there["y"] + 4 - y) * step / 12}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    said(phone, "c is number 1 of 3")
    assert [item.title for item in letters.items.all()] == ["c", "a", "b"]
    context.close()


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
