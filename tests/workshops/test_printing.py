import logging

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests import factories as make
from tests.cast import ROLES
from tests.workshops.test_sheet_data import publish
from tests.workshops.test_sheets import read, words

RUN = ["facilitator", "coordinator", "administrator"]
PREPARE = ["facilitator", "adviser", "other_adviser", "coordinator", "administrator"]
SHEETS = ["agenda", "running-order", "register"]


def sheet(session, name):
    return reverse("workshops:sheet", args=[session.pk, name])


def entry(session):
    return reverse("workshops:calendar", args=[session.pk])


def let_in(client, cast, url):
    """The roles that get the page; everybody else finds nothing."""
    got = {}
    for role in ROLES:
        client.force_login(cast.roles[role])
        got[role] = client.get(url).status_code
    assert set(got.values()) <= {200, 404}
    return [role for role in ROLES if got[role] == 200]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_a_pdf_that_opens_in_place_and_is_kept_by_no_shared_cache(client, cast, name):
    publish(cast.workshop)
    client.force_login(cast.facilitator)
    response = client.get(sheet(cast.workshop, name))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="workshop-1-{name}.pdf"'
    assert "private" in response["Cache-Control"]
    assert read(response.content).metadata.title.startswith("Workshop 1: ")
    assert "Edition1,printed" in words(response.content)


def test_the_agenda_is_for_those_who_attend_or_run_the_session(client, cast):
    publish(cast.workshop)
    attend = ["participant", "set_mate", "other_set", "facilitator", "adviser", "other_adviser", "coach", "other_coach"]
    assert let_in(client, cast, sheet(cast.workshop, "agenda")) == [*attend, "coordinator", "administrator"]


FOR_THOSE_WHO_RUN = ["register", "badges", "table-cards", "set-lists", "speaker-briefs", "door-signs"]
FOR_THOSE_WHO_PREPARE = ["running-order", "set-sheets"]


@pytest.mark.parametrize(
    ("name", "allowed"),
    [*((name, RUN) for name in FOR_THOSE_WHO_RUN), *((name, PREPARE) for name in FOR_THOSE_WHO_PREPARE)],
)
def test_some_sheets_are_for_those_who_run_the_session_and_some_for_set_advisers_too(client, cast, name, allowed):
    assert let_in(client, cast, sheet(cast.workshop, name)) == allowed
    assert let_in(client, cast, sheet(cast.draft, name)) == allowed
    publish(cast.workshop)
    assert let_in(client, cast, sheet(cast.workshop, name)) == allowed


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheets_of_a_set_meeting_are_for_the_set_and_its_adviser(client, cast, name):
    meeting = make.session(cast.cohort, "Set day", kind="set_meeting", learning_set=cast.set_a)
    publish(meeting)
    expected = ["participant", "set_mate", "adviser"] if name == "agenda" else ["adviser"]
    assert let_in(client, cast, sheet(meeting, name)) == expected


def test_without_an_edition_delegates_find_no_agenda_and_the_office_is_told_why(client, cast):
    assert let_in(client, cast, sheet(cast.draft, "agenda")) == RUN
    client.force_login(cast.coordinator)
    response = client.get(sheet(cast.draft, "agenda"))
    assert "No agenda to print yet" in response.content.decode()
    assert cast.draft.get_absolute_url() in response.content.decode()


def test_a_sheet_that_does_not_exist_is_not_found(client, cast):
    client.force_login(cast.coordinator)
    assert client.get(sheet(cast.workshop, "wallpaper")).status_code == 404


def test_somebody_withdrawn_loses_the_sheets_and_the_file_at_once(client, cast):
    publish(cast.workshop)
    client.force_login(cast.participant)
    assert client.get(sheet(cast.workshop, "agenda")).status_code == 200
    cast.participant_place.left_at = make.NOW
    cast.participant_place.save()
    assert client.get(sheet(cast.workshop, "agenda")).status_code == 404
    assert client.get(entry(cast.workshop)).status_code == 404


