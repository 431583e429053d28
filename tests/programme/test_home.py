"""The home page of each role says what is next and what needs them."""

import re
from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cohorts.models import ForgetRequest, Invitation, OfficeContact
from reminders.services import tick
from tests import factories as make
from tests.factories import NOW
from workshops.models import Attendance, Edition, Reply


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def home(client, person):
    client.force_login(person)
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_participant_sees_how_many_days_are_left(client, cast):
    page = home(client, cast.participant)
    assert "Nine days to Workshop 1" in page
    assert "Hartwell Hall" in page


def test_a_participant_who_replied_can_change_it_from_home(client, cast):
    day = cast.workshop.days.get()
    Reply.objects.create(day=day, person=cast.participant, answer="coming", by=cast.participant, at=NOW)
    change = f"/days/{day.pk}/reply/{cast.participant.pk}/"
    assert f'Coming. <a href="{change}">Change my reply</a></dd>' in home(client, cast.participant)
    assert client.get(change).status_code == 200


def test_a_participant_without_a_date_is_told_when_one_comes(client, cast):
    cast.workshop.days.all().delete()
    page = home(client, cast.participant)
    assert "Good to see you, Sam" in page
    assert "No date ahead" in page


def test_a_draft_session_is_nobodys_next_but_the_facilitators(client, cast):
    cast.workshop.days.all().delete()
    assert "Workshop 2" not in home(client, cast.participant)
    assert "Workshop 2" not in home(client, cast.adviser)
    assert "Workshop 2" in home(client, cast.facilitator)


def test_the_office_sees_what_needs_it(client, cast):
    make.day(cast.workshop, date(2027, 2, 19))
    make.speaker(cast.workshop)
    page = home(client, cast.coordinator)
    assert "8 people are not invited yet" in page
    assert "Workshop 1 has no published agenda" in page
    assert "Enter the register of Workshop 1, Fri 19 February" in page
    assert "A speaker for Workshop 1 has not answered" in page


def test_what_is_done_needs_nobody(client, cast):
    for cohort in (cast.cohort, cast.second_cohort):
        for place in cohort.memberships.current():
            Invitation.objects.create(membership=place, nonce="x", by=cast.coordinator, sent_at=NOW)
    make.learning_set(cast.second_cohort, "Set 9", None, [cast.other_cohort_place])
    day = cast.workshop.days.get()
    day.room = day.venue.rooms.create(name="Garden Room", step_free=True)
    day.save()
    make.item(day, "Lecture", 60, lead="Ines", room=day.room)
    Edition.objects.create(session=cast.workshop, number=1, at=NOW, by=cast.coordinator, content={"days": []})
    tick(NOW)
    assert "Nothing needs you today" in home(client, cast.coordinator)


def test_the_office_of_another_programme_sees_nothing_of_this_one(client, cast):
    page = home(client, cast.other_coordinator)
    assert "Spring 2027" not in page
    assert "Your programme has no cohort yet" in page


def test_the_desk_asks_the_same_questions_for_one_cohort_and_for_many(client, cast):
    def count():
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        return len(captured)

    def start(n):
        cohort = make.cohort(cast.programme, f"Cohort {n}")
        make.place(cohort, make.person(f"Person {n}"))
        later = make.session(cohort, f"Workshop {n}", days=2)
        make.item(later.days.first(), "Lecture")
        make.session(cohort, f"Residential {n}", NOW.date() - timedelta(days=20), kind="residential")
        make.session(cohort, f"Launch {n}", NOW.date() - timedelta(days=10))

    start(0)
    home(client, cast.coordinator)
    before = count()
    for n in range(1, 6):
        start(n)
    assert count() == before


def test_a_sponsor_sees_who_came_of_their_own_people_and_nobody_else(client, cast):
    stranger = make.organisation("Harbour City Council")
    cast.set_mate_place.organisation = stranger
    cast.set_mate_place.save()
    day = make.day(cast.workshop, date(2027, 2, 19))
    mark = {"day": day, "half": "am", "came": True, "by": cast.coordinator, "at": NOW}
    for place in (cast.participant_place, cast.set_mate_place):
        Attendance.objects.create(membership=place, **mark)
    page = home(client, cast.sponsor)
    assert "Sam Okafor" in page
    assert "Fri 19 February, morning: came" in page
    assert "Robin Ashworth" not in page


def test_whether_somebody_came_is_said_to_themselves_and_the_office_in_one_word_a_day(client, cast):
    marks = {"day": make.day(cast.workshop, date(2027, 2, 19)), "came": True, "by": cast.coordinator, "at": NOW}
    for half in ("am", "pm"):
        Attendance.objects.create(membership=cast.participant_place, half=half, **marks)
    for role, path in (("participant", "/me/"), ("coordinator", f"/people/{cast.participant.pk}/"), ("sponsor", "/")):
        client.force_login(cast.roles[role])
        assert "Workshop 1, Fri 19 February: came" in client.get(path).content.decode()
    client.force_login(cast.set_mate)
    assert "19 February" not in client.get(f"/people/{cast.participant.pk}/").content.decode()


def test_a_sponsor_hears_nothing_of_the_meetings_of_sets(client, cast):
    meeting = make.session(cast.cohort, "Who told Kay", date(2027, 2, 19), kind="set_meeting", learning_set=cast.set_a)
    mark = {"day": meeting.days.get(), "half": "am", "came": True, "by": cast.coordinator, "at": NOW}
    Attendance.objects.create(membership=cast.participant_place, **mark)
    page = home(client, cast.sponsor)
    assert "Kay" not in page
    assert "19 February" not in page


