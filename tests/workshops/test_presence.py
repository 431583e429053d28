"""When people came late or left early, beside the half-days of the register."""

from datetime import UTC, datetime, time

import pytest
from django.urls import reverse

from tests.workshops.test_attendance import AFTER
from workshops.exceptions import OtherSession
from workshops.models import Attendance, Presence
from workshops.services import attendance


@pytest.fixture
def day(cast, time_machine):
    time_machine.move_to(AFTER, tick=False)
    return cast.workshop.days.get()


def url(day):
    return reverse("workshops:attendance", args=[day.pk])


def noted(day):
    return {one.membership_id: (one.arrived, one.left) for one in day.presences.all()}


def test_the_times_are_boxes_only_when_they_are_asked_for(cast, client, day):
    client.force_login(cast.facilitator)
    assert 'type="time"' not in client.get(url(day)).content.decode()
    assert client.get(url(day) + "?times").content.decode().count('type="time"') == 6


def test_they_are_saved_with_the_register_and_said_beside_the_name(cast, client, day):
    client.force_login(cast.facilitator)
    pk = cast.participant_place.pk
    typed = {"came": [f"{pk}-am"], f"arrived-{pk}": "10:15", f"left-{pk}": "12:00"}
    page = client.post(url(day) + "?times", typed, follow=True).content.decode()
    assert "Came 10:15, left 12:00" in page
    assert noted(day) == {pk: (time(10, 15), time(12))}


def test_a_register_saved_without_the_boxes_keeps_them(cast, client, day):
    pk, other = cast.participant_place.pk, cast.set_mate_place.pk
    times = {pk: (time(10), None), other: (None, time(15))}
    attendance.enter(day=day, came=set(), times=times, by=cast.coordinator, now=AFTER)
    client.force_login(cast.facilitator)
    client.post(url(day), {"came": []})
    assert noted(day) == times
    client.post(url(day), {f"arrived-{pk}": "", f"left-{pk}": ""})
    assert noted(day) == {other: (None, time(15))}


def test_who_left_before_they_came_is_kept_and_said(cast, client, day):
    client.force_login(cast.facilitator)
    pk = cast.participant_place.pk
    page = client.post(url(day), {f"arrived-{pk}": "12:00", f"left-{pk}": "09:00"}, follow=True).content.decode()
    assert "Left before they came: check the times" in page
    assert noted(day) == {pk: (time(12), time(9))}


@pytest.mark.parametrize("typed", ["25:00", "noon", "10:15; drop", "9" * 99, "\x00"])
def test_what_is_no_time_is_refused_whole(cast, client, day, typed):
    client.force_login(cast.facilitator)
    pk = cast.participant_place.pk
    assert client.post(url(day), {"came": [f"{pk}-am"], f"arrived-{pk}": typed}).status_code == 404
    assert not Presence.objects.exists()
    assert not Attendance.objects.exists()


def test_the_times_of_somebody_of_another_cohort_are_refused_whole(cast, day):
    times = {cast.other_cohort_place.pk: (time(10), None)}
    with pytest.raises(OtherSession):
        attendance.enter(day=day, came=set(), times=times, by=cast.coordinator, now=AFTER)
    assert not Presence.objects.exists()


def test_before_the_day_there_are_no_boxes(cast, client, time_machine):
    time_machine.move_to(datetime(2027, 3, 2, 9, tzinfo=UTC), tick=False)
    client.force_login(cast.facilitator)
    assert 'type="time"' not in client.get(url(cast.workshop.days.get()) + "?times").content.decode()
