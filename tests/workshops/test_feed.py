"""The private feed: whose days are in it, under which words, and that it is sent again only when it has changed."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import CoachingPair, Membership, OfficeContact, Person, Venue
from cohorts.services import feeds, people
from tests import factories as make
from tests.factories import NOW
from tests.workshops.test_calendar import lines, value
from tests.workshops.test_calendar_readers import read
from workshops.models import Session, SessionDay
from workshops.services import days, sessions

WORKSHOP = "West Country Leadership Programme: Workshop 1"
MEETING = "Programme meeting"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def own(cast):
    """A meeting of each set, and a session of coaching of the participant, with a way in that is nobody else's."""
    meetings = [
        make.session(cast.cohort, f"Secret {group}", kind="set_meeting", learning_set=group, published=False)
        for group in (cast.set_a, cast.set_b)
    ]
    coaching = make.session(cast.cohort, "Secret coaching", kind="coaching", coaching_pair=cast.pair, published=False)
    ids = [session.pk for session in (*meetings, coaching)]
    SessionDay.objects.filter(session__in=ids).update(online_link="https://secret.example/", dial_in="secret")
    return SessionDay.objects.filter(session__in=ids)


def address(person):
    person = Person.objects.get(pk=person.pk)
    if not person.feed_nonce:
        person = feeds.renew(person=person, by=person, now=NOW)
    return reverse("workshops:feed", args=[person.pk, feeds.token_of(person)])


def events(client, person):
    """What two readers find in the person's feed, which is fetched without a sign-in."""
    client.logout()
    response = client.get(address(person))
    assert response.status_code == 200
    return read(response.content)


def told(client, person):
    return sorted(event["summary"] for event in events(client, person))


def test_each_role_has_its_own_days_and_no_other(client, cast, own):
    found = {role: told(client, cast.roles[role]) for role in cast.roles if has_one(cast.roles[role])}
    assert found == {
        "participant": [MEETING, MEETING, WORKSHOP],
        "set_mate": [MEETING, WORKSHOP],
        "other_set": [MEETING, WORKSHOP],
        "other_cohort": [],
        "facilitator": [WORKSHOP],
        "other_facilitator": [],
        "adviser": [MEETING, WORKSHOP],
        "other_adviser": [MEETING, WORKSHOP],
        "coach": [MEETING, WORKSHOP],
        "other_coach": [WORKSHOP],
        "coordinator": [WORKSHOP],
        "other_coordinator": [],
        "office_contact": [f"Sam Okafor: {MEETING}"] * 2 + [f"Sam Okafor: {WORKSHOP}"],
    }


def has_one(person):
    return Person.objects.with_a_calendar().filter(pk=person.pk).exists()


@pytest.mark.parametrize("role", ["participant", "adviser", "coach", "office_contact"])
def test_the_meeting_of_a_set_and_coaching_are_told_without_name_and_way_in(client, cast, own, role):
    content = client.get(address(cast.roles[role])).content.decode().replace("\r\n ", "")
    assert MEETING in content
    assert "secret" not in content.lower()


def test_an_office_contact_is_sent_to_no_page_that_they_cannot_open(client, cast, own):
    content = client.get(address(cast.office_contact)).content.decode().replace("\r\n ", "")
    client.force_login(cast.office_contact)
    linked = [line.removeprefix("URL:http://localhost:8000") for line in content.split("\r\n") if line[:4] == "URL:"]
    assert [client.get(path or "/").status_code for path in linked] == [200] * 3


def test_a_day_of_two_principals_is_one_entry_under_both_names(client, cast):
    kept = {"contact": cast.office_contact, "named_by": cast.set_mate, "named_at": NOW}
    OfficeContact.objects.create(principal=cast.set_mate, **kept)
    assert told(client, cast.office_contact) == [f"Robin Ashworth, Sam Okafor: {WORKSHOP}"]


