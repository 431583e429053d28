"""A list of thousands before the server as it really runs: how far it is, and what becomes of it when one leaves."""

import re

import pytest

from tests.browser.conftest import DESK
from tests.servers import eventually, free_port, get

MANY = 3000
# What a page shows while the next one is on its way is out of a test's reach: the page itself notes it.
WATCH = """new MutationObserver(() => {
  const bar = document.querySelector('#saving progress[value]')
  if (bar) sessionStorage.seen = `${bar.value}: ${bar.parentElement.innerText}`
}).observe(document, { childList: true, subtree: true })"""


@pytest.fixture
def desk(chromium, launch, var):
    """The window of the demonstration's coordinator."""
    port = free_port()
    launch("python", "manage.py", "up", "--port", str(port), VAR_DIR=var)
    assert eventually(lambda: get(f"http://127.0.0.1:{port}/healthz")[0] == 200, 90)
    context = chromium.new_context(base_url=f"http://127.0.0.1:{port}", viewport=DESK)
    page = context.new_page()
    page.goto("/demo/")
    page.get_by_role("button", name="Dana Whitfield").click()
    yield page
    context.close()


@pytest.fixture
def preview(desk):
    """The address of the preview of 3,000 people, which is shown."""
    desk.goto("/people/")
    desk.locator("a[href*='/cohorts/'][href$='/people/']").first.click()
    desk.get_by_role("link", name="Import a list").click()
    lines = "".join(f"Person {n},p{n}@long.example,Council {n // 9}\n" for n in range(MANY))
    file = {"name": "long.csv", "mimeType": "text/csv", "buffer": f"Name,Email,Organisation\n{lines}".encode()}
    desk.get_by_label("The list").set_input_files(file)
    desk.get_by_role("button", name="Show preview").click()
    desk.get_by_role("button", name=f"Add {MANY} people").wait_for()
    return desk.url


def test_while_a_long_list_is_saved_its_page_says_how_far_it_is(desk, preview):
    desk.add_init_script(WATCH)
    desk.reload()
    desk.get_by_role("button", name=f"Add {MANY} people").click()
    desk.get_by_text(f"{MANY} added").wait_for()
    done, words = desk.evaluate("sessionStorage.seen").split(": ")
    assert words.startswith(f"{done} of {MANY} people are written.")
    assert 0 < int(done) <= MANY


def test_a_long_list_is_saved_though_its_page_is_left(desk, preview):
    desk.evaluate("setTimeout(() => location.assign('/'), 700); document.getElementById('save').requestSubmit()")
    desk.wait_for_url(re.compile(r"^http://[^/]+/$"))
    desk.goto(preview)
    assert "You can leave this page; it goes on." in desk.locator("#saving").inner_text()
    desk.wait_for_url("**/people/")  # by itself, once it is over
    desk.get_by_role("link", name="Person 2999", exact=True).wait_for()
