from datetime import timedelta

import pytest

from cohorts.models import Invitation
from reminders.glance import Glance, glance
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import WEEK_BEFORE, tick

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(seconds=15)


def test_before_the_first_tick_there_is_everything_to_do(cast):
    assert glance(NOW) == Glance()


def test_after_a_tick_there_is_nothing_to_do(cast):
    tick(NOW)
    nothing = dict.fromkeys(["reconcile", "sessions", "occasions", "messages"], False) | {"stirred": frozenset()}
    assert glance(LATER) == Glance(number=1, **nothing)


def test_an_idle_tick_looks_once_and_notes_that_it_did(cast, django_assert_num_queries, mailoutbox):
    tick(WEEK_BEFORE)
    with django_assert_num_queries(2):
        tick(WEEK_BEFORE + timedelta(seconds=15))
    for number in range(30):
        make.session(cast.cohort, f"Lab {number}", on=make.date(2027, 6, 1))
    tick(WEEK_BEFORE + timedelta(hours=2))
    with django_assert_num_queries(2):
        tick(WEEK_BEFORE + timedelta(hours=2, seconds=15))


def test_each_thing_to_do_is_seen(cast):
    tick(NOW)
    make.session(cast.cohort, "Lab", changed_at=LATER)
    assert glance(LATER).sessions
    place = cast.participant_place
    Invitation.objects.create(membership=place, nonce="n", by=cast.coordinator, sent_at=LATER)
    assert glance(LATER).stirred == {"invitation"}
    cast.participant.address_changes.create(old="a@b.example", new="c@d.example", at=LATER, by=cast.participant)
    assert glance(LATER).stirred == {"invitation", "address_changed"}
    assert glance(WEEK_BEFORE).occasions
    assert glance(NOW + timedelta(hours=1)).reconcile
