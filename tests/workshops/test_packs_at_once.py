"""Two who take one pack at the same moment, on the database that really runs them at the same moment."""

import pytest

from tests.cast import assemble
from tests.cohorts.test_at_once import at_once
from tests.factories import NOW
from workshops.models import Pack, PackFile
from workshops.packs.wishes import Order
from workshops.services import packs

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def order():
    cast = assemble()
    return {
        "session": cast.workshop,
        "wanted": Order.of({"register": 1, "running-order": 1}),
        "by": cast.coordinator,
        "now": NOW,
    }


def test_one_pack_is_made_by_one_of_four_who_take_it(order):
    pack = packs.order(**order)
    given = at_once(*[lambda: packs.make(pack_id=pack.pk, now=NOW)] * 4)
    assert sorted(given) == [False, False, False, True]
    assert PackFile.objects.filter(pack=pack).count() == 1
    assert Pack.objects.get().tries == 1


def test_a_button_pressed_four_times_at_once_orders_one_pack(order):
    given = at_once(*[lambda: packs.order(**order)] * 4)
    assert len({pack.pk for pack in given}) == 1
