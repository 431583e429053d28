"""The set room: a clock that only the server turns, turns, and what is promised."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from challenges.exceptions import KeyTaken, NotInThatSet
from challenges.models import Commitment, Holder, SetRoom, Turn
from challenges.services import rooms, timekeeping, turns
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(cast):
    """A meeting of the participant's set today, 10:00 to 10:45."""
    meeting = make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a, on=NOW.date())
    meeting.days.update(closes="10:45", ends_at=NOW.replace(hour=10, minute=45), starts_at=NOW.replace(hour=10))
    return meeting.days.get()


def url(name, day):
    return reverse(f"challenges:{name}", args=[day.pk])


@pytest.fixture
def see(client, cast, day):
    def get(role, **headers):
        client.force_login(cast.roles[role])
        return client.get(url("room", day), headers=headers)

    return get


def press(cast, day, do, revision=None, role="participant", at=NOW):
    room = rooms.open_room(day)
    number = room.revision if revision is None else revision
    return timekeeping.turn_clock(room=room, do=do, revision=number, by=cast.roles[role], now=at)


class TestClock:
    def test_the_usual_stages_fill_the_meeting(self, day, see):
        page = see("participant").content.decode()
        assert "45 minutes in all" in page
        assert page.index("Check-in") < page.index("Commitments from last time") < page.index("A look at the process")
        assert not SetRoom.objects.exists()  # nobody has pressed anything

    def test_everybody_sees_the_same_end_whoever_pressed_and_whenever_they_look(self, cast, day, see):
        press(cast, day, "start")
        for role in ("participant", "set_mate", "adviser"):
            page = see(role).content.decode()
            assert f'data-began="{int(NOW.timestamp() * 1000)}"' in page
            assert "Until 09:04:00. The meeting ends at 09:45." in page

    def test_pressed_twice_at_once_it_starts_once_and_moves_once(self, cast, day):
        assert press(cast, day, "start", 0)
        assert not press(cast, day, "start", 0, role="set_mate", at=NOW + MINUTE)
        assert SetRoom.objects.get().began_at == NOW
        assert press(cast, day, "next", 1)
        assert not press(cast, day, "next", 1, role="set_mate")
        assert SetRoom.objects.get().at == 1

    def test_a_pause_is_not_counted(self, cast, day):
        press(cast, day, "start")
        press(cast, day, "pause", at=NOW + MINUTE)
        assert SetRoom.objects.get().ends_at is None
        press(cast, day, "start", at=NOW + 10 * MINUTE)
        assert SetRoom.objects.get().ends_at == NOW + 13 * MINUTE  # three of four minutes were left

    def test_while_it_stands_still_the_face_says_what_is_left(self, cast, day, see):
        press(cast, day, "start")
        press(cast, day, "pause", at=NOW + timedelta(seconds=40))
        assert "3:20" in see("set_mate").content.decode()

    def test_a_minute_more_moves_the_end_of_everything(self, cast, day, see):
        press(cast, day, "start")
        press(cast, day, "minute")
        assert "Until 09:05:00. The meeting ends at 09:46." in see("adviser").content.decode()

    def test_next_past_the_last_stage_ends_it_and_back_takes_it_up_again(self, cast, day, see):
        press(cast, day, "start")
        for _ in SetRoom.objects.get().stages:
            press(cast, day, "next")
        assert "The meeting is over" in see("participant").content.decode()
        press(cast, day, "minute")
        press(cast, day, "back")
        assert 'aria-current="step"><span>A look at the process' in see("participant").content.decode()

    def test_what_has_not_changed_is_not_sent_again(self, cast, day, see):
        press(cast, day, "start")
        first = see("set_mate", HX_Request="true", **{"HX-Request": "true"})
        assert "csrf" not in first.content.decode()
        again = see("set_mate", **{"HX-Request": "true", "If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        press(cast, day, "next")
        assert see("set_mate", **{"HX-Request": "true", "If-None-Match": first["ETag"]}).status_code == 200

    def test_without_scripts_a_press_leads_back_to_the_room(self, client, cast, day):
        client.force_login(cast.set_mate)
        answer = client.post(url("room_clock", day), {"do": "start 0"})
        assert (answer.status_code, answer["Location"]) == (302, url("room", day))
        assert SetRoom.objects.get().at == 0

    @pytest.mark.parametrize("do", ["", "start", "explode 0", "start -1", "start 99999999999999999999"])
    def test_what_no_button_sends_is_not_there(self, client, cast, day, do):
        client.force_login(cast.participant)
        assert client.post(url("room_clock", day), {"do": do}).status_code == 404

    def test_the_set_gives_its_stages_other_minutes(self, client, cast, day):
        client.force_login(cast.adviser)
        count = len(rooms.room_of(day).stages)
        form = {f"stage_{place}": 5 for place in range(count)}
        assert client.post(url("room_stages", day), form | {"stage_1": 500}).status_code == 422
        client.post(url("room_stages", day), form)
        assert {minutes for _, minutes in SetRoom.objects.get().stages} == {5}

    def test_a_cancelled_meeting_and_a_whole_cohorts_session_have_no_room(self, cast, day, see, client):
        assert client.get(reverse("challenges:room", args=[cast.workshop.days.first().pk])).status_code in (302, 404)
        day.cancelled_at = NOW
        day.save()
        assert see("participant").status_code == 404


class TestTurns:
    def test_whose_turn_it_is_stands_first_and_the_set_decides(self, client, cast, day, see):
        earlier = make.session(
            cast.cohort, "Before", kind="set_meeting", learning_set=cast.set_a, on=NOW.date() - timedelta(days=28)
        )
        turns.present(day=earlier.days.get(), who=cast.participant_place, presents=True, by=cast.adviser, now=NOW)
        page = see("participant").content.decode()
        listed = page[page.index('id="turns"') : page.index('id="made"')]
        assert listed.index(str(cast.set_mate)) < listed.index(str(cast.participant))
        assert str(cast.adviser) not in listed
        client.post(url("room_turn", day), {"do": f"presents {cast.participant_place.pk}"})
        assert f"<b>Presents:</b> {cast.participant}" in see("set_mate").content.decode()

    def test_a_bid_is_seen_and_can_be_taken_back(self, client, cast, day, see):
        client.force_login(cast.set_mate)
        client.post(url("room_turn", day), {"do": "bid"})
        assert "would like to" in see("participant").content.decode()
        client.force_login(cast.set_mate)
        client.post(url("room_turn", day), {"do": "unbid"})
        assert not Turn.objects.exists()

    @pytest.mark.parametrize("who", ["other_set_place", "adviser_place"])
    def test_nobody_presents_who_does_not_sit_there(self, client, cast, day, who):
        client.force_login(cast.participant)
        answer = client.post(url("room_turn", day), {"do": f"presents {getattr(cast, who).pk}"})
        assert answer.status_code == 404
        assert not Turn.objects.exists()

    def test_nor_whoever_has_left(self, client, cast, day, see):
        turns.bid(day=day, wants=True, by=cast.set_mate, now=NOW)
        cast.set_mate_place.seats.update(left_at=NOW)
        client.force_login(cast.participant)
        assert client.post(url("room_turn", day), {"do": f"presents {cast.set_mate_place.pk}"}).status_code == 404
        assert see("participant").status_code == 200
        assert see("set_mate").status_code == 404


class TestPromises:
    def test_what_is_promised_in_the_room_is_the_sets_to_read_and_comes_first_next_time(self, client, cast, day, see):
        client.force_login(cast.participant)
        form = {"text": "Ring the chair", "due_on": "", "key": uuid.uuid4()}
        client.post(url("room_promise", day), form)
        client.post(url("room_promise", day), form)
        made = Commitment.objects.get()
        assert (made.audience, made.learning_set, made.session) == ("set", cast.set_a, day.session)
        later = make.session(
            cast.cohort, "Next", kind="set_meeting", learning_set=cast.set_a, on=NOW.date() + timedelta(days=28)
        )
        client.force_login(cast.set_mate)
        page = client.get(url("room", later.days.get())).content.decode()
        assert page.index("What we said we would do") < page.index("Ring the chair") < page.index("Who presents")
        assert "Say how it went" not in page  # somebody else's

    def test_how_it_went_is_said_from_the_room_and_leads_back_to_it(self, client, cast, day, see, time_machine):
        time_machine.move_to(NOW)
        mine = make.commitment(cast.participant_place, audience="set", learning_set=cast.set_a)
        page = see("participant").content.decode()
        link = f"{reverse('challenges:how_it_went', args=[mine.pk])}?room={day.pk}"
        assert link in page
        answer = client.post(link, {"state": "changed", "outcome": "She rang me"})
        assert answer["Location"] == f"{url('room', day)}#carried"
        page = see("set_mate").content.decode()
        assert "She rang me" in page
        assert "Changed" in page

    def test_what_became_of_it_between_two_meetings_is_told_at_the_next_and_only_there(self, cast, day, see):
        told = {"state": "done", "outcome": "She said yes", "closed_at": NOW - timedelta(days=3)}
        make.commitment(cast.set_mate_place, audience="set", learning_set=cast.set_a, **told)
        assert "She said yes" in see("participant").content.decode()
        between = make.session(
            cast.cohort, "Met since", kind="set_meeting", learning_set=cast.set_a, on=NOW.date() - timedelta(days=2)
        )
        assert "She said yes" not in see("participant").content.decode()
        between.days.update(cancelled_at=NOW)
        assert "She said yes" in see("participant").content.decode()

    def test_what_two_promise_together_is_told_by_either_from_the_room(self, cast, day, see):
        made = make.commitment(cast.set_mate_place, "Ring the trust", audience="set", learning_set=cast.set_a)
        Holder.objects.create(commitment=made, membership=cast.participant_place, asked_at=NOW, yes_at=NOW)
        page = see("participant").content.decode()
        assert "together with Robin Ashworth" in page
        assert f"{reverse('challenges:how_it_went', args=[made.pk])}?room={day.pk}" in page

    def test_what_is_not_shared_with_the_set_is_not_read_there(self, cast, day, see):
        make.commitment(cast.set_mate_place, "For me alone")
        make.commitment(cast.set_mate_place, "For facilitators", audience="facilitators")
        page = see("participant").content.decode()
        assert "For me alone" not in page
        assert "For facilitators" not in page

    @pytest.mark.parametrize(
        ("typed", "said"), [({"text": ""}, "Write what you will do."), ({"due_on": "1 May 2020"}, "today or later")]
    )
    def test_what_is_wrong_is_said_and_stays(self, client, cast, day, typed, said):
        client.force_login(cast.participant)
        form = {"text": "Ring the chair", "due_on": "", "key": uuid.uuid4()} | typed
        answer = client.post(url("room_promise", day), form)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Commitment.objects.exists()

    def test_the_key_of_somebody_elses_form_is_refused(self, cast, day):
        key, words = uuid.uuid4(), {"text": "Mine", "due_on": None, "now": NOW}
        rooms.commit(day=day, key=key, by=cast.participant, **words)
        with pytest.raises(KeyTaken):
            rooms.commit(day=day, key=key, by=cast.set_mate, **words)

    def test_the_adviser_reads_and_has_no_box(self, see):
        assert "room_promise" not in see("adviser").content.decode()
        assert "/promise/" not in see("adviser").content.decode()


@pytest.mark.parametrize("role", ["other_set", "other_adviser", "facilitator", "coordinator", "administrator"])
def test_nobody_else_turns_the_clock(cast, day, role):
    with pytest.raises(NotInThatSet):
        press(cast, day, "start", 0, role=role)


def test_the_room_costs_as_many_queries_for_eight_members_and_many_promises_as_for_two(client, cast, day):
    client.force_login(cast.participant)
    make.commitment(cast.set_mate_place, audience="set", learning_set=cast.set_a)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(url("room", day))
        costs.append(len(asked))
        for number in range(6):
            place = make.place(cast.cohort, make.person(f"Member {number}"))
            cast.set_a.seats.create(membership=place, joined_at=NOW)
            make.commitment(place, f"Promise {number}", audience="set", learning_set=cast.set_a)
            turns.bid(day=day, wants=True, by=place.person, now=NOW)
    assert costs[0] == costs[1]


def test_asking_whether_anything_changed_is_cheap(client, cast, day, django_assert_max_num_queries):
    press(cast, day, "start")
    client.force_login(cast.participant)
    with django_assert_max_num_queries(12):
        client.get(url("room", day), headers={"HX-Request": "true"})


def test_a_day_without_a_set_has_no_room(cast):
    with pytest.raises(ValueError, match="2027"):
        rooms.set_of(make.session(cast.cohort, on=date(2027, 6, 1)).days.get())
