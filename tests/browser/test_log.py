"""Writing an entry on a phone: kept while one types, with scripts and without, on a bad line, in two windows."""

import gzip
import os
import re
from pathlib import Path
from urllib.parse import urlparse

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import expect

from challenges.models import Commitment, Draft, Entry
from tests import factories as make
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = re.compile(r"^Kept at \d\d:\d\d\. Only you can read the draft\.$")
SHOTS = os.environ.get("SHOTS")  # a folder, to look at the page
LIGHT = 100_000  # bytes of the whole page as they come over the line
STORES = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"


@pytest.fixture
def url(cast):
    return reverse("challenges:add_entry", args=[make.challenge(cast.participant_place).pk])


@pytest.fixture
def phone(page, cast, sign_in, url):
    page.set_viewport_size(PHONE)
    sign_in(cast.participant)
    page.goto(url)
    return page


def box(page):
    return page.get_by_label("What happened")


def said(page):
    return page.locator("#kept")


def test_what_is_typed_is_kept_and_the_time_is_shown(phone, url, axe):
    box(phone).press_sequentially("They listened")
    expect(said(phone)).to_have_text(KEPT)
    assert Draft.objects.get().fields["happened"] == "They listened"
    assert "They listened" not in phone.evaluate(STORES)
    axe(phone)
    phone.goto(url)
    assert box(phone).input_value() == "They listened"
    axe(phone)
    phone.get_by_text("Two more prompts, if they help").click()
    phone.get_by_label("What comes next?").fill("Ring the heads")
    expect(said(phone)).to_have_text(KEPT)
    phone.get_by_role("button", name="Save progress entry").click()
    assert phone.get_by_text("Your progress entry is saved.").is_visible()
    assert (Entry.objects.get().next, Draft.objects.count()) == ("Ring the heads", 0)


def test_the_whole_of_it_opens_for_one_thumb(phone, axe):
    for summary in phone.locator("details.hb-more > summary").all():
        summary.click()
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_label("Visit", exact=True).check()
    phone.get_by_label("With whom, or where").fill("Harbour family hub")
    phone.get_by_label("What it taught me").fill("The door matters.")
    phone.get_by_label("A commitment").fill("Go back")
    phone.get_by_role("button", name="Save progress entry").click()
    assert phone.get_by_role("heading", name="Visit").is_visible()
    assert (Entry.objects.get().taught, Commitment.objects.get().text) == ("The door matters.", "Go back")


def test_a_lost_line_is_said_and_tried_again(phone):
    phone.context.set_offline(True)
    box(phone).fill("Under the bridge")
    expect(said(phone)).to_have_text("Not kept yet; trying again. What you typed is still here.")
    assert not Draft.objects.exists()
    phone.context.set_offline(False)
    expect(said(phone)).to_have_text(KEPT)
    assert Draft.objects.get().fields["happened"] == "Under the bridge"


def test_a_sign_in_that_ends_while_one_types_loses_nothing(phone, cast, sign_in):
    phone.context.clear_cookies(name="sessionid")
    box(phone).fill("Written too late")
    expect(said(phone)).to_have_text(re.compile("^Kept, but you have been signed out"))
    phone.get_by_role("button", name="Save progress entry").click()
    assert urlparse(phone.url).path == "/sign-in/"
    assert phone.get_by_text("What you wrote is kept as a draft: sign in to go on.").is_visible()
    sign_in(cast.participant)
    phone.goto("/")
    phone.get_by_role("link", name="Go on with your draft").click()
    assert box(phone).input_value() == "Written too late"


def test_a_new_sign_in_in_another_window_does_not_stop_the_keeping(phone):
    phone.context.clear_cookies(name="csrftoken")
    box(phone).fill("Still typing")
    expect(said(phone)).to_have_text(KEPT)
    phone.get_by_role("button", name="Save progress entry").click()
    assert phone.get_by_text("Your progress entry is saved.").is_visible()


def test_two_windows_do_not_undo_one_another(phone, url, axe):
    box(phone).fill("First words")
    expect(said(phone)).to_have_text(KEPT)
    other = phone.context.new_page()
    other.goto(url)
    box(other).fill("From the second window")
    expect(said(other)).to_have_text(KEPT)
    box(phone).fill("From the first window")
    expect(said(phone)).to_have_text(re.compile("changed in another window"))
    assert Draft.objects.get().fields["happened"] == "From the second window"
    axe(phone)
    phone.get_by_role("button", name="Keep what stands here").click()
    expect(said(phone)).to_have_text(KEPT)
    assert Draft.objects.get().fields["happened"] == "From the first window"
    other.get_by_role("button", name="Save progress entry").click()
    alert = other.get_by_role("alert")
    assert "changed in another window" in alert.inner_text()
    assert "From the first window" in alert.inner_text()
    axe(other)
    if SHOTS:
        other.screenshot(path=Path(SHOTS) / "two-windows-390.png", full_page=True)
    other.get_by_role("button", name="Save progress entry").click()
    assert other.get_by_text("Your progress entry is saved.").is_visible()
    assert Entry.objects.get().happened == "From the second window"


def test_words_from_a_word_processor_come_without_their_markup(phone):
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone.evaluate("""navigator.clipboard.write([new ClipboardItem({
        'text/html': new Blob(['<p class=MsoNormal><b>They</b> listened</p>'], {type: 'text/html'}),
        'text/plain': new Blob(['They listened'], {type: 'text/plain'})})])""")
    box(phone).focus()
    phone.keyboard.press("Control+V")
    assert box(phone).input_value() == "They listened"


def test_words_that_run_from_right_to_left_do(phone):
    box(phone).fill("تحدثت مع المديرين")
    assert box(phone).evaluate("box => getComputedStyle(box).direction") == "rtl"
    phone.get_by_role("button", name="Save progress entry").click()
    words = phone.locator(".hb-log p[dir=auto]").first
    assert words.evaluate("words => getComputedStyle(words).direction") == "rtl"


@pytest.fixture
def plain(chromium, page, cast, sign_in, url):
    """A window of the same person without scripts."""
    sign_in(cast.participant)
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    context.add_cookies(page.context.cookies())
    page.goto(url)
    window = context.new_page()
    window.goto(page.url)
    yield window
    context.close()


def test_without_scripts_a_draft_is_kept_and_an_entry_written(plain):
    box(plain).fill("Half a line")
    plain.get_by_role("button", name="Keep as a draft").click()
    assert plain.get_by_text("Kept as a draft. Only you can read it").is_visible()
    box(plain).fill("Half a line, and the rest")
    plain.get_by_text("A visit, shadowing, a meeting, reading").click()
    plain.get_by_label("Reading", exact=True).check()
    plain.get_by_role("button", name="Save progress entry").click()
    assert plain.get_by_role("heading", name="Reading").is_visible()
    assert (Entry.objects.get().happened, Draft.objects.count()) == ("Half a line, and the rest", 0)


def test_the_page_comes_over_a_bad_line(phone, url):
    fetched = []
    phone.on("request", lambda request: fetched.append(urlparse(request.url).path))
    phone.goto(url, wait_until="networkidle")
    statics = {path.removeprefix("/static/") for path in fetched if path.startswith("/static/")}
    sizes = {path: over_the_line(finders.find(path)) for path in statics}
    sizes["page"] = len(gzip.compress(phone.content().encode()))
    assert any(path.endswith(".woff2") for path in sizes)
    assert sum(sizes.values()) < LIGHT, sizes


def over_the_line(path):
    """Letters are packed by the server; a face is packed already."""
    data = Path(path).read_bytes()
    return len(data) if path.endswith(".woff2") else len(gzip.compress(data))
