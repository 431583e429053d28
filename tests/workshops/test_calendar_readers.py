"""Two readers that know nothing of each other make the same of what we write: icalendar, and vobject."""

from datetime import UTC, date, datetime, time

import pytest
import vobject
from icalendar import Calendar

from cohorts.models import Venue
from tests import factories as make
from tests.workshops.test_calendar import lines
from workshops.calendar import calendar_of

PAGE = "https://leaders.example/sessions/1"
OFFICE, SAM = ("Programme office", "office@x.example"), ("Sam Okafor", "sam@x.example")
SCRIPTS = 'Ελένη "Nan" Ó Súilleabháin, 王小明; محمد علي 🎓\\n C:\\ <b>&'
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)  # the clocks change at 01:00 UTC


@pytest.fixture
def day(db):
    programme = make.programme(office_name="Dana Whitfield", office_phone="07700 900218")
    return make.session(make.cohort(programme)).days.select_related("session__cohort__programme", "venue").get()


def by_icalendar(content):
    """What the library that writes our files reads in them: a dictionary an event."""
    return [
        {
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "status": str(event["STATUS"]),
            "starts": event["DTSTART"].dt.astimezone(UTC),
            "ends": event["DTEND"].dt.astimezone(UTC),
            "wall": event["DTSTART"].dt.replace(tzinfo=None),
            "summary": str(event["SUMMARY"]),
            "location": str(event.get("LOCATION", "")),
            "description": str(event["DESCRIPTION"]),
        }
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


def by_vobject(content):
    """The same by the other reader, which takes the zone from the rules in the file."""
    return [
        {
            "uid": event.uid.value,
            "sequence": int(event.sequence.value),
            "status": event.status.value,
            "starts": event.dtstart.value.astimezone(UTC),
            "ends": event.dtend.value.astimezone(UTC),
            "wall": event.dtstart.value.replace(tzinfo=None),
            "summary": event.summary.value,
            "location": event.location.value if hasattr(event, "location") else "",
            "description": event.description.value,
        }
        for event in vobject.readOne(content.decode()).contents.get("vevent", [])
    ]


def read(content):
    """What both readers say, when they say the same."""
    lines(content)  # CRLF, and no line over 75 octets
    one, other = by_icalendar(content), by_vobject(content)
    assert one == other
    return one


def written(*days, method="PUBLISH", **people):
    return calendar_of(list(days), method, url=lambda _: PAGE, **people)


@pytest.mark.parametrize(
    ("on", "opens", "closes", "starts", "ends"),
    [
        (SPRING, time(0, 30), time(9), (28, 0, 30), (28, 8, 0)),
        (SPRING, time(2, 30), time(4), (28, 1, 30), (28, 3, 0)),
        (SPRING, time(9), time(17), (28, 8, 0), (28, 16, 0)),
        (date(2027, 3, 27), time(9), time(23, 30), (27, 9, 0), (27, 23, 30)),
        (date(2027, 3, 29), time(0, 30), time(9), (28, 23, 30), (29, 8, 0)),
        (AUTUMN, time(0, 30), time(9), (30, 23, 30), (31, 9, 0)),
        (AUTUMN, time(2, 30), time(4), (31, 2, 30), (31, 4, 0)),
        (AUTUMN, time(9), time(17), (31, 9, 0), (31, 17, 0)),
        (date(2027, 10, 30), time(9), time(23, 30), (30, 8, 0), (30, 22, 30)),
    ],
)
def test_around_both_nights_of_2027_a_day_is_at_its_wall_time_and_its_instant(day, on, opens, closes, starts, ends):
    night = make.day(day.session, on, opens=opens, closes=closes)
    [event] = read(written(night))
    assert event["wall"] == datetime.combine(on, opens)
    month = 3 if on.month == 3 else 10
    assert event["starts"] == datetime(2027, month, *starts, tzinfo=UTC) == night.starts_at
    assert event["ends"] == datetime(2027, month, *ends, tzinfo=UTC) == night.ends_at


@pytest.mark.parametrize(("on", "opens"), [(SPRING, time(1, 30)), (AUTUMN, time(1, 30)), (AUTUMN, time(1))])
def test_at_an_hour_that_is_missing_or_comes_twice_it_starts_when_the_day_does(day, on, opens):
    night = make.day(day.session, on, opens=opens, closes=time(9))
    [event] = read(written(night))
    assert event["starts"] == night.starts_at


def test_another_zone_is_at_its_instant(db):
    athens = make.session(make.cohort(zone="Europe/Athens")).days.get()
    [event] = read(written(athens))
    assert (event["starts"], event["ends"]) == (athens.starts_at, athens.ends_at)


def test_quotes_commas_and_letters_of_any_script_come_back_whole(day):
    day.session.name = day.session.arrival = SCRIPTS
    day.venue = Venue(programme=day.session.cohort.programme, name=SCRIPTS, address=f"2; High St, {SCRIPTS}")
    [event] = read(written(day))
    assert event["summary"] == f"West Country Leadership Programme: {SCRIPTS}"
    assert event["location"] == f"{SCRIPTS}, 2; High St, {SCRIPTS}"
    assert event["description"].splitlines()[0] == SCRIPTS


@pytest.mark.parametrize("letter", ["é", "王", "🎓", "👩🏽‍🏫", "می‌خواهم", "a"])
@pytest.mark.parametrize("shift", range(4))
def test_lines_are_folded_by_octets_and_never_inside_a_letter(day, letter, shift):
    day.session.arrival = "x" * shift + letter * 120
    content = written(day)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert all(line.decode() for line in content.split(b"\r\n")[:-1])  # each line is whole letters
    assert read(content)[0]["description"].splitlines()[0] == "x" * shift + letter * 120


@pytest.mark.parametrize("name", ["Sam Okafor", "O'Rourke, Zoë; Dr: (MBE)", "王小明 🎓", "محمد علي", "Łaski " * 30])
def test_an_invitation_names_its_one_reader_to_both(day, name):
    content = written(day, method="REQUEST", organizer=OFFICE, attendee=(name, "sam@x.example"))
    [one] = Calendar.from_ical(content).walk("VEVENT")
    other = vobject.readOne(content.decode()).vevent
    assert [one["ATTENDEE"], other.attendee.value] == ["mailto:sam@x.example"] * 2
    assert [one["ATTENDEE"].params["CN"], other.attendee.params["CN"][0]] == [name.strip()] * 2
    assert [one["ORGANIZER"], other.organizer.value] == ["mailto:office@x.example"] * 2
    assert len(other.contents["attendee"]) == 1


def test_a_quote_in_a_name_becomes_one_that_a_parameter_can_hold(day):
    content = written(day, method="REQUEST", organizer=OFFICE, attendee=('Anna "Nan" Smith', "nan@x.example"))
    assert vobject.readOne(content.decode()).vevent.attendee.params["CN"] == ["Anna 'Nan' Smith"]


def test_a_day_that_was_cancelled_is_taken_off_under_its_own_name(day):
    asked = read(written(day, method="REQUEST", organizer=OFFICE, attendee=SAM))[0]
    day.cancelled_at, day.sequence = make.NOW, day.sequence + 1
    content = written(day, method="CANCEL", organizer=OFFICE, attendee=SAM)
    [off] = read(content)
    assert Calendar.from_ical(content)["METHOD"] == vobject.readOne(content.decode()).method.value == "CANCEL"
    assert (off["uid"], off["status"]) == (asked["uid"], "CANCELLED")
    assert off["sequence"] > asked["sequence"]
    assert off["description"].startswith("This day is cancelled.")


def test_a_day_that_goes_on_without_its_reader_is_taken_off_and_not_called_cancelled(day):
    [off] = read(written(day, method="CANCEL", organizer=OFFICE, attendee=SAM))
    assert off["status"] == "CANCELLED"
    assert "cancelled" not in off["description"]


def test_a_day_that_moved_is_the_same_event_at_another_time(day):
    before = read(written(day, method="REQUEST", organizer=OFFICE, attendee=SAM))[0]
    day.date, day.sequence = date(2027, 4, 14), 1
    day.save()
    [after] = read(written(day, method="REQUEST", organizer=OFFICE, attendee=SAM))
    assert (after["uid"], after["sequence"], after["status"]) == (before["uid"], 1, "CONFIRMED")
    assert after["starts"] == datetime(2027, 4, 14, 9, tzinfo=UTC)


def test_nothing_to_tell_is_still_a_calendar_to_both():
    assert read(written()) == []
