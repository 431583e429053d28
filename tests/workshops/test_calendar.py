from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from cohorts.models import CoachingPair, Room, Venue
from tests import factories as make
from workshops.calendar import EUROPE_LONDON, calendar_of, event_for

PAGE = "https://leaders.example/sessions/1"


def url(_day):
    return PAGE


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


def lines(content):
    """A second reader, of our own: the unfolded lines, by the letter of RFC 5545."""
    text = content.decode()
    assert text.endswith("\r\n")
    folded = text.split("\r\n")[:-1]
    assert not any("\n" in line or "\r" in line for line in folded)
    assert all(len(line.encode()) <= 75 for line in folded)
    unfolded = []
    for line in folded:
        if line.startswith(" "):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    return unfolded


def names(content):
    """The names of the properties inside the events."""
    found, inside = [], False
    for line in lines(content):
        if line in {"BEGIN:VEVENT", "END:VEVENT"}:
            inside = line.startswith("BEGIN")
        elif inside:
            found.append(line.split(":", 1)[0].split(";")[0])
    return found


def value(content, name):
    return next(line.split(":", 1)[1] for line in lines(content) if line.split(":")[0].split(";")[0] == name)


@pytest.fixture
def workshop(db):
    programme = make.programme(office_name="Dana Whitfield", office_phone="07700 900218")
    return make.session(make.cohort(programme), arrival="Coffee from 09:30", bring="A pen")


def test_a_day_is_one_event_with_its_times_on_londons_clocks(workshop):
    day = workshop.days.get()
    content = calendar_of([day], url=url)
    [event] = events(content)
    assert event["UID"] == str(day.uid)
    assert event["DTSTART"].dt == datetime(2027, 3, 3, 10, tzinfo=ZoneInfo("Europe/London"))
    assert event["DTEND"].dt == datetime(2027, 3, 3, 16, 30, tzinfo=ZoneInfo("Europe/London"))
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert "DTSTART;TZID=Europe/London:20270303T100000" in lines(content)
    assert "METHOD:PUBLISH" in lines(content)
    assert event["STATUS"] == "CONFIRMED"


def test_the_event_says_what_where_and_whom_to_ask(workshop):
    day = workshop.days.get()
    day.room = Room.objects.create(venue=day.venue, name="Garden Room")
    day.online_link, day.online_host = "https://meet.example/room", "Pat Lindqvist"
    day.dial_in = "0117 496 0123, code 42"
    [event] = events(calendar_of([day], url=url))
    assert event["SUMMARY"] == "West Country Leadership Programme: Workshop 1"
    assert event["LOCATION"] == "Garden Room, Hartwell Hall, near Wexcombe, TA0 0AA"
    assert event["DESCRIPTION"].split("\n") == [
        "Coffee from 09:30",
        "Online: https://meet.example/room",
        "Online host: Pat Lindqvist",
        "By telephone: 0117 496 0123, code 42",
        "Bring: A pen",
        "On the day, ask for: Dana Whitfield, 07700 900218",
        PAGE,
    ]
    assert event["URL"] == PAGE


def test_every_day_of_a_residential_has_an_event_of_its_own(db):
    residential = make.session(make.cohort(), "Residential", days=2, kind="residential")
    found = events(calendar_of(list(residential.days.all()), url=url))
    assert [event["DTSTART"].dt.date() for event in found] == [date(2027, 3, 3), date(2027, 3, 4)]
    assert len({event["UID"] for event in found}) == 2


def test_the_zone_goes_along_by_rule_and_agrees_with_the_clocks_for_ten_years(workshop):
    content = calendar_of([workshop.days.get()], url=url)
    assert lines(content).count("BEGIN:VTIMEZONE") == 1
    rules = [set(line.split(";")) for line in lines(content) if line.startswith("RRULE")]
    assert rules == [{"RRULE:FREQ=YEARLY", "BYDAY=-1SU", f"BYMONTH={month}"} for month in (3, 10)]
    zone, london = EUROPE_LONDON.to_tz(lookup_tzid=False), ZoneInfo("Europe/London")
    moments = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=6 * n) for n in range(4 * 3652)]
    assert all(m.astimezone(zone).utcoffset() == m.astimezone(london).utcoffset() for m in moments)


def test_another_zone_is_told_in_utc(db):
    athens = make.session(make.cohort(zone="Europe/Athens"))
    content = calendar_of([athens.days.get()], url=url)
    assert "DTSTART:20270303T080000Z" in lines(content)
    assert "BEGIN:VTIMEZONE" not in lines(content)


