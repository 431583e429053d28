import pytest

from tests.browser.conftest import PHONE

ADDRESS = "Address of your calendar"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_address_is_made_replaced_and_stopped_on_a_phone_and_by_the_keyboard(page, axe, cast, sign_in, scheme):
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    sign_in(cast.participant)
    page.goto("/sessions/")
    page.get_by_role("link", name="All my dates in my calendar").click()
    axe(page)
    page.get_by_role("button", name="Make my calendar address").press("Enter")
    page.get_by_text("Your calendar address is made").wait_for()
    first = page.get_by_label(ADDRESS).input_value()
    axe(page)
    assert fetched(page, first) == (200, True)
    page.get_by_role("button", name="Make a new address").press("Enter")
    page.get_by_text("You have a new calendar address").wait_for()
    second = page.get_by_label(ADDRESS).input_value()
    assert [fetched(page, address) for address in (first, second)] == [(404, False), (200, True)]
    page.get_by_role("button", name="Stop the address").press("Enter")
    page.get_by_text("Your calendar address has stopped").wait_for()
    assert page.get_by_label(ADDRESS).count() == 0
    assert fetched(page, second) == (404, False)
    axe(page)


def test_the_address_is_chosen_whole_when_it_is_focused_and_offered_to_the_calendar_program(page, cast, sign_in):
    sign_in(cast.participant)
    page.goto("/me/calendar/")
    page.get_by_role("button", name="Make my calendar address").click()
    field = page.get_by_label(ADDRESS)
    field.focus()
    assert page.evaluate("getSelection().toString()") == field.input_value()
    link = page.get_by_role("link", name="Open in my calendar").get_attribute("href")
    assert link == field.input_value().replace("http://", "webcal://")


def fetched(page, address):
    """What a program without a sign-in gets at `address`: the status, and whether it is a calendar with an event."""
    path = "/" + address.split("/", 3)[3]
    asked = page.context.browser.new_context(base_url=page.url)
    response = asked.request.get(path)
    found = response.status, "BEGIN:VEVENT" in response.text()
    asked.close()
    return found
