from email import message_from_bytes, policy

import pytest

from cohorts.models import Person, Programme
from reminders import mail as mails
from reminders.expanding import expand
from reminders.kinds import read
from reminders.models import Message
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import DAY_BEFORE, WEEK_BEFORE, of, tick
from workshops.models import Session

pytestmark = pytest.mark.django_db


def mail_to(person, at=WEEK_BEFORE):
    """The mail of the week before to `person`, as a mail program reads it."""
    tick(NOW)
    expand(at)
    message = Message.objects.select_related("occasion__session", "person").get(person=person, occasion__due_at=at)
    letter = read([message], at)[message]
    return message_from_bytes(mails.write(letter, message).content, policy=policy.default)


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def calendars(mail):
    return [part for part in mail.walk() if part.get_content_type() == "text/calendar"]


def test_the_joining_facts_stand_whole_in_the_text(cast):
    Programme.objects.filter(pk=cast.programme.pk).update(
        office_name="Dana Whitfield", office_phone="01632 960 100", office_email="office@west.example"
    )
    venue = make.venue(cast.programme)
    venue.directions, venue.parking, venue.access = "Bus 12 from the station.", "Behind the hall.", "Lift by the desk."
    venue.save()
    ways_in = {"online_link": "https://meet.example/abc", "dial_in": "0117 496 0123"}
    cast.workshop.days.update(online_host="Pat Lindqvist, at the door", **ways_in)
    Session.objects.filter(pk=cast.workshop.pk).update(arrival="coffee from 09:30", bring="your challenge")
    text = text_of(mail_to(cast.participant))
    for fact in (
        "Hello Sam,",
        "Workshop 1 is in 7 days.",
        "Wednesday 3 March 2027",
        "10:00 to 16:30",
        "Where: Hartwell Hall",
        "Address: near Wexcombe, TA0 0AA",
        "Online: https://meet.example/abc",
        "Online host: Pat Lindqvist, at the door",
        "By telephone: 0117 496 0123",
        "Arrival: coffee from 09:30",
        "Bring: your challenge",
        "Bus 12 from the station.",
        "Behind the hall.",
        "Lift by the desk.",
        "Whom to ask: Dana Whitfield",
        "Telephone on the day: 01632 960 100",
        f"http://localhost:8000/sessions/{cast.workshop.pk}/",
    ):
        assert fact in text


def test_the_day_before_it_says_tomorrow(cast):
    assert "Workshop 1 is tomorrow." in text_of(mail_to(cast.participant, DAY_BEFORE))


def test_replies_go_to_the_office_and_machines_are_told_not_to_answer(cast):
    Programme.objects.update(office_name="Dana Whitfield", office_email="office@west.example")
    mail = mail_to(cast.participant)
    assert mail["Reply-To"] == "Dana Whitfield <office@west.example>"
    assert mail["From"] == "Programme office <office@localhost>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == of(cast.participant).message_id


def test_the_calendar_part_asks_its_one_reader(cast):
    (part,) = calendars(mail_to(cast.participant))
    assert part["Content-Type"].params["method"] == "REQUEST"
    event = part.get_content().replace("\r\n ", "").replace("\n ", "")
    assert "METHOD:REQUEST" in event
    assert f"UID:{cast.workshop.days.get().uid}" in event
    assert "DTSTART;TZID=Europe/London:20270303T100000" in event
    assert "mailto:office@localhost" in event
    assert event.count("ATTENDEE") == 1
    assert "mailto:participant@cast.example" in event


def test_each_standing_day_has_its_calendar_part(cast):
    make.day(cast.workshop, make.date(2027, 3, 4))
    make.day(cast.workshop, make.date(2027, 3, 5), cancelled_at=NOW)
    assert len(calendars(mail_to(cast.participant))) == 2


@pytest.mark.parametrize("kind", ["set_meeting", "coaching"])
def test_a_set_meeting_and_coaching_are_a_programme_meeting_to_whoever_reads_the_mailbox(cast, kind):
    cast.workshop.days.update(cancelled_at=NOW)
    whose = {"set_meeting": {"learning_set": cast.set_a}, "coaching": {"coaching_pair": cast.pair}}[kind]
    make.session(cast.cohort, "Secret set name", kind=kind, title="Secret title", changed_at=NOW, **whose)
    for person in (cast.participant, cast.office_contact):
        mail = mail_to(person)
        assert mail["Subject"] == "Programme meeting: Wed 3 March, 10:00 to 16:30"
        assert "Secret" not in mail.as_string()
        assert "Programme meeting" in calendars(mail)[0].get_content()


def test_whoever_keeps_a_diary_is_not_sent_to_a_page_they_cannot_open(cast):
    cast.workshop.days.update(cancelled_at=NOW)
    make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a, changed_at=NOW)
    assert "/sessions/" not in mail_to(cast.office_contact).as_string()


def test_whoever_keeps_a_diary_is_not_told_the_way_in_to_a_set_meeting(cast):
    Session.objects.all().delete()
    meeting = make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a, changed_at=NOW)
    meeting.days.update(online_link="https://meet.example/door", dial_in="door 42")
    assert "meet.example" in text_of(mail_to(cast.participant))
    assert "door 42" not in mail_to(cast.office_contact).as_string()
    assert "meet.example" not in mail_to(cast.office_contact).as_string()
    assert "/sessions/" in mail_to(cast.participant).as_string()


HOSTILE = "Sam\r\nBcc: everyone@evil.example\r\n\r\n<script>alert(1)</script>"


def test_a_line_break_in_a_name_becomes_no_header(cast):
    Person.objects.filter(pk=cast.participant.pk).update(name=HOSTILE)
    Session.objects.filter(pk=cast.workshop.pk).update(name=HOSTILE)
    Programme.objects.update(office_name=HOSTILE, office_email="office@west.example", name=HOSTILE)
    mail = mail_to(cast.participant)
    assert mail["Bcc"] is None
    assert len(mail["To"].addresses) == 1
    assert mail["To"].addresses[0].addr_spec == "participant@cast.example"
    assert "Bcc: everyone@evil.example" not in [line.strip() for line in str(mail["Subject"]).splitlines()]


@pytest.mark.parametrize("name", ["Ελένη Παπαδοπούλου", "محمد علي", "王小明", 'Anna "Nan" Smith', "Zoë 🎓 Brown"])
def test_names_in_any_script_arrive_whole(cast, name):
    Person.objects.filter(pk=cast.participant.pk).update(name=name)
    mail = mail_to(cast.participant)
    assert mail["To"].addresses[0].display_name == name
    assert name.split()[0] in text_of(mail)


def test_text_is_not_escaped_as_if_it_were_a_page(cast):
    Session.objects.filter(pk=cast.workshop.pk).update(name="Q&A <live> {{7*7}}")
    mail = mail_to(cast.participant)
    assert "Q&A <live> {{7*7}} is in 7 days." in text_of(mail)
    assert str(mail["Subject"]).startswith("Q&A <live> {{7*7}}: Wed 3 March")