@pytest.mark.parametrize(
    ("on", "at", "instant"),
    [
        (date(2027, 3, 28), time(9), datetime(2027, 3, 28, 8, tzinfo=UTC)),
        (date(2027, 3, 27), time(9), datetime(2027, 3, 27, 9, tzinfo=UTC)),
        (date(2027, 10, 31), time(1, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (date(2027, 10, 31), time(9), datetime(2027, 10, 31, 9, tzinfo=UTC)),
    ],
)
def test_on_clock_change_days_the_event_is_when_the_day_is(workshop, on, at, instant):
    day = make.day(workshop, on, opens=at)
    [event] = events(calendar_of([day], url=url))
    assert event["DTSTART"].dt.astimezone(UTC) == instant == day.starts_at


def test_in_the_hour_that_does_not_exist_the_event_starts_when_the_day_does(workshop):
    day = make.day(workshop, date(2027, 3, 28), opens=time(1, 30))
    [event] = events(calendar_of([day], url=url))
    assert event["DTSTART"].dt.astimezone(UTC) == day.starts_at


def test_a_cancelled_day_keeps_its_event_and_says_so(workshop):
    day = workshop.days.get()
    day.cancelled_at, day.sequence = make.NOW, 4
    [event] = events(calendar_of([day], url=url))
    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == 4
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["DESCRIPTION"].startswith("This day is cancelled.")


def test_a_set_meeting_is_a_programme_meeting_without_the_way_in(cast):
    meeting = make.session(cast.cohort, "Set 1 in May", kind="set_meeting", learning_set=cast.set_a)
    meeting.days.update(online_link="https://meet.example/secret", dial_in="secret code")
    content = calendar_of(list(meeting.days.all()), url=url)
    assert value(content, "SUMMARY") == "Programme meeting"
    assert b"Set 1" not in content
    assert b"secret" not in content


def test_coaching_is_a_programme_meeting(cast):
    pair = CoachingPair.objects.get()
    coaching = make.session(cast.cohort, "Coaching with Pat", kind="coaching", coaching_pair=pair)
    assert value(calendar_of([coaching.days.get()], url=url), "SUMMARY") == "Programme meeting"


def test_a_day_online_has_no_address_and_a_day_without_place_no_location(workshop):
    day = workshop.days.get()
    day.venue, day.online_link = None, "https://meet.example/room"
    assert value(calendar_of([day], url=url), "LOCATION") == "Online"
    day.online_link = ""
    assert "LOCATION" not in names(calendar_of([day], url=url))


FIELDS = ["UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "STATUS"]
FIELDS += ["TRANSP", "ORGANIZER", "ATTENDEE"]
INJECTION = 'Hall\r\nATTENDEE:mailto:eve@evil.example\r\nEND:VEVENT\nBEGIN:VALARM\x0b\u2028X-EVIL:1\x00;,\\n"'


def test_no_line_break_in_any_field_becomes_a_line_of_the_file(workshop):
    cohort = workshop.cohort
    cohort.programme.name = cohort.programme.office_name = cohort.programme.office_phone = INJECTION
    workshop.name = workshop.arrival = workshop.bring = INJECTION
    day = workshop.days.get()
    day.session = workshop
    day.online_link = f"https://meet.example/{INJECTION}"
    day.venue = Venue(programme=cohort.programme, name=INJECTION, address=INJECTION)
    day.room = Room(name=INJECTION)
    people = {"organizer": (INJECTION, "office@example.example"), "attendee": (INJECTION, f"sam@x.example{INJECTION}")}
    content = calendar_of([day], "REQUEST", url=url, **people)
    assert sorted(names(content)) == sorted(FIELDS)
    [event] = events(content)
    assert "ATTENDEE:mailto:eve@evil.example" in event["SUMMARY"]
    assert not event.subcomponents


def test_long_lines_in_any_script_are_folded_between_letters(workshop):
    workshop.arrival = "Ελένη 王小明 محمد 😀 " * 10
    day = workshop.days.get()
    day.session = workshop
    content = calendar_of([day], url=url)
    assert value(content, "DESCRIPTION").count("王小明") == 10
    assert events(content)[0]["DESCRIPTION"].count("Ελένη 王小明 محمد 😀") == 10


def test_an_invitation_names_who_asks_and_who_is_asked(workshop):
    day = workshop.days.get()
    people = {"organizer": ("Programme office", "office@x.example"), "attendee": ("Sam Okafor", "sam@x.example")}
    event = event_for(day, url=PAGE, stamp=make.NOW, **people)
    assert event["ORGANIZER"] == "mailto:office@x.example"
    assert event["ATTENDEE"] == "mailto:sam@x.example"
    assert event["ATTENDEE"].params["CN"] == "Sam Okafor"
    assert event["DTSTAMP"].dt == make.NOW


def test_equal_input_gives_equal_bytes(workshop):
    day = workshop.days.get()
    assert calendar_of([day], url=url) == calendar_of([day], url=url)
    assert value(calendar_of([day], url=url), "DTSTAMP") == "20270212T090000Z"
