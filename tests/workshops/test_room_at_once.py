"""Two presses at the same moment, on the database that really runs them at the same moment."""

import uuid

import pytest

from tests import factories as make
from tests.cast import assemble
from tests.cohorts.test_at_once import at_once
from workshops.models import Presentations, Voice
from workshops.services import presentations, voices

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DAY = make.NOW.replace(month=3, day=3, hour=11)


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def item(cast):
    return make.item(cast.workshop.days.get(), "Panel", collects="questions")


def test_two_who_press_next_at_once_turn_it_once(cast, item):
    found = presentations.draw(item=item, seconds=60, by=cast.facilitator, now=DAY)
    first = found.presenters.first()
    who = (cast.facilitator, cast.coordinator, cast.facilitator)
    presses = [
        lambda by=by: presentations.turn(found=found, revision=found.revision, forward=True, by=by, now=DAY)
        for by in who
    ]
    assert sorted(at_once(*presses)) == [False, False, True]
    assert Presentations.objects.get().on == first


def test_drawn_twice_at_once_everyone_is_in_the_order_once(cast, item):
    at_once(*[lambda: presentations.draw(item=item, seconds=60, by=cast.facilitator, now=DAY)] * 3)
    assert Presentations.objects.get().draws == 3
    assert [each.position for each in Presentations.objects.get().presenters.all()] == [1, 2, 3]


def test_a_form_sent_twice_at_once_is_one_line_and_two_forms_have_their_places(cast, item):
    say = {"session": cast.workshop, "item": item.pk, "by": cast.participant, "now": DAY}
    key = uuid.uuid4()
    at_once(
        *[lambda: voices.say(text="Why?", key=key, place=cast.participant_place, **say)] * 3,
        *[lambda: voices.say(text="Who?", key=uuid.uuid4(), place=cast.set_mate_place, **say)] * 2,
    )
    assert [voice.position for voice in Voice.objects.all()] == [1, 2, 3]


def test_a_double_merged_both_ways_at_once_stays_one_line(cast, item):
    one, two = make.voice(item, "One"), make.voice(item, "Two")
    by = {"by": cast.facilitator, "now": DAY}
    at_once(lambda: voices.merge(voice=one, into=two.pk, **by), lambda: voices.merge(voice=two, into=one.pk, **by))
    assert Voice.objects.filter(same_as=None).count() == 1