def test_whoever_goes_themselves_and_keeps_a_diary_has_the_day_once(client, cast):
    make.place(cast.cohort, cast.office_contact)
    assert told(client, cast.office_contact) == [WORKSHOP]


def test_the_days_of_a_principal_who_withdrew_go_at_once(client, cast):
    make.place(cast.second_cohort, cast.office_contact, "coach")
    assert told(client, cast.office_contact) == [f"Sam Okafor: {WORKSHOP}"]
    people.withdraw(place=cast.participant_place, by=cast.coordinator, now=NOW)
    assert told(client, cast.office_contact) == []


def test_leaving_a_set_takes_its_meetings_out(client, cast, own):
    cast.set_a.seats.filter(membership=cast.participant_place).update(left_at=NOW)
    CoachingPair.objects.update(ended_at=NOW)
    assert told(client, cast.participant) == [WORKSHOP]
    assert told(client, cast.office_contact) == [f"Sam Okafor: {WORKSHOP}"]


def test_an_administrator_who_coaches_has_the_days_of_that_cohort_alone(client, cast):
    make.place(cast.second_cohort, cast.administrator, "coach")
    make.session(cast.second_cohort, "Their day")
    assert told(client, cast.administrator) == ["West Country Leadership Programme: Their day"]


def test_a_day_is_in_it_from_the_moment_it_is_published(client, cast):
    assert len(events(client, cast.facilitator)) == 1
    sessions.publish_dates(session=cast.draft, by=cast.coordinator, now=NOW)
    assert len(events(client, cast.facilitator)) == 2


def test_a_cancelled_day_stays_as_cancelled_for_six_weeks(client, cast, time_machine):
    days.cancel(day=cast.workshop.days.get(), by=cast.coordinator, now=NOW + timedelta(hours=1))
    time_machine.move_to(NOW + timedelta(weeks=5), tick=False)
    assert [(event["status"], event["sequence"]) for event in events(client, cast.participant)] == [("CANCELLED", 1)]
    time_machine.move_to(NOW + timedelta(weeks=7), tick=False)
    assert events(client, cast.participant) == []


def test_a_day_cancelled_before_anybody_knew_of_it_is_never_told(client, cast):
    days.cancel(day=cast.draft.days.get(), by=cast.coordinator, now=NOW - timedelta(hours=1))
    Session.objects.filter(pk=cast.draft.pk).update(dates_published_at=NOW)
    assert told(client, cast.participant) == [WORKSHOP]


def test_a_moved_day_is_the_same_entry_elsewhere(client, cast):
    [before] = events(client, cast.participant)
    sessions.postpone(session=cast.workshop, to=date(2027, 4, 14), by=cast.coordinator, now=NOW)
    [after] = events(client, cast.participant)
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
    assert after["wall"].date() == date(2027, 4, 14)


def test_it_is_named_after_the_programme_and_says_when_to_come_again(client, cast):
    content = client.get(address(cast.participant)).content
    assert value(content, "NAME") == value(content, "X-WR-CALNAME") == "West Country Leadership Programme"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in lines(content)
    assert value(content, "X-PUBLISHED-TTL") == "PT4H"
    assert "METHOD:PUBLISH" in lines(content)


def test_it_is_sent_again_only_when_it_has_changed(client, cast):
    first = client.get(address(cast.participant))
    mark = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    same = client.get(address(cast.participant), **mark)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    Venue.objects.update(address="behind the mill, TA0 0AB")
    other = client.get(address(cast.participant), **mark)
    assert other.status_code == 200
    assert b"behind the mill" in other.content


def test_the_mark_also_holds_for_what_was_compressed(client, cast):
    packed = {"HTTP_ACCEPT_ENCODING": "gzip"}
    first = client.get(address(cast.participant), **packed)
    assert first["Content-Encoding"] == "gzip"
    assert client.get(address(cast.participant), HTTP_IF_NONE_MATCH=first["ETag"], **packed).status_code == 304


