"""A programme is copied with one of its cohorts: what the office set up, and none of the people."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from cohorts.models import Event, Programme
from cohorts.services import logos, programmes
from reminders.models import Rule
from reminders.planning import ensure_default_rules
from tests import factories as make
from tests.pictures import png
from workshops.models import SessionDay

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(make.NOW, tick=False):
        yield


def text(response):
    return " ".join(response.content.decode().split())


def send(client, cast, **fields):
    client.force_login(cast.coordinator)
    way = reverse("reminders:programme_copy", args=[cast.programme.pk]) + f"?cohort={cast.cohort.pk}"
    given = {"programme_name": "West Programme", "name": "Spring 2028", "begins": "1 March 2028"} | fields
    return client.post(way, given)


def copied(client, cast):
    shown = send(client, cast)
    dates = {field.html_name: field.value() for _session, field, _made in shown.context["rows"]}
    for name in ("Spring 2028", "Spring 2028", "Another name for it"):  # pressed thrice, once after going back
        send(client, cast, shown=shown.context["found"].mark, **dates, name=name)
    return Programme.objects.get(name="West Programme")


def test_what_the_office_set_up_comes_along_once(client, cast):
    cast.programme.aim, cast.programme.holidays = "Lead across boundaries", "GB-SCT"
    cast.programme.save()
    programmes.write_outcomes(cast.programme, ["Fewer doors", "One offer"])
    acting = {"by": cast.coordinator, "now": make.NOW}
    body = programmes.add_partner(programme=cast.programme, organisation="Northmoor", part="hosts", **acting)
    logos.set_logo(partner=body, content=png(), alt="Northmoor", **acting)
    ensure_default_rules([cast.programme.pk])
    cast.programme.reminder_rules.filter(kind="before_session").update(words="Dear all", is_on=False)
    cast.programme.own_columns.create(position=1, name="Pay band")
    cast.cohort.places = 24
    cast.cohort.save()
    made = copied(client, cast)
    assert made.own_columns.get().name == "Pay band"
    assert made.cohorts.get().places == 24
    assert (made.aim, made.holidays, made.region) == ("Lead across boundaries", "GB-SCT", cast.programme.region)
    assert [outcome.text for outcome in made.outcomes.all()] == ["Fewer doors", "One offer"]
    assert bytes(made.partners.get(organisation__name="Northmoor").logo.content) == png()
    fields = ("kind", "session_kind", "role", "moment", "words", "is_on")
    assert set(made.reminder_rules.values_list(*fields)) == set(cast.programme.reminder_rules.values_list(*fields))
    assert Rule.objects.filter(programme=made, words="Dear all", is_on=False).exists()


def test_sessions_stand_in_the_rooms_of_the_new_programme(client, cast):
    day = cast.workshop.days.get()
    room = day.venue.rooms.create(name="Garden Room", capacity=24, step_free=True)
    day.room = room
    day.save()
    make.item(day, "Lunch", room=room)
    made = copied(client, cast)
    new = SessionDay.objects.get(session__cohort__programme=made, session__name="Workshop 1")
    assert (new.date, new.venue.programme, new.room.venue) == (date(2028, 3, 1), made, new.venue)
    assert (new.room.name, new.room.capacity, new.room.step_free) == ("Garden Room", 24, True)
    assert new.items.get().room == new.room


def test_nobody_comes_along_and_whoever_copied_coordinates(client, cast):
    made = copied(client, cast)
    assert [(role.person, role.role) for role in made.roles.all()] == [(cast.coordinator, "coordinator")]
    cohort = made.cohorts.get()
    assert (cohort.name, cohort.memberships.count(), cohort.sets.count()) == ("Spring 2028", 0, 0)
    assert made.starts_on == cast.programme.starts_on + timedelta(weeks=52)
    assert made.ends_on >= cohort.ends_on
    assert Event.objects.filter(programme=made, by=cast.coordinator, verb="copied", model="cohorts.programme").exists()


def test_nothing_is_saved_before_it_was_seen(client, cast):
    shown = text(send(client, cast))
    assert "The new programme runs from" in shown
    assert "<b>Wednesday 1 March 2028</b>" in shown
    assert not Programme.objects.filter(name="West Programme").exists()


def test_without_a_name_it_is_said_and_kept_as_typed(client, cast):
    response = send(client, cast, programme_name="", name="Frühling 2028")
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"programme_name"}
    assert 'value="Frühling 2028"' in text(response)


def test_a_programme_without_a_cohort_says_what_is_missing(client, cast):
    client.force_login(cast.other_coordinator)
    empty = text(client.get(reverse("reminders:programme_copy", args=[cast.other_programme.pk])))
    assert "It has no cohort yet" in empty
    assert reverse("cohorts:cohort_add", args=[cast.other_programme.pk]) in empty


@pytest.mark.parametrize("asked", ["abc", "9" * 30, "0"])
def test_a_cohort_that_is_not_there_is_none_of_it(client, cast, asked):
    client.force_login(cast.coordinator)
    response = client.get(reverse("reminders:programme_copy", args=[cast.programme.pk]), {"cohort": asked})
    assert response.status_code == 200
    assert cast.other_programme.name not in text(response)


def test_another_cohort_can_be_chosen(client, cast):
    client.force_login(cast.coordinator)
    page = text(client.get(reverse("reminders:programme_copy", args=[cast.programme.pk])))
    assert f"With the cohort {cast.cohort}" in page  # the one with sessions
    other = cast.programme.cohorts.exclude(pk=cast.cohort.pk).get()
    assert f'href="?cohort={other.pk}"' in page
    assert reverse("reminders:programme_copy", args=[cast.programme.pk]) in text(
        client.get(cast.programme.get_absolute_url())
    )