def test_an_office_contact_sees_the_principals_dates_and_nothing_else(client, cast):
    make.challenge(cast.participant_place, "A secret of the principal", audience="cohort")
    page = home(client, cast.office_contact)
    assert "Sam Okafor" in page
    assert "Wed 3 March, 10:00 to 16:30" in page
    assert "A secret of the principal" not in page
    assert "Robin Ashworth" not in page


def test_an_office_contact_sees_when_a_set_meets_as_in_the_calendar_and_nothing_more(client, cast):
    make.session(cast.cohort, "Who told Kay", date(2027, 3, 9), kind="set_meeting", learning_set=cast.set_a)
    page = home(client, cast.office_contact)
    assert "Programme meeting" in page
    assert "Tue 9 March" in page
    assert "Kay" not in page


def test_an_office_contact_reads_what_was_answered_and_answers_from_there(client, cast):
    page = home(client, cast.office_contact)
    assert "No reply yet" in page
    link = re.search(r'href="(/r/[^"]+)"', page)[1]
    day = cast.workshop.days.get()
    assert client.post(link, {f"d{day.pk}-answer": "coming"}).status_code == 302
    page = home(client, cast.office_contact)
    assert "Coming" in page
    assert "Change the reply" in page


def test_whoever_only_advises_a_set_is_not_asked_to_its_meetings(client, cast):
    OfficeContact.objects.create(
        principal=cast.adviser, contact=cast.office_contact, named_by=cast.adviser, named_at=NOW
    )
    make.place(cast.cohort, cast.adviser, role="participant")
    make.session(cast.cohort, "Set 1", date(2027, 3, 9), kind="set_meeting", learning_set=cast.set_a)
    page = home(client, cast.office_contact)
    mine = page[page.index(f'id="diary-{cast.adviser.pk}"') :]
    meeting = mine[mine.index("Programme meeting") : mine.index("Tue 9 March") + 200]
    assert "/r/" not in meeting
    assert "No reply yet" not in meeting


def test_diaries_cost_the_same_however_many_one_keeps(client, cast, django_assert_num_queries):
    client.force_login(cast.office_contact)
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    for person in (cast.set_mate, cast.other_set, cast.other_cohort):
        OfficeContact.objects.create(principal=person, contact=cast.office_contact, named_by=person, named_at=NOW)
    with django_assert_num_queries(len(one)):
        page = client.get("/").content.decode()
    assert page.count("You keep this diary") == 4


def test_an_administrator_who_coordinates_one_programme_hears_nothing_of_the_others(client, cast):
    make.coordinator(cast.other_programme, cast.administrator)
    page = home(client, cast.administrator)
    assert "Spring 2027" not in page
    assert "Last look for what is due" in page
    assert client.get(f"/cohorts/{cast.cohort.pk}/waited/").status_code == 404


def test_whoever_is_to_be_forgotten_is_told_on_home_and_can_take_it_back(client, cast):
    ForgetRequest.objects.create(person=cast.participant, asked_at=NOW, by=cast.participant)
    for path in ("/", "/me/"):
        client.force_login(cast.participant)
        page = client.get(path).content.decode()
        assert "You are to be forgotten on Monday 1 March" in page
        assert "/me/forget/" in page
    assert "to be forgotten" not in home(client, cast.set_mate)


def test_whoever_withdrew_is_told_so(client, cast):
    assert "You have no place on a programme at present" in home(client, cast.withdrawn)


def test_whoever_left_lately_is_told_until_when_their_words_are_theirs_to_take(client, cast):
    cast.withdrawn.memberships.update(left_at=NOW - timedelta(days=1))
    assert "Until Tuesday 23 March 2027 you can" in home(client, cast.withdrawn)
    cast.withdrawn.memberships.update(left_at=NOW - timedelta(days=31))
    assert "download what you wrote" not in home(client, cast.withdrawn)


def test_a_facilitator_finds_the_registers_still_to_be_entered(client, cast):
    day = make.day(cast.workshop, NOW.date() - timedelta(days=1), opens=time(10))
    page = home(client, cast.facilitator)
    assert "Registers to enter" in page
    assert f"/days/{day.pk}/attendance/" in page


def test_the_office_reads_whether_the_next_agenda_adds_up(client, cast):
    day = cast.workshop.days.get()
    assert "There are no items yet" in home(client, cast.coordinator)
    day.room = day.venue.rooms.create(name="Garden Room", step_free=True)
    day.save()
    make.item(day, "Scenario work", 60, lead="Ines", each_of="group", each_minutes=10, each_count=7)
    assert "One thing in the draft does not add up" in home(client, cast.coordinator)
    day.items.update(each_count=6)
    assert "The lengths fit, and everyone has a room and a lead" in home(client, cast.coordinator)


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("/cohorts/{}/people/", "People"),
        ("/cohorts/{}/import/", "People"),
        ("/cohorts/{}/nominations/add/", "People"),
        ("/cohorts/{}/sessions/new/", "Sessions"),
        ("/cohorts/{}/", None),
    ],
)
def test_pages_of_a_cohort_say_in_which_room_one_is(client, cast, path, room):
    client.force_login(cast.coordinator)
    context = client.get(path.format(cast.cohort.pk)).context
    assert [str(way["label"]) for way in context["nav"] if way["here"]] == ([room] if room else [])
