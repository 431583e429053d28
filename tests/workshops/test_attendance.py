from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import trail
from workshops.exceptions import NotYet, OtherSession
from workshops.models import Attendance, Reply
from workshops.services import attendance, sessions

AFTER = datetime(2027, 3, 3, 17, tzinfo=UTC)


@pytest.fixture
def day(cast, time_machine):
    time_machine.move_to(AFTER, tick=False)
    return cast.workshop.days.get()


def url(day):
    return reverse("workshops:attendance", args=[day.pk])


def came(day):
    return {(mark.membership_id, mark.half) for mark in day.attendance.filter(came=True)}


def test_the_register_is_entered_whole(cast, day):
    who = {(cast.participant_place.pk, "am"), (cast.participant_place.pk, "pm"), (cast.set_mate_place.pk, "am")}
    attendance.enter(day=day, came=who, by=cast.coordinator, now=AFTER)
    assert came(day) == who
    assert Attendance.objects.count() == 6
    assert trail(day) == [("entered register", ["attendance"])]


def test_entering_it_again_corrects_it(cast, day):
    attendance.enter(day=day, came={(cast.participant_place.pk, "am")}, by=cast.coordinator, now=AFTER)
    attendance.enter(day=day, came=set(), halves=["am"], by=cast.facilitator, now=AFTER + timedelta(hours=1))
    assert came(day) == set()
    assert Attendance.objects.count() == 3
    assert set(day.attendance.values_list("by", flat=True)) == {cast.facilitator.pk}


def test_a_register_saved_at_lunch_concludes_nothing_of_the_afternoon(cast, client, day, time_machine):
    client.force_login(cast.coordinator)
    time_machine.move_to(datetime(2027, 3, 3, 12, 30, tzinfo=UTC), tick=False)
    page = client.get(url(day) + "?everyone").content.decode()
    assert page.count(" checked") == page.count("from 13:00") == 3
    client.post(url(day), {"came": [f"{cast.participant_place.pk}-am"]})
    assert set(day.attendance.values_list("half", flat=True)) == {"am"}
    assert "The afternoon is not yet entered" in client.get(url(day)).content.decode()
    assert client.post(url(day), {"came": [f"{cast.participant_place.pk}-pm"]}).status_code == 404


def test_a_half_day_with_nobody_ticked_is_entered_only_by_saying_so(cast, client, day):
    client.force_login(cast.coordinator)
    assert "Nobody came" in client.get(url(day)).content.decode()
    client.post(url(day), {"came": [f"{cast.participant_place.pk}-am"]})
    assert set(day.attendance.values_list("half", flat=True)) == {"am"}
    client.post(url(day), {"came": [f"{cast.participant_place.pk}-am"], "half": ["am", "pm"]})
    assert Attendance.objects.filter(half="pm", came=False).count() == 3
    page = client.get(url(day)).content.decode()
    assert "Who came" in page
    assert "Nobody came" not in page


def test_a_register_that_says_nothing_is_refused_in_words(cast, client, day):
    client.force_login(cast.coordinator)
    assert "Nobody is ticked, so nothing is saved" in client.post(url(day), {"came": []}, follow=True).content.decode()
    assert not Attendance.objects.exists()


def test_a_page_opened_before_the_afternoon_was_entered_says_nothing_of_it(cast, client, day):
    both = {(place.pk, half) for place in (cast.participant_place, cast.set_mate_place) for half in ("am", "pm")}
    attendance.enter(day=day, came=both, by=cast.facilitator, now=AFTER)
    client.force_login(cast.coordinator)
    client.post(url(day), {"came": [f"{cast.participant_place.pk}-am"]})
    assert came(day) == both - {(cast.set_mate_place.pk, "am")}


def test_somebody_of_another_cohort_is_refused_whole(cast, day):
    who = {(cast.participant_place.pk, "am"), (cast.other_cohort_place.pk, "am")}
    with pytest.raises(OtherSession):
        attendance.enter(day=day, came=who, by=cast.coordinator, now=AFTER)
    assert not Attendance.objects.exists()


def test_a_day_that_has_not_come_has_no_register(cast):
    with pytest.raises(NotYet):
        attendance.enter(day=cast.workshop.days.get(), came=set(), by=cast.coordinator, now=make.NOW)


def test_the_register_page_says_when_it_is_not_yet_entered(cast, client, day):
    client.force_login(cast.facilitator)
    page = client.get(url(day)).content.decode()
    assert "The register is not yet entered" in page
    assert "checked" not in page
    assert "Noa Petersen" not in page


def test_everyone_is_ticked_at_once_but_those_who_said_sorry(cast, client, day):
    Reply.objects.create(day=day, person=cast.set_mate, answer="sorry", by=cast.set_mate, at=make.NOW)
    client.force_login(cast.facilitator)
    page = client.get(url(day) + "?everyone").content.decode()
    assert page.count(" checked") == 4
    assert "Said sorry" in page
    assert not Attendance.objects.exists()


def test_who_comes_for_part_of_the_day_is_said_with_their_note(cast, client, day):
    said = {"answer": "part", "note": "leaving at three", "by": cast.set_mate, "at": make.NOW}
    Reply.objects.create(day=day, person=cast.set_mate, **said)
    for who, told in (("facilitator", True), ("administrator", False)):
        client.force_login(getattr(cast, who))
        assert ("Part of the day: leaving at three" in client.get(url(day)).content.decode()) is told


