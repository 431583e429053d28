"""What goes and what went, as the office lives it: looked up, moved with its preview, paused, written, replied to."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format

from cohorts.models import Membership
from reminders.models import Broadcast
from reminders.services import tick
from tests import factories as make
from tests.browser.conftest import PHONE
from workshops.models import Reply


@pytest.fixture(autouse=True)
def _long_since(cast):
    """Everybody has been on the programme for months."""
    Membership.objects.update(joined_at=timezone.now() - timedelta(days=90))


@pytest.fixture
def lab(cast):
    """A session in six days of which everybody has been told."""
    made = make.session(
        cast.cohort, "Strategy lab", on=timezone.localdate() + timedelta(days=6), changed_at=timezone.now()
    )
    tick(timezone.now())
    assert mails_to(cast.participant, "Strategy lab")
    return made


def mails_to(person, start):
    return [one for one in mail.outbox if f"<{person.email}>" in one.to[0] and one.subject.startswith(start)]


def press(page, name):
    page.get_by_role("button", name=name).first.click()


def test_the_office_looks_up_what_one_person_gets_and_got(page, cast, lab, sign_in):
    sign_in(cast.coordinator)
    page.goto("/")
    page.get_by_role("link", name="Messages", exact=True).first.click()
    page.get_by_label("Person").fill("okafor")
    press(page, "Show messages")
    rows = page.get_by_role("row", name=re.compile("Strategy lab"))
    assert rows.count() == 1
    assert "Sam Okafor" in rows.inner_text()
    page.get_by_role("link", name="What is due next").click()
    page.get_by_label("Person").fill("okafor")
    press(page, "Show what is due")
    heading = page.get_by_role("heading", name=re.compile("Strategy lab"))
    article = page.locator("article", has=heading).first
    assert "Sam Okafor" in article.inner_text()
    assert "Robin Ashworth" not in page.locator("main").inner_text()


def test_a_session_is_moved_after_seeing_what_it_touches_and_the_mail_says_so(page, cast, lab, sign_in):
    to = timezone.localdate() + timedelta(days=40)
    sign_in(cast.facilitator)
    page.goto(lab.get_absolute_url())
    page.get_by_role("link", name="Move the session").click()
    page.get_by_label("First day on").fill(f"{to.day} {to:%B %Y}")
    press(page, "See what it touches")
    main = page.locator("main").inner_text()
    assert "were told of it and get one mail each with the difference" in main
    assert "Sam Okafor" in main
    press(page, "Move it")
    page.wait_for_url(f"**{lab.get_absolute_url()}")
    assert "get one mail each in two minutes" in page.locator("body").inner_text()
    assert lab.days.get().date == to
    tick(timezone.now() + timedelta(minutes=3))
    [notice] = mails_to(cast.participant, "Moved: Strategy lab")
    assert f"Is now: {date_format(to, 'l j F Y')}" in notice.body


def test_a_session_is_cancelled_after_seeing_who_hears_of_it_and_the_mail_says_so(page, cast, lab, sign_in):
    sign_in(cast.facilitator)
    page.goto(lab.get_absolute_url())
    page.get_by_role("link", name="Cancel the session").click()
    main = page.locator("main").inner_text()
    assert "were told of it and get one mail each" in main
    assert "Sam Okafor" in main
    assert lab.days.get().cancelled_at is None
    press(page, "Cancel it")
    page.wait_for_url(f"**{lab.get_absolute_url()}")
    assert lab.days.get().cancelled_at
    tick(timezone.now() + timedelta(minutes=3))
    assert len(mails_to(cast.participant, "Cancelled: Strategy lab")) == 1


def test_the_office_narrows_what_went_and_what_is_due_by_date(page, cast, lab, sign_in):
    today, day_before = timezone.localdate(), timezone.localdate() + timedelta(days=5)
    sign_in(cast.coordinator)
    page.goto("/messages/")
    narrow(page, today, today, "Show messages")
    assert page.get_by_role("row", name=re.compile("Strategy lab")).count()
    narrow(page, today - timedelta(days=9), today - timedelta(days=8), "Show messages")
    assert not page.get_by_role("row", name=re.compile("Strategy lab")).count()
    page.get_by_role("link", name="What is due next").click()
    narrow(page, day_before, day_before, "Show what is due")
    assert page.get_by_role("heading", name=re.compile("Strategy lab")).count() == 1
    narrow(page, day_before + timedelta(days=20), day_before + timedelta(days=21), "Show what is due")
    assert not page.get_by_role("heading", name=re.compile("Strategy lab")).count()


def narrow(page, since, until, button):
    page.get_by_label("From").fill(since.isoformat())
    page.get_by_label("To", exact=True).fill(until.isoformat())
    press(page, button)
    page.wait_for_url(f"**since={since}&until={until}**")


def test_messages_are_paused_and_go_on_after_a_look_at_what_waits(page, cast, sign_in):
    tick(timezone.now())
    sign_in(cast.coordinator)
    page.goto("/messages/watch/")
    press(page, "Pause its messages")
    page.goto("/")
    page.get_by_text("Messages are paused.").wait_for()
    make.session(cast.cohort, "Strategy lab", on=timezone.localdate() + timedelta(days=6), changed_at=timezone.now())
    tick(timezone.now())
    assert not mails_to(cast.participant, "Strategy lab")
    page.get_by_role("link", name="See which, and go on").click()
    page.get_by_role("link", name=re.compile("See what goes, then go on")).click()
    assert "Strategy lab" in page.locator("main").inner_text()
    press(page, "Go on sending")
    page.get_by_text("Messages go on").wait_for()
    tick(timezone.now() + timedelta(seconds=30))
    assert mails_to(cast.participant, "Strategy lab")


def write(page, subject):
    page.goto("/messages/written/")
    page.get_by_role("link", name="Write a message").click()
    page.get_by_label("To").select_option(label="Spring 2027: all participants")
    page.get_by_label("Subject").fill(subject)
    page.get_by_label("Message").fill("Dear {first_name}, the car park is shut.")
    press(page, "See who gets it")
    assert "Dear Ellis, the car park is shut." in page.locator("main").inner_text()
    press(page, "Send it in ten minutes")
    page.get_by_role("button", name="Take it back").first.wait_for()


def test_a_message_to_many_shows_every_name_and_goes_unless_it_is_taken_back(page, cast, sign_in):
    sign_in(cast.coordinator)
    write(page, "Bus times")
    tick(timezone.now() + timedelta(minutes=11))
    assert len(mails_to(cast.participant, "Bus times")) == 1
    write(page, "Car park")
    press(page, "Take it back")
    page.get_by_text("Nobody gets it.").first.wait_for()
    assert Broadcast.objects.get(subject="Car park").taken_back_at
    tick(timezone.now() + timedelta(minutes=11))
    assert not mails_to(cast.participant, "Car park")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_participant_replies_by_the_link_without_signing_in(chromium, live_server, cast, lab, scripts):
    link = re.search(r"https?://[^/]+(/r/\S+)", mails_to(cast.participant, "Strategy lab")[0].body)[1]
    context = chromium.new_context(viewport=PHONE, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"http://localhost:{live_server.thread.port}{link}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("radio", name="Coming").check()
    press(page, "Send reply")
    page.get_by_role("heading", name="Thank you").wait_for()
    context.close()
    assert Reply.objects.get().answer == "coming"
