"""A participant on a phone: the challenge, an entry, a commitment, each for readers of their choice."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from challenges.models import Challenge, Commitment, Entry
from cohorts.audience import Audience
from tests import factories as make
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("SHOTS")  # a folder, to look at the pages


@pytest.fixture
def phone(page, cast, sign_in):
    page.set_viewport_size(PHONE)
    sign_in(cast.participant)
    return page


def look(page, name, axe):
    """In both colours: nothing that axe finds, nothing that scrolls sideways."""
    for theme in ("light", "dark"):
        page.evaluate(f"document.documentElement.dataset.bsTheme = '{theme}'")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{page.viewport_size['width']}-{theme}.png", full_page=True)


def test_a_leader_writes_on_a_phone_and_sees_who_can_read(phone, axe):
    phone.goto("/challenge/")
    look(phone, "none-yet", axe)
    phone.get_by_role("link", name="Write a first draft").click()
    look(phone, "write", axe)
    phone.get_by_label("In a few words").fill("One early-help offer for under-fives")
    phone.get_by_label("What are you trying to change?").fill("Getting three services to agree one offer.")
    phone.get_by_label("Your set and its adviser").check()
    phone.get_by_role("button", name="Save challenge").click()
    assert phone.get_by_role("heading", level=1).inner_text() == "One early-help offer for under-fives"
    assert "Set 1 and its adviser can read this" in phone.locator(".hb-title").inner_text()

    phone.get_by_role("link", name="Add a progress entry").click()
    assert phone.locator("input[name=mood]:checked").count() == 0
    phone.get_by_role("button", name="Save progress entry").click()
    assert phone.locator(".hb-errors").evaluate("box => box === document.activeElement")
    look(phone, "entry-errors", axe)
    phone.get_by_label("Slow").check()
    phone.get_by_label("What happened").fill("They listened, with a condition.")
    phone.get_by_label("Facilitators", exact=False).check()
    soon = timezone.localdate() + timedelta(days=9)
    phone.get_by_text("A commitment to go with it").click()
    phone.get_by_label("A commitment").fill("Send the heads two pages of evidence")
    phone.get_by_label("By when").fill(f"{soon:%d %B %Y}")
    phone.get_by_role("button", name="Save progress entry").click()
    assert phone.locator(".hb-log .hb-vis").inner_text() == "Facilitators can read this"
    assert Entry.objects.get().audience == Audience.FACILITATORS
    assert Commitment.objects.get().due_on == soon

    phone.get_by_role("link", name="Share with… (entry of").click()
    phone.get_by_label("Only you").check()
    phone.get_by_role("button", name="Save who can read it").click()
    assert phone.locator(".hb-log .hb-vis").inner_text() == "Only you can read this"

    phone.get_by_role("link", name="Add a commitment").click()
    look(phone, "commitment", axe)
    phone.get_by_label("What I will do").fill("Ring two head teachers")
    phone.get_by_label("Everyone in your cohort").check()
    phone.get_by_role("button", name="Save commitment").click()
    phone.get_by_role("link", name="Ring two head teachers").first.click()
    look(phone, "how-it-went", axe)
    phone.get_by_label("Done").check()
    phone.get_by_label("One line about it").fill("Both said yes.")
    phone.get_by_role("button", name="Save how it went").click()
    assert "Both said yes." in phone.locator("#commitments").inner_text()
    look(phone, "challenge", axe)
    kept = phone.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert not [words for words in ("early-help", "services", "listened", "evidence", "head teachers") if words in kept]
    assert [each.audience for each in Challenge.objects.all()] == ["set"]


def test_an_entry_is_written_without_scripts(chromium, page, cast, sign_in):
    challenge = make.challenge(cast.participant_place)
    sign_in(cast.participant)
    plain = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    plain.add_cookies(page.context.cookies())
    page.goto("/challenge/")
    window = plain.new_page()
    window.goto(page.url.split("/challenges")[0] + f"/challenges/{challenge.pk}/entries/new/")
    window.get_by_label("Moving").check()
    window.get_by_role("button", name="Save progress entry").click()
    assert window.get_by_role("heading", name="Moving").is_visible()
    plain.close()
    assert Entry.objects.get().mood == "moving"


def a_full_company(cast):
    """Enough to look at: every label, every state, a second member who shares."""
    mine = make.challenge(
        cast.participant_place,
        "One early-help offer for under-fives",
        why="Three families told me the same story in one week.",
        who="Schools, health visitors, family hubs.\nNone of them works for me.",
        progress_would_be="A shared front page by May.",
        themes="early help, schools",
        audience="set",
        learning_set=cast.set_a,
    )
    make.entry(mine, mood="moving", tried="A visit", happened="They listened.", next="Go back.", audience="cohort")
    make.entry(mine, mood="stuck", happened="", at=make.NOW - timedelta(days=4))
    make.entry(mine, kind="visit", whom="Harbour family hub", happened="", taught="The door matters.")
    make.self_check(mine, matters_why="I wake up over it.", live="unsure", others="partly", good="no")
    make.stage_move(mine, "tried", more="Both heads said so.")
    make.draft(cast.participant_place)
    today = timezone.localdate()
    shown = {"challenge": mine, "audience": "set", "learning_set": cast.set_a}
    make.commitment(cast.participant_place, "Ask the lead what would make it worth her time", **shown)
    make.commitment(cast.participant_place, "One page on what families say", due_on=today - timedelta(days=3), **shown)
    closed = {"closed_at": make.NOW, "outcome": "Both said yes."}
    for state in ("done", "changed", "dropped", "carried"):
        make.commitment(cast.participant_place, "Ring two head teachers", state=state, **closed, **shown)
    other = make.challenge(cast.set_mate_place, "A budget that three trusts share", audience="cohort")
    make.entry(other, audience="set", learning_set=cast.set_a)
    make.session(cast.cohort, "Set meeting", on=today + timedelta(days=9), kind="set_meeting", learning_set=cast.set_a)
    return mine


@pytest.mark.parametrize("size", [PHONE, DESK, {"width": 320, "height": 640}], ids=["phone", "desk", "narrow"])
def test_every_page_of_the_room_is_clean_in_both_colours(page, cast, sign_in, axe, size):
    mine = a_full_company(cast)
    page.set_viewport_size(size)
    sign_in(cast.participant)
    for name, path in [
        ("full-challenge", f"/challenges/{mine.pk}/"),
        ("edit", f"/challenges/{mine.pk}/edit/"),
        ("entry", f"/challenges/{mine.pk}/entries/new/"),
        ("marks", f"/challenges/{mine.pk}/marks/"),
        ("stage", f"/challenges/{mine.pk}/stage/"),
        ("share", f"/challenges/{mine.pk}/share/"),
        ("set", f"/sets/{cast.set_a.pk}/"),
        ("who-can-see", "/who-can-see-what/"),
        ("home", "/"),
    ]:
        page.goto(path)
        look(page, name, axe)
    sign_in(cast.facilitator)
    for name, path in [("cohort", f"/cohorts/{cast.cohort.pk}/challenges/"), ("read", f"/challenges/{mine.pk}/")]:
        page.goto(path)
        look(page, name, axe)
    sign_in(cast.adviser)
    page.goto("/sets/")
    look(page, "sets", axe)


def test_the_page_for_an_entry_is_light(page, cast, sign_in):
    challenge = make.challenge(cast.participant_place)
    sign_in(cast.participant)
    page.goto(f"/challenges/{challenge.pk}/entries/new/")
    assert len(page.content().encode()) < 30_000