def test_it_is_saved_in_one_press(cast, client, day):
    client.force_login(cast.facilitator)
    ticked = [f"{cast.participant_place.pk}-am", f"{cast.set_mate_place.pk}-pm"]
    page = client.post(url(day), {"came": ticked}, follow=True).content.decode()
    assert "The register is saved." in page
    assert "by Frances Dale" in page
    assert page.count(" checked") == 2


@pytest.mark.parametrize("value", ["x-am", "1", "-am", "99999999999999999999-am", "1-evening"])
def test_a_box_that_is_not_on_the_page_is_refused_whole(cast, client, day, value):
    client.force_login(cast.facilitator)
    ticked = [f"{cast.participant_place.pk}-am", value]
    assert client.post(url(day), {"came": ticked}).status_code == 404
    assert not Attendance.objects.exists()


def test_an_administrator_reads_and_may_not_enter(cast, client, day):
    attendance.enter(day=day, came={(cast.participant_place.pk, "am")}, by=cast.coordinator, now=AFTER)
    client.force_login(cast.administrator)
    page = client.get(url(day)).content.decode()
    assert "Did not come" in page
    assert "checkbox" not in page
    assert client.post(url(day), {"came": []}).status_code == 403
    assert len(came(day)) == 1


def test_nothing_is_concluded_from_a_register_that_is_not_entered(cast, client, day):
    client.force_login(cast.administrator)
    page = client.get(url(day)).content.decode()
    assert "Did not come" not in page
    assert "not entered" in page


def test_a_set_s_register_is_for_its_adviser_and_the_office_and_lists_its_members(cast, client, time_machine):
    time_machine.move_to(AFTER, tick=False)
    meeting = make.session(cast.cohort, "Set 1", kind="set_meeting", learning_set=cast.set_a, title="Secret")
    day = meeting.days.get()
    for role, status in (("adviser", 200), ("coordinator", 200), ("other_adviser", 404), ("facilitator", 404)):
        client.force_login(getattr(cast, role))
        assert client.get(url(day)).status_code == status
    client.force_login(cast.coordinator)
    page = client.get(url(day)).content.decode()
    assert "Robin Ashworth" in page
    assert "Jo Hartley" not in page
    assert "Secret" not in page
    assert client.post(url(day), {"came": [f"{cast.set_mate_place.pk}-pm"]}).status_code == 302
    assert client.post(url(day), {"came": [f"{cast.other_set_place.pk}-pm"]}).status_code == 404


def test_the_register_of_an_afternoon_opens_at_one_o_clock(cast):
    day = cast.workshop.days.get()
    opens = {0: [], 1: ["am"], 13: ["am", "pm"]}  # by the clock in London; the day before, and on the day
    assert day.halves_open(datetime(2027, 3, 2, 23, 59, tzinfo=UTC)) == opens[0]
    assert day.halves_open(datetime(2027, 3, 3, 12, 59, tzinfo=UTC)) == opens[1]
    assert day.halves_open(datetime(2027, 3, 3, 13, 0, tzinfo=UTC)) == opens[13]
    assert day.halves_open(datetime(2027, 3, 4, 1, 0, tzinfo=UTC)) == opens[13]


def test_an_afternoon_meeting_has_one_half(cast):
    day = cast.workshop.days.get()
    day.opens, day.closes = time(15, 30), time(16, 15)
    assert day.halves == ["pm"]
    day.opens, day.closes = time(9), time(13)
    assert day.halves == ["am"]


def test_whoever_left_stays_on_the_register_they_are_marked_on(cast, client, day):
    attendance.enter(day=day, came={(cast.participant_place.pk, "am")}, by=cast.coordinator, now=AFTER)
    cast.participant_place.left_at = AFTER
    cast.participant_place.save()
    client.force_login(cast.coordinator)
    page = client.get(url(day)).content.decode()
    assert "Sam Okafor" in page
    assert "Has left the cohort" in page


def test_a_cancelled_day_has_no_register(cast, client, day):
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=make.NOW)
    client.force_login(cast.coordinator)
    assert "checkbox" not in client.get(url(day)).content.decode()
    assert "so it has no register" in client.post(url(day), {"came": []}, follow=True).content.decode()


def test_the_register_costs_the_same_for_one_person_and_for_thirty(cast, client, day, django_assert_num_queries):
    client.force_login(cast.facilitator)
    for size in (3, 30):
        while cast.cohort.memberships.filter(role="participant").count() < size:
            make.place(cast.cohort, make.person("Alex Archer"))
        with django_assert_num_queries(13):
            client.get(url(day))


def test_an_administrator_reads_the_register_and_no_reply(cast, client):
    day = cast.workshop.days.get()
    Reply.objects.create(day=day, person=cast.participant, answer="sorry", by=cast.participant, at=make.NOW)
    for person, told in ((cast.facilitator, True), (cast.administrator, False)):
        client.force_login(person)
        page = client.get(reverse("workshops:attendance", args=[day.pk])).content.decode()
        assert "Sam Okafor" in page
        assert ("Said sorry" in page) is told
