"""The calendar parts of a mail, as a mail program reads them from the bytes on the wire."""

from email import message_from_bytes, policy

import pytest
import vobject
from icalendar import Calendar

from cohorts.models import Person
from reminders import wire
from reminders.letter import Letter
from reminders.mail import compose
from reminders.models import Message, Occasion
from reminders.verdict import Facts
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def days(cast):
    """Three days of a residential; the last one is cancelled."""
    residential = make.session(cast.cohort, "Residential", days=3, kind="residential")
    residential.days.filter(date=make.date(2027, 3, 5)).update(cancelled_at=NOW, sequence=3)
    return list(residential.days.select_related("session__cohort__programme", "venue", "room"))


def mail(cast, asked=(), off=()):
    """The mail to the participant that asks for the days `asked` and takes off the days `off`, read from its bytes."""
    who, facts = cast.participant, Facts(now=NOW, due_at=NOW, worth_until=NOW)
    letter = Letter(who, who.email, cast.programme, "before_session", facts, days=list(asked), cancelled=list(off))
    letter.said[who.language, None] = "Residential", "What has changed."
    message = Message(occasion=Occasion(), person=who)
    return message_from_bytes(wire.content(compose(letter, message)), policy=policy.default)


def parts(mail):
    """(method in the header, the object as bytes, file name) of each calendar part, in order."""
    found = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return [
        (part["Content-Type"].params["method"], part.get_payload(decode=True), part.get_filename()) for part in found
    ]


def told(content):
    """What both readers find in one object: method, uid, status, sequence; and there is one reader, and one sender."""
    one = Calendar.from_ical(content)
    [event] = one.walk("VEVENT")
    other = vobject.readOne(content.decode())
    assert [row.value for row in other.vevent.contents["attendee"]] == ["mailto:participant@cast.example"]
    assert str(event["ATTENDEE"]) == "mailto:participant@cast.example"
    assert [row.value for row in other.vevent.contents["organizer"]] == ["mailto:office@localhost"]
    said = (str(one["METHOD"]), str(event["UID"]), str(event["STATUS"]), int(event["SEQUENCE"]))
    by_other = other.vevent
    assert said == (other.method.value, by_other.uid.value, by_other.status.value, int(by_other.sequence.value))
    return said


def test_days_asked_for_and_days_taken_off_are_objects_of_their_own_with_one_method_each(cast, days):
    found = parts(mail(cast, asked=days[:2], off=days[2:]))
    assert [method for method, _, _ in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [told(content) for _, content, _ in found] == [
        ("REQUEST", str(days[0].uid), "CONFIRMED", 0),
        ("REQUEST", str(days[1].uid), "CONFIRMED", 0),
        ("CANCEL", str(days[2].uid), "CANCELLED", 3),
    ]


def test_the_first_part_stands_beside_the_text_and_the_rest_are_attached(cast, days):
    read = mail(cast, asked=days[:2], off=days[2:])
    beside, *attached = read.iter_parts()
    assert [part.get_content_type() for part in beside.iter_parts()] == ["text/plain", "text/calendar"]
    assert [part.get_content_disposition() for part in attached] == ["attachment", "attachment"]
    assert [part.get_filename() for part in attached] == ["2027-03-04-request.ics", "2027-03-05-cancel.ics"]


def test_where_everything_is_cancelled_the_cancellation_stands_beside_the_text(cast, days):
    read = mail(cast, off=days[2:])
    assert read.get_content_type() == "multipart/alternative"
    [(method, content, name)] = parts(read)
    assert (method, name) == ("CANCEL", None)
    assert told(content) == ("CANCEL", str(days[2].uid), "CANCELLED", 3)


def test_a_move_asks_again_under_the_same_name_and_a_higher_number(cast, days):
    [(_, before, _)] = parts(mail(cast, asked=days[:1]))
    days[0].date, days[0].sequence = make.date(2027, 4, 14), 1
    days[0].save()
    days[0].__dict__.pop("_events")  # read anew by the next batch
    [(_, after, _)] = parts(mail(cast, asked=days[:1]))
    assert told(before) == ("REQUEST", str(days[0].uid), "CONFIRMED", 0)
    assert told(after) == ("REQUEST", str(days[0].uid), "CONFIRMED", 1)
    assert b"DTSTART;TZID=Europe/London:20270414T100000" in after


def test_a_day_is_taken_off_and_asked_for_from_the_same_batch_without_mixing_the_two(cast, days):
    [(_, asked, _)] = parts(mail(cast, asked=days[:1]))
    [(_, off, _)] = parts(mail(cast, off=days[:1]))
    assert (told(asked)[0], told(off)[0]) == ("REQUEST", "CANCEL")
    assert told(off)[2] == "CANCELLED"


def test_a_mail_without_days_has_no_calendar_part(cast):
    read = mail(cast)
    assert read.get_content_type() == "text/plain"
    assert parts(read) == []


@pytest.mark.parametrize(
    "name", ["END:VEVENT", "x" * 30 + " END:VEVENT " + "y" * 60, "Ende\r\nEND:VEVENT\r\nBEGIN:VALARM"]
)
def test_words_that_look_like_the_end_of_an_event_take_no_reader_in(cast, days, name):
    for day in days:
        day.session.name = day.session.arrival = name
    Person.objects.filter(pk=cast.participant.pk).update(name=name)
    cast.participant.name = name
    [(_, content, _)] = parts(mail(cast, asked=days[:1]))
    assert told(content)[0] == "REQUEST"
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert event["SUMMARY"].endswith(" ".join(name.split()))
    assert event.subcomponents == []


@pytest.mark.parametrize("name", ["Łucja, Zoë; Dr: (MBE)", "王小明 🎓", "محمد علي", "می‌خواهم"])
def test_lines_of_any_script_keep_their_ends_and_their_length_through_the_mail(cast, days, name):
    cast.participant.name = name
    days[0].session.arrival = f"{name} " * 40
    for _, content, _ in parts(mail(cast, asked=days[:1], off=days[1:2])):
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert max(map(len, content.split(b"\r\n"))) <= 75
        assert vobject.readOne(content.decode()).vevent.attendee.params["CN"] == [name]
