from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import Event
from cohorts.trail import record, record_all
from programme.trail import SHOWN
from tests import factories as make
from tests.factories import NOW

TRAIL = "/trail/"


def rows(client, **chosen):
    return client.get(TRAIL, chosen).context["lines"]


def said(client, **chosen):
    return [(line.event.verb, line.kind, line.thing) for line in rows(client, **chosen)]


def test_the_office_reads_who_did_what_to_whom_and_which_details(client, cast):
    record(cast.coordinator, "changed", cast.participant_place, at=NOW, fields=["job_title", "mobile"])
    client.force_login(cast.coordinator)
    [line] = rows(client)
    assert (line.event.by, line.event.verb, line.thing) == (cast.coordinator, "changed", "Sam Okafor")
    assert line.fields == ["Job title", "Mobile"]
    assert "Sam Okafor" in client.get(TRAIL).content.decode()


def test_a_coordinator_reads_nothing_of_another_programme_and_an_administrator_reads_both(client, cast):
    record(cast.coordinator, "changed", cast.workshop, at=NOW)
    client.force_login(cast.other_coordinator)
    assert said(client) == []
    client.force_login(cast.administrator)
    assert said(client) == [("changed", "session", "Workshop 1")]


def test_what_happened_to_a_person_is_read_by_the_office_of_their_programme(client, cast):
    record(cast.participant, "changed", cast.participant, at=NOW, fields=["email"])
    client.force_login(cast.coordinator)
    assert said(client) == [("changed", "person", "Sam Okafor")]
    client.force_login(cast.other_coordinator)
    assert said(client) == []


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_nobody_reads_who_wrote_what_or_who_gave_feedback(client, cast, role):
    record(cast.participant, "wrote", make.challenge(cast.participant_place), at=NOW)
    record(cast.participant, "wrote", make.set_note(cast.set_a, cast.participant_place), at=NOW)
    record(cast.participant, "gave feedback", cast.workshop, at=NOW)
    record(cast.participant, "agreed to end notes of", cast.set_a, at=NOW)
    client.force_login(getattr(cast, role))
    assert said(client) == []
    assert "Nothing yet." in client.get(TRAIL).content.decode()


def test_what_is_gone_stays_in_the_trail_of_its_programme(client, cast):
    speaker = make.speaker(cast.workshop)
    record(cast.coordinator, "removed", speaker, at=NOW)
    speaker.delete()
    client.force_login(cast.coordinator)
    assert said(client) == [("removed", "speaker", None)]
    assert "(no longer there)" in client.get(TRAIL).content.decode()


def test_it_is_narrowed_by_person_thing_and_date(client, cast):
    record(cast.coordinator, "changed", cast.workshop, at=NOW)
    record(cast.facilitator, "published", cast.workshop, at=NOW + timedelta(days=2))
    record(cast.facilitator, "changed", cast.draft, at=NOW + timedelta(days=4))
    client.force_login(cast.coordinator)
    assert [line[0] for line in said(client, person="whitfield")] == ["changed"]
    assert len(said(client, kind="workshops.session")) == 3
    assert len(said(client, kind="workshops.session", number=cast.workshop.pk)) == 2
    assert [line[0] for line in said(client, since="2027-02-23", until="2027-02-24")] == ["published"]
    assert "Nothing in the trail is like that." in client.get(TRAIL, {"person": "nobody"}).content.decode()


@pytest.mark.parametrize(
    "sent",
    [{"kind": "challenges.setnote"}, {"number": "x"}, {"since": "31/31"}, {"until": "9999-12-31"}, {"page": "no"}],
)
def test_what_makes_no_sense_narrows_nothing(client, cast, sent):
    record(cast.coordinator, "changed", cast.workshop, at=NOW)
    client.force_login(cast.coordinator)
    assert len(rows(client, **sent)) == 1


def test_ten_thousand_lines_cost_the_same_queries_as_one(client, cast):
    client.force_login(cast.coordinator)
    record(cast.coordinator, "changed", cast.participant_place, at=NOW)
    client.get(TRAIL)
    with CaptureQueriesContext(connection) as one:
        client.get(TRAIL)
    with CaptureQueriesContext(connection) as adding:
        record_all(cast.coordinator, "changed", [(cast.participant_place, ["mobile"])] * 10_000, at=NOW)
    assert sum("cohorts_cohort" in query["sql"] for query in adding) <= 1
    with CaptureQueriesContext(connection) as many:
        assert len(rows(client)) == 50
    assert len(many) == len(one)


def test_the_way_in_is_the_navigation_of_the_office_alone(client, cast):
    client.force_login(cast.coordinator)
    assert f'href="{TRAIL}"' in client.get(reverse("home")).content.decode()
    client.force_login(cast.facilitator)
    assert f'href="{TRAIL}"' not in client.get(reverse("home")).content.decode()


def test_nothing_confidential_is_among_the_kinds_that_are_shown():
    assert not [label for label in SHOWN if label.startswith("challenges.")]
    assert not {"workshops.voice", "cohorts.coachingpair", "workshops.coachingslot"} & set(SHOWN)


def test_every_page_belongs_to_the_programme_of_its_session_even_without_a_venue(cast):
    day = cast.workshop.days.first()
    day.venue = None
    assert record(cast.coordinator, "moved", day, at=NOW).programme == cast.programme
    assert record(cast.coordinator, "changed", cast.programme, at=NOW).programme == cast.programme
    assert record(cast.coordinator, "changed", cast.organisation, at=NOW).programme is None


def test_no_query_changes_or_removes_a_line(cast):
    record(cast.coordinator, "changed", cast.workshop, at=NOW)
    with pytest.raises(TypeError):
        Event.objects.update(verb="did nothing")
    with pytest.raises(TypeError):
        Event.objects.all().delete()
    assert Event.objects.get().verb == "changed"


@pytest.mark.postgres
@pytest.mark.parametrize("sql", ["UPDATE cohorts_event SET verb = 'x'", "DELETE FROM cohorts_event"])
def test_postgresql_refuses_it_whoever_asks(cast, sql):
    record(cast.coordinator, "changed", cast.workshop, at=NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Event.objects.get().verb == "changed"


def test_the_meeting_of_a_set_is_known_by_its_number_alone(client, cast):
    meeting = make.session(cast.cohort, "What Sam fears", kind="set_meeting", learning_set=cast.set_a)
    record(cast.adviser, "added", meeting, at=NOW)
    record(cast.adviser, "added", meeting.days.get(), at=NOW)
    record(cast.adviser, "added", make.item(meeting.days.get(), "What Sam fears"), at=NOW)
    client.force_login(cast.coordinator)
    assert [line[2] for line in said(client)] == ["", "", ""]
    assert "What Sam fears" not in client.get(TRAIL).content.decode()
