"""What a speaker says of coming: the last word counts, until the day is over."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.cast import assemble
from tests.cohorts.test_at_once import at_once
from tests.workshops.acting import trail
from workshops.exceptions import AlreadyCancelled, AlreadyOver, Gone
from workshops.models import Session, Speaker
from workshops.services import sessions, speakers, speaking


@pytest.fixture
def speaker(cast):
    return make.speaker(cast.workshop)


def say(speaker, comes, now=make.NOW, **more):
    before = speaking.answer(speaker=speaker, comes=comes, now=now, **more)
    speaker.refresh_from_db()
    return before


def test_coming_and_then_not(speaker):
    assert say(speaker, True) == "asked"
    assert (speaker.status, speaker.answered_at, speaker.taken_by) == ("confirmed", make.NOW, None)
    assert say(speaker, False, why="A budget meeting", now=make.NOW + timedelta(hours=1)) == "confirmed"
    assert (speaker.status, speaker.why) == ("withdrawn", "A budget meeting")
    assert speaker.leaves_a_gap


def test_a_change_of_mind_clears_the_reason(speaker):
    say(speaker, False, why="Ill")
    say(speaker, True)
    assert (speaker.status, speaker.why) == ("confirmed", "")


def test_one_in_reserve_goes_on_standing_ready_and_never_lands_on_the_agenda(cast):
    reserve = make.speaker(cast.workshop, status="reserve")
    say(reserve, True)
    assert (reserve.status, reserve.answered_at) == ("reserve", make.NOW)
    say(reserve, False)
    assert (reserve.status, reserve.leaves_a_gap) == ("withdrawn", False)
    say(reserve, True)
    assert (reserve.status, reserve.stood_ready) == ("reserve", False)


def test_an_answer_by_telephone_keeps_who_took_it_down(cast, speaker):
    say(speaker, True, by=cast.coordinator)
    assert speaker.taken_by == cast.coordinator
    say(speaker, False)
    assert speaker.taken_by is None


def test_the_session_knows_that_it_changed(speaker):
    say(speaker, False)
    assert Session.objects.get(pk=speaker.session_id).changed_at == make.NOW


def test_the_trail_names_fields_and_no_words(speaker):
    say(speaker, False, why="Ill")
    assert trail(speaker) == [("answered", ["answered_at", "status", "why"])]


def test_the_same_pressed_twice_is_one_answer(speaker):
    say(speaker, True)
    say(speaker, True, now=make.NOW + timedelta(hours=1))
    assert speaker.answered_at == make.NOW
    assert len(trail(speaker)) == 1


def test_after_the_day_no_answer_counts(cast, speaker):
    with pytest.raises(AlreadyOver):
        say(speaker, True, now=cast.workshop.days.get().ends_at)
    assert speaker.status == "asked"


def test_a_cancelled_session_takes_no_answer(cast, speaker):
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=make.NOW)
    with pytest.raises(AlreadyCancelled):
        say(speaker, False)


def test_a_new_link_revokes_the_old(cast, speaker):
    old = speaking.token_of(speaker)
    assert speaking.is_token_of(speaker, old)
    speaker = speaking.new_link(speaker=speaker, by=cast.coordinator, now=make.NOW)
    assert not speaking.is_token_of(speaker, old)
    assert speaking.is_token_of(speaker, speaking.token_of(speaker))
    assert trail(speaker) == [("made a new link", ["nonce"])]


def test_without_a_link_no_token_is_right(cast):
    speaker = make.speaker(cast.workshop, nonce="")
    assert not speaking.is_token_of(speaker, speaking.token_of(speaker))


def test_a_speaker_who_is_added_has_a_link(cast):
    made = speakers.add(session=cast.workshop, fields={"name": "Ruth"}, by=cast.coordinator, now=make.NOW)
    assert len(made.nonce) == 43


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_told_of_each_other():
    cast = assemble()
    speaker = make.speaker(cast.workshop)
    answers = [
        lambda comes=comes: speaking.answer(speaker=speaker, comes=comes, now=make.NOW) for comes in (True, False)
    ]
    replaced = at_once(*answers)
    last = Speaker.objects.get(pk=speaker.pk).status
    assert sorted([*replaced, last]) == ["asked", "confirmed", "withdrawn"]
    assert [event for event, _fields in trail(speaker)] == ["answered", "answered"]


def test_whoever_was_removed_meanwhile_is_gone_and_nothing_is_kept(cast):
    speaker, who = make.speaker(cast.workshop), {"by": cast.coordinator, "now": make.NOW}
    speakers.remove(speaker=Speaker.objects.get(pk=speaker.pk), **who)
    for press in (
        lambda: speaking.answer(speaker=speaker, comes=True, now=make.NOW),
        lambda: speaking.new_link(speaker=speaker, **who),
        lambda: speakers.edit(speaker=speaker, fields={"name": "Cllr Amery"}, **who),
        lambda: speakers.remove(speaker=speaker, **who),
    ):
        with pytest.raises(Gone):
            press()
    assert not Speaker.objects.exists()
