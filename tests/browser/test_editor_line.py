"""The agenda editor on a slow or broken line, and beside somebody else's."""

import pytest

from tests import factories as make
from tests.browser.editing import menu, said, titles
from workshops.models import Item
from workshops.services import items

pytestmark = pytest.mark.django_db(transaction=True)


def slow(route):
    route.request.frame.page.wait_for_timeout(300)
    route.continue_()


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


@pytest.mark.parametrize("gone", ["sessionid", None])  # the session alone, as when it ends; or everything
def test_signed_out_meanwhile_nothing_is_lost(cast, letters, desk, sign_in, gone):
    desk.context.clear_cookies(**({"name": gone} if gone else {}))
    desk.get_by_label("Minutes for a").fill("50")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Try again").wait_for()
    assert desk.locator("#line-said").inner_text().startswith("Not saved:")
    sign_in(cast.facilitator)
    desk.get_by_role("button", name="Try again").click()
    said(desk, "Saved. The last item ends at 11:50.")
    assert letters.items.first().minutes == 50


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
    said(desk, "Saved. The last item ends at 1")  # some browsers then save the second row by themselves
    assert desk.get_by_label("Minutes for b").input_value() == "55"
    desk.keyboard.press("Tab")
    said(desk, "Saved. The last item ends at 12:15.")
    assert [item.minutes for item in letters.items.all()] == [50, 55, 30]


def test_two_browsers_at_once_and_the_second_chooses(cast, full_day, desk, sign_in, chromium):
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


def test_a_row_that_somebody_deleted_meanwhile_comes_back_with_the_new_words(cast, full_day, desk):
    items.delete(item=Item.objects.get(title="Lunch"), by=cast.coordinator, now=make.NOW)
    desk.get_by_label("Rename Lunch").fill("A long lunch")
    desk.keyboard.press("Enter")
    desk.get_by_text("was deleted by Dana Whitfield").wait_for()
    desk.get_by_role("button", name="Put it back with these words").click()
    said(desk, "Put back: A long lunch.")
    assert titles(desk)[6] == "A long lunch"
