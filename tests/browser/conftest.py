"""A real Chromium before a real server. Skipped aloud where there is none; with REQUIRE_BROWSER=1 that is a failure."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests import factories as make
from tests.proof import Signing
from tests.workshops.acting import real_day

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps an event loop in the thread of the tests

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    """Whatever stands in this folder is a browser test."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium, for the whole session."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = "No Chromium on PATH: the browser tests did not run."
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server):
    """A fresh desktop window whose addresses start at the live server. A script error or a blocked script fails it."""
    context = chromium.new_context(
        base_url=f"http://localhost:{live_server.thread.port}", viewport=DESK, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: "Content Security Policy" in said.text and complaints.append(said.text))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def sign_in(page):
    """sign_in(person) gives the window the session of `person`."""

    def sign_in(person):
        client = Signing()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        page.context.clear_cookies(name=name)
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "domain": "localhost", "path": "/"}]
        )

    return sign_in


@pytest.fixture
def desk(cast, page, sign_in):
    """The editor of the workshop before a facilitator. It is never loaded a second time."""
    sign_in(cast.facilitator)
    page.goto(cast.workshop.get_absolute_url())
    page.evaluate("window.untouched = true")
    yield page
    assert page.evaluate("window.untouched === true")


@pytest.fixture
def full_day(cast):
    """The workshop has its fourteen items before the editor is opened."""
    return {item.title: item for item in real_day(cast.workshop)}


@pytest.fixture
def letters(cast):
    """The workshop has three items before the editor is opened: a, b, c."""
    day = cast.workshop.days.get()
    for title in "abc":
        make.item(day, title)
    return day


@pytest.fixture
def axe():
    """axe(page) fails with a report when the page breaks a rule of WCAG 2.2 A or AA or a best practice."""

    def axe(page):
        results = Axe().run(page, options={"runOnly": TAGS, "rules": {"target-size": {"enabled": True}}})
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return axe


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
