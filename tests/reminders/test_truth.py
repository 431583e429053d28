"""For any date, cohort or person: who will get what, when and why, who will not, and what went."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from reminders.models import Message
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import WEEK_BEFORE, tick
from workshops.models import Reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_kind")]


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def ahead(client, who, **query):
    client.force_login(who)
    return client.get(reverse("reminders:ahead"), query).context["rows"]


def ledger(client, who, **query):
    client.force_login(who)
    return list(client.get(reverse("reminders:ledger"), query).context["page"])


def seen(rows):
    return [(row.occasion.kind, row.occasion.moment) for row in rows]


def test_every_kind_that_is_due_in_the_fortnight_is_listed(client, cast):
    tick(NOW)
    kinds = {kind for kind, _ in seen(ahead(client, cast.coordinator))}
    assert {"before_session", "after_session", "nudge"} <= kinds


def test_one_person_is_followed_through_everything_that_is_due(client, cast):
    tick(NOW)
    day = cast.workshop.days.get()
    Reply.objects.create(day=day, person=cast.participant, answer="sorry", by=cast.participant, at=NOW)
    rows = ahead(client, cast.coordinator, person="sam okafor")
    of_workshop = [row for row in rows if row.occasion.kind == "before_session"]
    assert len(of_workshop) == 2
    assert all(row.getting == [] for row in of_workshop)
    assert {why for row in of_workshop for _, why in row.not_getting} == {"said sorry"}


def test_dates_and_cohort_narrow_what_is_ahead(client, cast):
    make.session(cast.second_cohort, "Elsewhere", on=make.date(2027, 3, 3), changed_at=NOW)
    tick(NOW)
    day = {"since": "2027-03-02", "until": "2027-03-02"}
    assert {kind for kind, moment in seen(ahead(client, cast.coordinator, **day))} == {"before_session"}
    of_second = ahead(client, cast.coordinator, cohort=cast.second_cohort.pk, **day)
    assert {row.occasion.session.name for row in of_second} == {"Elsewhere"}
    far = ahead(client, cast.coordinator, since="2027-04-01", until="2027-12-31")
    assert all(row.occasion.due_at >= make.datetime(2027, 4, 1, tzinfo=make.UTC) for row in far)


def test_what_went_is_narrowed_by_date_and_cohort(client, cast):
    tick(WEEK_BEFORE)
    assert ledger(client, cast.coordinator, since="2027-02-25") == []
    on_the_day = ledger(client, cast.coordinator, since="2027-02-24", until="2027-02-24")
    assert {message.occasion.kind for message in on_the_day} == {"before_session"}
    assert ledger(client, cast.coordinator, cohort=cast.second_cohort.pk, since="2027-02-24") == []


@pytest.mark.parametrize("nonsense", [{"since": "yesterday"}, {"until": "2027-02-31"}, {"cohort": "x"}, {"state": "y"}])
def test_nonsense_narrows_nothing(client, cast, nonsense):
    tick(WEEK_BEFORE)
    assert len(ledger(client, cast.coordinator, **nonsense)) == len(ledger(client, cast.coordinator))


def test_that_somebody_has_promised_something_is_nobody_elses_business(client, cast):
    make.commitment(cast.participant_place, due_on=NOW.date() + timedelta(days=5))
    tick(NOW)
    client.force_login(cast.coordinator)
    before = client.get(reverse("reminders:ahead")).content.decode()
    tick(NOW + timedelta(days=3))
    after = client.get(reverse("reminders:ledger")).content.decode()
    assert "1 more mail brings somebody’s own promise back to them." in before
    for html in (before, after):
        assert "About their own challenge" not in html
        assert "Commitments due" not in html
    client.force_login(cast.participant)
    assert "Commitments due" in client.get(reverse("reminders:mine")).content.decode()


def test_a_mail_about_a_promise_that_failed_is_a_task_without_saying_what_it_was(client, cast):
    make.commitment(cast.participant_place, due_on=NOW.date() + timedelta(days=5))
    tick(NOW + timedelta(days=3))
    Message.objects.filter(occasion__kind="commitments").update(state="failed", why="address_failed")
    client.force_login(cast.coordinator)
    html = client.get(reverse("reminders:ledger")).content.decode()
    assert "About their own challenge" in html
    assert "Commitments due" not in html


def test_going_on_after_a_pause_names_nobody_who_has_promised_something(client, cast):
    make.commitment(cast.participant_place, due_on=NOW.date() + timedelta(days=2))
    cast.programme.paused_at = NOW
    cast.programme.save()
    tick(NOW)
    client.force_login(cast.coordinator)
    html = client.get(reverse("reminders:resume", args=[cast.programme.pk])).content.decode()
    assert "1 more brings somebody’s own promise back to them." in html
    assert "Sam Okafor" not in html


def test_it_costs_the_same_for_one_occasion_and_for_ten_of_every_kind(client, cast, django_assert_max_num_queries):
    tick(NOW)
    client.force_login(cast.coordinator)
    with django_assert_max_num_queries(67) as few:
        client.get(reverse("reminders:ahead"))
    for number in range(6):
        make.session(cast.cohort, f"Lab {number}", on=make.date(2027, 3, 4), changed_at=NOW)
        make.commitment(cast.set_mate_place, due_on=NOW.date() + timedelta(days=3 + number))
    tick(NOW + timedelta(hours=2))
    with django_assert_max_num_queries(len(few.captured_queries) + 8):  # the kinds that there were none of before
        client.get(reverse("reminders:ahead"))
