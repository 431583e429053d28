"""A participant's week on a telephone: two minutes of progress, what was promised, a comment, a session."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from challenges.models import Comment, Commitment, Entry, Reflection
from tests import factories as make
from tests.browser.conftest import PHONE
from tests.workshops.acting import publish
from workshops.models import Reply

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def week(cast):
    """A workshop is nine days ahead; a challenge is shared with the set; one thing was promised for yesterday."""
    today = timezone.localdate()
    cast.workshop.days.update(
        date=today + timedelta(days=9),
        starts_at=timezone.now() + timedelta(days=9),
        ends_at=timezone.now() + timedelta(days=9, hours=6),
    )
    make.item(cast.workshop.days.get(), "Welcome")
    publish(cast)
    shared = {"audience": "set", "learning_set": cast.set_a}
    mine = make.challenge(cast.participant_place, "One early-help offer", **shared)
    make.commitment(
        cast.participant_place, "Ring two head teachers", challenge=mine, due_on=today - timedelta(days=1), **shared
    )
    entry = make.entry(mine, happened="They listened.", **shared)
    make.comment(entry, cast.set_mate, "Who was in the room?")
    return cast


@pytest.fixture
def phone(page, week, sign_in):
    page.set_viewport_size(PHONE)
    sign_in(week.participant)
    page.goto("/")
    return page


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def look(page, axe):
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_two_minutes_of_progress_from_the_home_page(phone, axe):
    look(phone, axe)
    phone.get_by_label("Slow").check()
    phone.get_by_label("One line about why").fill("The budget is not ours.")
    phone.get_by_label("Your set and its adviser").check()
    press(phone, "Save progress entry")
    expect(phone.get_by_text("Your progress entry is saved.")).to_be_visible()
    look(phone, axe)
    newest = Entry.objects.latest("pk")
    assert (newest.happened, newest.audience) == ("The budget is not ours.", "set")


def test_what_was_promised_is_told_and_carried_with_three_presses(phone, axe):
    phone.get_by_role("link", name="Say how it went").click()
    look(phone, axe)
    phone.get_by_role("radio", name="Carried").check()
    phone.get_by_label("One line about it").fill("One did, one is away.")
    phone.get_by_role("textbox", name="Carried to").fill(f"{timezone.localdate() + timedelta(days=7):%d %B %Y}")
    press(phone, "Save how it went")
    assert sorted(Commitment.objects.values_list("state", flat=True)) == ["carried", "open"]
    phone.goto("/")
    assert phone.locator("#steps li", has_text="Ring two head teachers").count() == 1


def test_a_comment_of_the_set_is_read_and_answered(phone, axe):
    phone.get_by_role("link", name="Open my challenge").click()
    phone.get_by_text("Who was in the room?").wait_for()
    phone.get_by_role("link", name="Comment on the entry").click()
    look(phone, axe)
    phone.get_by_label("Your comment").fill("Both heads, and nobody from health.")
    press(phone, "Add the comment")
    assert Comment.objects.count() == 2
    look(phone, axe)


def test_a_reply_and_after_the_session_a_reflection(phone, week, axe):
    phone.get_by_role("link", name="Open the session").click()
    look(phone, axe)
    phone.get_by_label("Coming", exact=True).check()
    press(phone, "Send reply")
    assert Reply.objects.get().answer == "coming"
    make.question(week.workshop, "What struck you most?")
    hour = timedelta(hours=1)
    week.workshop.days.update(starts_at=timezone.now() - 7 * hour, ends_at=timezone.now() - hour)
    phone.goto(week.workshop.get_absolute_url())
    phone.get_by_role("link", name="Reflect on it").click()
    phone.get_by_label("What struck you most?").fill("That nobody asked.")
    press(phone, "Save")
    assert Reflection.objects.get().text == "That nobody asked."
    look(phone, axe)