def test_large_print_is_asked_for_in_the_address(client, cast):
    client.force_login(cast.facilitator)
    response = client.get(sheet(cast.workshop, "register") + "?size=large")
    assert response["Content-Disposition"] == 'inline; filename="workshop-1-register-large.pdf"'
    box = read(response.content).pages[0].mediabox
    assert box.width > box.height


def test_the_agenda_is_printed_on_a5_where_that_is_asked_and_the_register_is_not(client, cast):
    publish(cast.workshop)
    client.force_login(cast.facilitator)
    small = client.get(sheet(cast.workshop, "agenda") + "?size=a5")
    assert small["Content-Disposition"] == 'inline; filename="workshop-1-agenda-a5.pdf"'
    assert round(read(small.content).pages[0].mediabox.width) == 420
    plain = client.get(sheet(cast.workshop, "register") + "?size=a5")
    assert plain["Content-Disposition"] == 'inline; filename="workshop-1-register.pdf"'


def test_the_log_names_the_letter_without_a_font_and_nobody(client, cast, caplog):
    make.place(cast.cohort, make.person("Secret Name 😀", email="x@x.example"))
    client.force_login(cast.facilitator)
    with caplog.at_level(logging.WARNING, "workshops"):
        assert client.get(sheet(cast.workshop, "register")).status_code == 200
    assert "U+1F600" in caplog.text
    assert "Secret" not in caplog.text


def test_a_name_in_no_latin_letters_still_names_the_file(client, cast):
    session = make.session(cast.cohort, "Εργαστήριο")
    client.force_login(cast.facilitator)
    response = client.get(sheet(session, "register"))
    assert response["Content-Disposition"] == f'inline; filename="session-{session.pk}-register.pdf"'


def test_the_calendar_file_has_the_days_and_the_page(client, cast):
    client.force_login(cast.participant)
    response = client.get(entry(cast.workshop))
    assert response["Content-Type"].startswith("text/calendar")
    assert response["Content-Disposition"] == 'inline; filename="workshop-1.ics"'
    assert "private" in response["Cache-Control"]
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["UID"] == str(cast.workshop.days.get().uid)
    assert event["URL"] == f"http://testserver{cast.workshop.get_absolute_url()}"


def test_an_office_contact_gets_the_calendar_file_and_no_sheet(client, cast):
    publish(cast.workshop)
    client.force_login(cast.office_contact)
    assert client.get(entry(cast.workshop)).status_code == 200
    assert [client.get(sheet(cast.workshop, name)).status_code for name in SHEETS] == [404, 404, 404]


def test_the_calendar_file_of_a_draft_is_only_for_those_who_prepare_it(client, cast):
    assert let_in(client, cast, entry(cast.draft)) == PREPARE


def test_the_calendar_file_of_a_set_meeting_tells_others_no_more_than_date_and_place(client, cast):
    meeting = make.session(cast.cohort, "Set day", kind="set_meeting", learning_set=cast.set_a)
    meeting.arrival, meeting.bring = "Secret door", "Your secret plan"
    meeting.save()
    meeting.days.update(online_link="https://meet.example/secret", dial_in="Secret code")
    assert let_in(client, cast, entry(meeting)) == ["participant", "set_mate", "facilitator", "adviser", "coordinator"]
    client.force_login(cast.coordinator)
    response = client.get(entry(meeting))
    assert response["Content-Disposition"] == f'inline; filename="meeting-{meeting.pk}.ics"'
    content = response.content.decode()
    assert "SUMMARY:Programme meeting" in content
    assert "secret" not in content.lower()
    assert "Set day" not in content


def test_a_file_costs_the_same_queries_for_one_day_as_for_five(client, cast, django_assert_num_queries):
    long = make.session(cast.cohort, "Residential", days=5, kind="residential")
    client.force_login(cast.participant)
    with django_assert_num_queries(6):
        client.get(entry(cast.workshop))
    with django_assert_num_queries(6):
        client.get(entry(long))