def test_no_shared_cache_and_no_search_engine_keeps_it(client, cast):
    response = client.get(address(cast.participant))
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert response["Content-Disposition"] == 'inline; filename="calendar.ics"'
    assert "Set-Cookie" not in response.headers


def plain(answer):
    """A page without what differs by itself: its own address, and the token of its form."""
    page = answer.content.decode().replace(answer.wsgi_request.path, "")
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", page)


def test_every_wrong_address_is_the_same_nothing(client, cast):
    right = address(cast.participant)
    wrong = [right.replace(".ics", "0.ics"), f"/calendar/{cast.participant.pk}/{'0' * 64}.ics"]
    wrong += [f"/calendar/999999/{'0' * 64}.ics", f"/calendar/{cast.set_mate.pk}/{right.rsplit('/', 1)[1]}"]
    feeds.stop(person=cast.participant, by=cast.participant, now=NOW)
    answers = [client.get(path) for path in [right, *wrong]]
    assert {answer.status_code for answer in answers} == {404}
    assert len({plain(answer) for answer in answers}) == 1


def test_it_can_only_be_read(client, cast):
    path = address(cast.participant)
    assert client.head(path)["ETag"] == client.get(path)["ETag"]
    assert [client.post(path).status_code, client.delete(path).status_code] == [405, 405]


def test_it_is_written_in_the_language_of_its_reader_whoever_fetches_it(client, cast):
    before = client.get(address(cast.participant)).content
    after = client.get(address(cast.participant), HTTP_ACCEPT_LANGUAGE="de").content
    assert before == after


@pytest.mark.parametrize("role", ["participant", "office_contact"])
def test_it_costs_the_same_queries_for_many_days_and_many_principals(client, cast, own, role, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # counts

    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        return len(seen)

    path = address(cast.roles[role])
    few = queries()
    for n in range(4):
        make.session(cast.cohort, f"Residential {n}", days=3, kind="residential")
        boss = make.place(cast.cohort, make.person(f"Boss {n}"), Membership.Role.PARTICIPANT)
        cast.set_b.seats.create(membership=boss, joined_at=NOW)
        OfficeContact.objects.create(
            principal=boss.person, contact=cast.office_contact, named_by=boss.person, named_at=NOW
        )
    assert queries() == few <= 12


def programme(client, cast, who):
    client.force_login(who)
    return client.get(reverse("workshops:programme_calendar", args=[cast.cohort.pk]))


def test_the_whole_programme_is_one_file_of_all_its_published_days(client, cast, own):
    make.session(cast.cohort, "Residential", days=2, on=date(2027, 5, 5), kind="residential")
    make.session(cast.second_cohort, "Of another cohort")
    response = programme(client, cast, cast.set_mate)
    assert response["Content-Disposition"] == 'inline; filename="spring-2027-programme.ics"'
    assert "private" in response["Cache-Control"]
    residential = "West Country Leadership Programme: Residential"
    assert sorted(event["summary"] for event in read(response.content)) == [MEETING, residential, residential, WORKSHOP]


def test_the_file_of_the_programme_has_nobody_elses_meetings_and_no_draft(client, cast, own):
    for who in (cast.coordinator, cast.facilitator, cast.administrator, cast.office_contact):
        assert [event["summary"] for event in read(programme(client, cast, who).content)] == [WORKSHOP]


def test_the_file_of_the_programme_updates_what_a_feed_or_a_session_put_there(client, cast):
    [here] = read(programme(client, cast, cast.participant).content)
    [fed] = events(client, cast.participant)
    assert (here["uid"], here["sequence"], here["starts"]) == (fed["uid"], fed["sequence"], fed["starts"])


def test_the_way_to_the_file_stands_on_the_page_of_the_programme(client, cast):
    client.force_login(cast.participant)
    page = client.get(reverse("workshops:programme", args=[cast.cohort.pk])).content.decode()
    assert reverse("workshops:programme_calendar", args=[cast.cohort.pk]) in page
