import pytest
from django.core import mail
from django.urls import reverse

from reminders.mailbox import mails
from tests.reminders.story import INVITED, WEEK_BEFORE, tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept_in_files(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def test_mails_kept_in_files_are_read_back_as_their_readers_see_them(cast, kept_in_files):
    tick(WEEK_BEFORE)
    found = mails(kept_in_files)
    assert len(found) == len(INVITED)
    sam = next(one for one in found if "Sam Okafor" in one.to)
    assert sam.subject == "Workshop 1: Wed 3 March, 10:00 to 16:30"
    assert "Hello Sam," in sam.text
    assert sam.events == ["West Country Leadership Programme: Workshop 1"]


def test_other_mails_are_shown_too(kept_in_files):
    mail.send_mail("Your code", "ABC-DEF\n" + "-" * 30, "office@here.example", ["sam@here.example"])
    (one,) = mails(kept_in_files)
    assert one.subject == "Your code"
    assert "ABC-DEF" in one.text


def test_in_the_demonstration_anyone_may_look(client, cast, kept_in_files, settings):
    settings.DEMO = True
    mail.send_mail("<b>Bold</b>", "<script>alert(1)</script>", "office@here.example", ["sam@here.example"])
    tick(WEEK_BEFORE)
    html = client.get(reverse("demo_mail")).content.decode()
    assert "8 mails went out" in html
    assert "With a calendar entry: West Country Leadership Programme: Workshop 1" in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html


def test_before_the_first_mail_it_says_when_they_come(client, kept_in_files, settings):
    settings.DEMO = True
    assert "No mail has gone out yet" in client.get(reverse("demo_mail")).content.decode()


def test_outside_the_demonstration_there_is_no_such_page(client, kept_in_files):
    assert client.get(reverse("demo_mail")).status_code == 404
