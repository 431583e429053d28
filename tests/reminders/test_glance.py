from datetime import timedelta

import pytest
from django.db import connection

from cohorts.models import Invitation
from reminders import statements
from reminders.glance import Glance, glance
from reminders.kinds import KINDS
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


def test_whatever_stirs_a_kind_is_looked_for_in_an_order(cast):
    """Planned once a connection, a question without an order reads the whole table. See reminders.statements."""
    assert [way.kind for way in KINDS if way.stirred and not way.stirred(NOW).query.order_by] == []


def test_a_glance_planned_once_sees_what_changes_later(cast):
    tick(NOW)
    for number in range(8):  # PostgreSQL settles for one plan after five
        assert not glance(LATER).sessions
        lab = make.session(cast.cohort, f"Lab {number}", changed_at=LATER)
        assert glance(LATER).sessions
        lab.delete()


def test_the_plan_of_the_glance_can_use_the_index_of_what_waits(cast):
    """An index over some rows helps only where the words that choose them are written out. SQLite plans each time."""
    glance(NOW)
    planned = [sql for known in statements.PREPARED.values() for sql in known if "next_to_send" in sql]
    assert planned or connection.vendor == "sqlite"
    assert all("IN ('due', 'sending')" in sql for sql in planned)
