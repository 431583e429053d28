"""One-minute presentations: an order drawn fairly, a clock for whoever is on, and a page to turn it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import trail
from workshops.drawing import drawn
from workshops.models import Presentations, Reply
from workshops.services import items, presentations, undo
from workshops.sheet_data.presenters import presenters_sheet

DAY = make.NOW.replace(month=3, day=3, hour=11)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(DAY, tick=False)


@pytest.fixture
def item(cast):
    return make.item(cast.workshop.days.get(), "Your minute", 30)


@pytest.fixture
def by(cast):
    return {"by": cast.facilitator, "now": DAY}


@pytest.fixture
def found(item, by):
    return presentations.draw(item=item, seconds=60, **by)


@pytest.fixture
def turn(by):
    """turn(found) is one press of next, turn(found, back=True) of back; `now` is when."""

    def turn(found, back=False, now=DAY):
        revision = Presentations.objects.get(pk=found.pk).revision
        return presentations.turn(found=found, revision=revision, forward=not back, by=by["by"], now=now)

    return turn


@pytest.fixture
def desk(client, cast, item):
    client.force_login(cast.facilitator)

    def desk(turn="", htmx=False, etag="", **sent):
        url = reverse(f"workshops:presentations{turn}", args=[item.pk])
        headers = ({"HX-Request": "true"} if htmx else {}) | ({"If-None-Match": etag} if etag else {})
        return client.post(url, sent, headers=headers) if sent else client.get(url, headers=headers)

    return desk


def on(found):
    found = Presentations.objects.get(pk=found.pk)
    return found.on.membership if found.on else None


def line(found):
    return [each.membership for each in found.presenters.all()]


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_those_expected_are_drawn_in_the_order_that_the_lots_decide(cast, item, found):
    places = {place.pk: place for place in (cast.participant_place, cast.set_mate_place, cast.other_set_place)}
    assert line(found) == [places[pk] for pk in drawn(places, item.pk, 1)]
    assert trail(found) == [("drew", ["draws", "seconds"])]


def test_those_who_said_sorry_are_not_drawn(cast, item, by):
    Reply.objects.create(day=item.day, person=cast.participant, answer="sorry", at=make.NOW)
    assert cast.participant_place not in line(presentations.draw(item=item, seconds=60, **by))


def test_one_after_another_is_on_until_everyone_has_presented(found, turn):
    order = line(found)
    for place in order:
        turn(found)
        assert on(found) == place
    turn(found)
    assert on(found) is None
    assert Presentations.objects.get().ended_at == DAY


def test_back_gives_the_one_before_their_time_again(found, turn):
    first, _second, third = line(found)
    turn(found)
    turn(found)
    turn(found, back=True, now=DAY + timedelta(minutes=2))
    assert on(found) == first
    assert Presentations.objects.get().began_at == DAY + timedelta(minutes=2)
    turn(found, back=True)
    assert (on(found), Presentations.objects.get().began_at) == (None, None)
    for _press in range(4):
        turn(found)
    turn(found, back=True)
    assert (on(found), Presentations.objects.get().ended_at) == (third, None)


def test_two_presses_of_the_same_page_turn_it_once(found, by):
    first = line(found)[0]
    assert presentations.turn(found=found, revision=found.revision, forward=True, **by)
    assert not presentations.turn(found=found, revision=found.revision, forward=True, **by)
    assert on(found) == first


def test_whoever_is_skipped_comes_last_and_the_next_is_on(found, turn, by):
    first, second, third = line(found)
    turn(found)
    presentations.later(presenter=found.presenters.get(membership=first), **by)
    assert (line(found), on(found)) == ([second, third, first], second)
    turn(found), turn(found)
    presentations.later(presenter=found.presenters.get(membership=first), **by)  # nobody else is left
    assert on(found) == first
    presentations.later(presenter=found.presenters.get(membership=second), **by)  # had their turn
    assert line(found) == [second, third, first]


def test_not_today_is_passed_over_until_they_come_after_all(found, turn, by):
    first, second, third = line(found)
    presentations.stay_out(presenter=found.presenters.get(membership=second), out=True, **by)
    turn(found)
    presentations.stay_out(presenter=found.presenters.get(membership=first), out=True, **by)
    assert on(found) == third
    presentations.stay_out(presenter=found.presenters.get(membership=second), out=False, **by)
    turn(found, back=True)
    assert on(found) == second


def test_those_to_come_move_up_and_down_and_never_past_whoever_is_on(found, turn, by):
    first, second, third = line(found)
    turn(found)
    presentations.move(presenter=found.presenters.get(membership=third), down=False, **by)
    assert line(found) == [first, third, second]
    presentations.move(presenter=found.presenters.get(membership=third), down=False, **by)
    presentations.move(presenter=found.presenters.get(membership=first), down=True, **by)
    assert line(found) == [first, third, second]


def test_drawn_again_those_who_presented_keep_their_place_and_newcomers_are_in(cast, item, found, turn, by):
    first, second, _third = line(found)
    presentations.stay_out(presenter=found.presenters.get(membership=second), out=True, **by)
    turn(found)
    newcomer = make.place(cast.cohort, make.person("Alex Archer"))
    again = presentations.draw(item=item, seconds=90, **by)
    assert (line(again)[0], on(again), again.seconds) == (first, first, 90)
    assert newcomer in line(again)
    assert again.presenters.get(membership=second).is_out


def test_the_order_outlives_the_item_and_comes_back_with_it(cast, item, found, turn, by):
    turn(found)
    items.delete(item=item, **by)
    undo.undo(session=cast.workshop, change=cast.workshop.draft_changes.get().pk, **by)
    assert Presentations.objects.get(item=item.pk).on.membership == line(found)[0]


def test_the_page_draws_turns_and_says_from_when_to_when(desk):
    assert "3 people expected" in text(desk())
    assert desk(draw="1", seconds="90").status_code == 302
    page = text(desk())
    assert "3 people: 5 minutes in all" in page
    assert desk("_turn", do=f"next {Presentations.objects.get().revision}").status_code == 302
    assert "Began at 11:00:00, until 11:01:30. 1 of 3." in text(desk())
    assert "The length is changed" in text(desk(pace="1", seconds="30") and desk())
    assert "until 11:00:30" in text(desk())
    assert Presentations.objects.get().draws == 1


@pytest.mark.parametrize("seconds", ["29", "601", "x", ""])
def test_a_length_that_is_not_offered_is_refused(desk, seconds):
    assert "Error:" in text(desk(draw="1", seconds=seconds), 422)
    assert not Presentations.objects.exists()


def test_the_item_s_own_sum_is_the_first_length(desk, item):
    item.each_of, item.each_minutes = "person", 2
    item.save()
    assert '<option value="120" selected>' in text(desk())


@pytest.mark.parametrize("do", ["", "next", "next x", "dance 1", "up 0", "later 99999999999999999999"])
def test_a_press_that_makes_no_sense_is_not_found(desk, found, do):
    assert desk("_turn", do=do or " ").status_code == 404


def test_a_presenter_of_another_item_is_not_found_and_not_moved(cast, desk, found, by):
    other = presentations.draw(item=make.item(cast.workshop.days.get(), "Another"), seconds=60, **by)
    last = other.presenters.last()
    assert desk("_turn", do=f"up {last.pk}").status_code == 404
    assert other.presenters.last() == last


def test_what_is_asked_again_is_sent_only_when_it_turned(desk, found, turn, time_machine):
    turn(found)
    first = desk(htmx=True)
    time_machine.move_to(DAY + timedelta(seconds=20))
    assert desk(htmx=True, etag=first["ETag"]).status_code == 304
    turn(found)
    assert text(desk(htmx=True, etag=first["ETag"])) != text(first)


def test_it_costs_the_same_for_three_people_and_for_thirty(cast, desk, item, by):
    costs = set()
    for size in (3, 30):
        while cast.cohort.memberships.participants().count() < size:
            make.place(cast.cohort, make.person("Guest"))
        presentations.draw(item=item, seconds=60, **by)
        with CaptureQueriesContext(connection) as asked:
            desk()
        costs.add(len(asked))
    assert len(costs) == 1


def test_the_order_prints_as_a_list_without_those_who_do_not_present_today(cast, found, by):
    first, second, third = line(found)
    presentations.stay_out(presenter=found.presenters.get(membership=second), out=True, **by)
    [printed] = presenters_sheet(cast.workshop, None, now=DAY)["lists"]
    assert [(person["number"], person["name"]) for person in printed["people"]] == [
        ("1", str(first)),
        ("2", str(third)),
    ]
    assert printed["pace"] == "1:00 for each"
