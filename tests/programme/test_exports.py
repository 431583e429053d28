"""The tables that a coordinator takes away beside the people and their attendance."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import Event
from cohorts.services import nominations
from programme.proof import ASKED
from reminders.models import Message, Occasion
from tests import factories as make
from tests.doors.tables import DOORS
from tests.factories import NOW


@pytest.fixture
def office(client, cast):
    client.force_login(cast.coordinator)
    return client


def taken(client, name, *args, form="csv", query=""):
    response = client.post(reverse(name, args=args) + query, {"form": form})
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content)


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def nominate(cast, name="Tom Ferris", **values):
    values = {"name": name, "email": "tom@b.example"} | values
    return nominations.nominate(cohort=cast.cohort, values=values, by=None, now=NOW)


def mail(cast, moment="7d09", kind="before_session", person=None, **fields):
    session = cast.workshop if kind == "before_session" else None
    about = {"kind": kind, "subject": cast.workshop.pk, "session": session, "moment": moment}
    times = {"due_at": NOW, "worth_until": NOW + timedelta(days=2), "expanded_at": NOW, "programme": cast.programme}
    occasion = Occasion.objects.get_or_create(**about, defaults=times)[0]
    fields = {"state": "sent", "address": "participant@cast.example", "answer": "250 queued"} | fields
    person = person or cast.participant
    return Message.objects.create(occasion=occasion, person=person, created_at=NOW, next_attempt_at=NOW, **fields)


def test_a_nomination_stands_with_what_was_said_and_the_answer(office, cast):
    nominate(cast, eligibility="=HYPERLINK(1)", release_on=NOW.date())
    declined = nominate(cast, "Kit Sandiford")
    nominations.decline(nomination=declined, reason="criteria", by=cast.coordinator, now=NOW)
    first, second = rows(taken(office, "cohorts:export_nominations", cast.cohort.pk))
    assert (first["Name"], first["Answer"], first["Release agreed on"]) == ("Tom Ferris", "New", NOW.date().isoformat())
    assert first["Why this person, and why now"] == "'=HYPERLINK(1)"
    assert (second["Answer"], second["Reason"]) == ("Declined", "It is for people in other posts")
    assert Event.objects.get(verb="exported").fields == ["count=2", "csv", "nominations"]


def test_where_a_challenge_stands_is_said_without_a_word_of_it(office, cast):
    challenge = make.challenge(cast.participant_place, "Wrung words", audience="cohort")
    make.entry(challenge, audience="cohort")
    data = taken(office, "challenges:export_challenges", cast.cohort.pk)
    assert b"Wrung words" not in data
    by_name = {row["Name"]: row for row in rows(data)}
    mine, other = by_name[cast.participant.full_name], by_name[cast.set_mate.full_name]
    assert (mine["Stage"], mine["Entries"], bool(mine["Last entry"])) == (challenge.get_stage_display(), "1", True)
    assert (other["Stage"], other["Entries"], other["Last entry"]) == ("Not written", "0", "")


def test_messages_are_those_of_the_page_and_a_line_manager_has_no_address(office, cast):
    mail(cast)
    mail(cast, person=cast.set_mate, state="failed", why="bounced")
    mail(cast, kind="commitments")
    mail(cast, kind="progress_note", address="manager@b.example", answer="550 <manager@b.example> unknown")
    data = taken(office, "reminders:export_messages")
    assert b"manager@b.example" not in data
    assert sorted(row["Message"] for row in rows(data)) == ["Progress note", *2 * ["Workshop 1: 7 days before"]]


def test_a_coordinator_who_facilitates_elsewhere_takes_only_what_they_look_after(office, cast):
    mail(cast)
    elsewhere = make.cohort(cast.other_programme)
    make.place(elsewhere, cast.coordinator, "facilitator")
    session = make.session(elsewhere, "Theirs")
    about = {"kind": "before_session", "subject": session.pk, "session": session, "moment": "7d09"}
    times = {"due_at": NOW, "worth_until": NOW, "expanded_at": NOW, "programme": cast.other_programme}
    theirs = Occasion.objects.create(**about, **times)
    fields = {"state": "sent", "address": "their@b.example", "created_at": NOW, "next_attempt_at": NOW}
    Message.objects.create(occasion=theirs, person=cast.set_mate, **fields)
    assert "their@b.example" in office.get(reverse("reminders:ledger")).content.decode()
    assert b"their@b.example" not in taken(office, "reminders:export_messages")
    [event] = Event.objects.filter(verb="exported")
    assert (event.object_id, event.fields) == (cast.programme.pk, ["count=1", "csv", "messages"])


def test_while_words_are_locked_no_table_says_that_nobody_has_written(office, cast):
    make.challenge(cast.participant_place)
    cast.coordinator.shared_mailbox = True
    cast.coordinator.save()
    page = reverse("challenges:export_challenges", args=[cast.cohort.pk])
    assert office.post(page, {"form": "csv"}).status_code == 403


def test_messages_are_chosen_as_on_the_page(office, cast):
    mail(cast)
    mail(cast, person=cast.set_mate, state="failed", why="bounced")
    [failed] = rows(taken(office, "reminders:export_messages", query="?state=failed"))
    assert (failed["To"], failed["Message"]) == (str(cast.set_mate), "Workshop 1: 7 days before")
    assert failed["Why"] == "came back: the mailbox does not take it"
    assert "1 message" in office.get(reverse("reminders:export_messages") + "?state=failed").content.decode()


def test_the_lines_of_the_trail_that_were_chosen_are_taken(office, cast):
    nominate(cast)
    taken(office, "cohorts:export_nominations", cast.cohort.pk)
    [line] = rows(taken(office, "export_trail", query="?kind=cohorts.nomination"))
    assert (line["Who"], line["Did what"], line["Which"]) == ("The software", "nominated", "Tom Ferris")
    told = Event.objects.get(verb="exported", model="cohorts.programme")
    assert (told.object_id, told.fields) == (cast.programme.pk, ["count=1", "csv", "trail"])


def test_taking_the_trail_is_not_among_the_lines_that_are_taken(office, cast):
    nominate(cast)
    assert "exported" not in [line["Did what"] for line in rows(taken(office, "export_trail"))]


@pytest.mark.parametrize(
    ("table", "add"),
    [("reminders:export_messages", mail), ("export_trail", nominate), ("cohorts:export_nominations", nominate)],
)
def test_a_table_costs_the_same_queries_for_any_number(office, cast, table, add):
    args = [cast.cohort.pk] if "nominations" in table else []
    costs = []
    for some in (range(2), range(2, 30)):
        for number in some:
            add(cast, f"{number}d09")
        with CaptureQueriesContext(connection) as queries:
            taken(office, table, *args, query="?kind=cohorts.nomination" if table == "export_trail" else "")
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_each_page_leads_to_its_table(office, cast):
    nominate(cast)
    mail(cast)
    for page, table in (
        (reverse("cohorts:nominations", args=[cast.cohort.pk]), "/export/nominations/"),
        (reverse("challenges:cohort", args=[cast.cohort.pk]), "/export/challenges/"),
        (reverse("reminders:ledger") + "?state=sent", "/messages/export/?state=sent"),
        (reverse("trail") + "?kind=cohorts.nomination", "/trail/export/?kind=cohorts.nomination"),
    ):
        assert table in office.get(page).content.decode()


def test_whoever_takes_a_table_is_asked_who_they_are():
    assert {name for name in DOORS if "export" in name} <= ASKED
