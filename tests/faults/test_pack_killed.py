"""Whoever makes a day pack is killed in the middle: it is taken up again, and comes out whole, once."""

import subprocess
import sys

import pytest
from django.utils import timezone

from tests import factories as make
from tests.cast import assemble
from tests.faults.test_killed import wait_for
from tests.faults.world import ROOT, Elsewhere
from tests.workshops.test_sheet_data import publish
from workshops.models import Pack
from workshops.packs.wishes import Order
from workshops.services import packs

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]
TICK = "import django; django.setup(); from workshops.tasks import make_packs; make_packs()"


def test_a_pack_whose_maker_is_killed_is_made_by_another(tmp_path):
    cast = assemble()
    make.item(cast.workshop.days.get())
    publish(cast.workshop)
    order = Order.of({"agenda": 200, "register": 100})
    pack = packs.order(session=cast.workshop, wanted=order, by=cast.coordinator, now=make.NOW)
    elsewhere = Elsewhere(tmp_path, f"file://{tmp_path}/mail")
    elsewhere.push()

    def is_under_way():
        elsewhere.pull()
        pack.refresh_from_db()
        return pack.done

    maker = subprocess.Popen([sys.executable, "-c", TICK], cwd=ROOT, env=elsewhere.env)
    wait_for(is_under_way)
    maker.kill()
    maker.wait()
    elsewhere.pull()
    pack.refresh_from_db()
    assert (pack.made_at, pack.tries, pack.files.count()) == (None, 1, 0)

    assert packs.make_waiting(now=timezone.now()) == 0  # the lease still runs
    assert packs.make_waiting(now=timezone.now() + Pack.LEASE * 2) == 1
    pack.refresh_from_db()
    assert (pack.tries, pack.done) == (2, 300)
    assert [file.pages for file in pack.files.all()] == [100, 100, 100]
