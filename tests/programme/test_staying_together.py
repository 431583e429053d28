"""After its end a cohort stays together: home says so, nothing reminds, and whoever wants to may leave."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cohorts.models import Event
from reminders.kinds.commitments import dated
from tests import factories as make
from workshops.models import Attendance

pytestmark = pytest.mark.django_db
LAST_DAY = date(2027, 7, 31)


@pytest.fixture
def ended(cast, client, time_machine):
    """The week after the end, with the participant looking."""
    time_machine.move_to(make.datetime(2027, 8, 5, 9, tzinfo=make.UTC), tick=False)
    client.force_login(cast.participant)
    return cast


def home(client):
    return client.get(reverse("home")).content.decode()


def leave(place):
    return reverse("workshops:place_leave", args=[place.pk])


def test_home_says_that_it_ended_and_stays_together(ended, client):
    page = home(client)
    assert "Spring 2027 ended on 31 July 2027. It stays together." in page
    assert leave(ended.participant_place) in page


def test_nothing_speaks_as_if_it_were_about_to_begin(ended, client):
    ended.set_a.seats.all().delete()
    page = home(client)
    assert "If the cohort meets again" in page
    assert "Write a first draft" not in page
    assert "What I wrote" not in page
    assert "Your cohort has ended" in client.get(reverse("challenges:my_set")).content.decode()


def test_on_its_last_day_nothing_is_said_and_nobody_leaves_by_themselves(cast, client, time_machine):
    time_machine.move_to(make.datetime(2027, 7, 31, 9, tzinfo=make.UTC), tick=False)
    client.force_login(cast.participant)
    assert "It stays together" not in home(client)
    assert client.post(leave(cast.participant_place)).status_code == 404
    cast.participant_place.refresh_from_db()
    assert cast.participant_place.left_at is None


def test_own_writing_and_the_people_stay_in_reach(ended, client):
    challenge = make.challenge(ended.participant_place, statement="Still mine to read")
    assert "Still mine to read" in client.get(challenge.get_absolute_url()).content.decode()
    people = client.get(reverse("cohorts:cohort_people", args=[ended.cohort.pk])).content.decode()
    assert ended.set_mate.name in people


def test_whoever_leaves_is_gone_from_the_list_and_it_stands_in_the_trail(ended, client):
    assert "Leave Spring 2027?" in client.get(leave(ended.participant_place)).content.decode()
    page = client.post(leave(ended.participant_place), follow=True).content.decode()
    assert "You have left Spring 2027" in page
    ended.participant_place.refresh_from_db()
    assert ended.participant_place.left_at
    assert Event.objects.filter(verb="withdrew", by=ended.participant, object_id=ended.participant_place.pk).exists()
    client.force_login(ended.set_mate)
    people = client.get(reverse("cohorts:cohort_people", args=[ended.cohort.pk])).content.decode()
    assert ended.participant.name not in people


def test_nobody_leaves_for_somebody_else(ended, client):
    assert client.post(leave(ended.set_mate_place)).status_code == 404
    ended.set_mate_place.refresh_from_db()
    assert ended.set_mate_place.left_at is None


def test_what_was_promised_for_after_the_end_is_not_brought_back(cast):
    for due_on in (LAST_DAY, LAST_DAY + timedelta(days=1)):
        make.commitment(cast.participant_place, due_on=due_on)
    assert {due_on for _, due_on, *_ in dated(make.NOW)} == {LAST_DAY}


def close(cohort):
    return reverse("workshops:cohort_close", args=[cohort.pk])


def test_the_office_closes_it_with_everybody_named_first(ended, client):
    client.force_login(ended.coordinator)
    assert close(ended.cohort) in client.get(ended.cohort.get_absolute_url()).content.decode()
    assert str(ended.set_mate) in client.get(close(ended.cohort)).content.decode()
    assert "The cohort is closed" in client.post(close(ended.cohort), follow=True).content.decode()
    assert not ended.cohort.memberships.current().exists()
    assert "Nobody is in it any more" in client.get(close(ended.cohort)).content.decode()
    client.force_login(ended.set_mate)
    assert "It stays together" not in home(client)


def test_a_closed_cohort_says_so_and_its_certificates_can_still_be_printed(ended, client):
    client.force_login(ended.coordinator)
    day = ended.workshop.days.get()
    fields = {"half": "am", "came": True, "by": ended.coordinator, "at": make.NOW}
    Attendance.objects.create(day=day, membership=ended.participant_place, **fields)
    client.post(close(ended.cohort))
    page = client.get(ended.cohort.get_absolute_url()).content.decode()
    assert "Closed: every place has ended" in page
    assert close(ended.cohort) not in page
    people = client.get(reverse("cohorts:cohort_people", args=[ended.cohort.pk])).content.decode()
    assert "Nobody is in this cohort any more" in people
    assert "Import the list you keep" not in people
    place = client.get(reverse("cohorts:person", args=[ended.participant.pk])).content.decode()
    assert "to the end" in place
    assert "withdrawn" not in place
    certificates = client.get(reverse("workshops:certificates", args=[ended.cohort.pk])).content.decode()
    assert ended.participant.name in certificates
    sheet = reverse("workshops:certificates_sheet", args=[ended.cohort.pk])
    assert client.get(sheet, {"place": ended.participant_place.pk}).content.startswith(b"%PDF")


def test_a_cohort_that_has_not_ended_is_not_closed(cast, client, time_machine):
    time_machine.move_to(make.datetime(2027, 7, 31, 9, tzinfo=make.UTC), tick=False)
    client.force_login(cast.coordinator)
    assert "Close the cohort" not in client.get(cast.cohort.get_absolute_url()).content.decode()
    assert "This cohort ends on" in client.get(close(cast.cohort)).content.decode()
    assert "nothing is closed" in client.post(close(cast.cohort), follow=True).content.decode()
    assert cast.cohort.memberships.current().exists()
