import html
import logging
import re

import pytest

from cohorts.models import Person
from programme.logs import WithoutLinks

PAGE = "/me/calendar/"
FIELD = re.compile(r'id="address" readonly value="([^"]+)"')


@pytest.fixture
def sam(client, cast):
    client.force_login(cast.participant)
    return client


def text(response):
    return html.unescape(response.content.decode())


def made(client):
    """Make an address, or a new one: what the page then shows."""
    return FIELD.search(text(client.post(f"{PAGE}new/", follow=True)))[1]


def path(address):
    assert address.startswith("http://localhost:8000/calendar/")
    return address.removeprefix("http://localhost:8000")


def test_the_address_is_made_by_a_press_and_gives_the_calendar_without_sign_in(sam):
    assert FIELD.search(text(sam.get(PAGE))) is None
    address = made(sam)
    sam.logout()
    assert b"SUMMARY:West Country Leadership Programme: Workshop 1" in sam.get(path(address)).content


def test_it_stays_on_the_page_with_a_link_that_opens_the_calendar_program(sam):
    address = made(sam)
    page = text(sam.get(PAGE))
    assert FIELD.search(page)[1] == address
    assert f'href="webcal:{address.removeprefix("http:")}"' in page
    for program in ("Outlook", "Google", "Apple"):
        assert f"<dt>{program}</dt>" in page


def test_a_new_address_stops_the_old_one_and_says_so(sam):
    old = made(sam)
    response = sam.post(f"{PAGE}new/", follow=True)
    assert "The old one has stopped" in text(response)
    new = FIELD.search(text(response))[1]
    assert [sam.get(path(address)).status_code for address in (old, new)] == [404, 200]


def test_stopping_it_leaves_nothing_behind(sam, cast):
    old = made(sam)
    page = text(sam.post(f"{PAGE}stop/", follow=True))
    assert "Your calendar address has stopped" in page
    assert FIELD.search(page) is None
    assert sam.get(path(old)).status_code == 404
    assert Person.objects.get(pk=cast.participant.pk).feed_nonce == ""


def test_the_page_that_shows_it_stays_in_no_browser(sam):
    made(sam)
    assert "no-store" in sam.get(PAGE)["Cache-Control"]


def test_to_look_at_it_changes_nothing(sam, cast):
    for page in (f"{PAGE}new/", f"{PAGE}stop/"):
        assert sam.get(page).status_code == 405
    assert Person.objects.get(pk=cast.participant.pk).feed_nonce == ""


@pytest.mark.parametrize("role", ["sponsor", "strand_lead", "administrator", "withdrawn"])
def test_whoever_has_no_dates_is_told_why_and_gets_no_address(client, cast, role):
    client.force_login(cast.roles[role])
    page = text(client.get(PAGE))
    assert "No dates for a calendar" in page
    assert "Make my calendar address" not in page
    assert client.post(f"{PAGE}new/").status_code == 403
    assert Person.objects.get(pk=cast.roles[role].pk).feed_nonce == ""


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("participant", "/"),
        ("participant", "/me/"),
        ("participant", "/sessions/"),
        ("coordinator", "/sessions/"),
        ("facilitator", "/"),
        ("office_contact", "/"),
        ("office_contact", "/me/"),
    ],
)
def test_the_way_in_stands_where_dates_are(client, cast, role, page, time_machine):
    time_machine.move_to("2027-02-22T09:00:00Z", tick=False)
    client.force_login(cast.roles[role])
    assert f'href="{PAGE}"' in text(client.get(page))


def test_the_log_of_a_refused_address_does_not_keep_it(sam, caplog):
    address = path(made(sam))
    sam.post(f"{PAGE}stop/")
    caplog.handler.addFilter(WithoutLinks())
    with caplog.at_level(logging.DEBUG):
        assert sam.get(address).status_code == 404
        assert sam.post(address).status_code == 405
    assert address.rsplit("/", 1)[0] in caplog.text
    assert address.rsplit("/", 1)[1].removesuffix(".ics") not in caplog.text
