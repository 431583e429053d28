"""Nominations decided by several at the same moment."""

import pytest

from cohorts.exceptions import AlreadyDecided, AlreadyLeft, Full
from cohorts.models import Membership, Nomination
from cohorts.services import nominations
from tests import factories as make
from tests.cast import assemble
from tests.cohorts.test_at_once import at_once
from workshops.services import leaving

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def nominated(cast, name):
    values = make.nominee(name)
    return nominations.nominate(cohort=cast.cohort, values=values, by=cast.coordinator, now=make.NOW)


def test_the_last_place_goes_to_one_of_three():
    cast = assemble()
    cast.cohort.places = 4
    cast.cohort.save()
    by = {"by": cast.coordinator, "now": make.NOW}
    rows = [nominated(cast, name) for name in ("Ann Bell", "Cai Dee", "Eve Fox")]
    given = at_once(*[lambda row=row: nominations.accept(nomination=row, invite=False, **by) for row in rows])
    assert sum(isinstance(one, Full) for one in given) == 2
    assert Membership.objects.current().participants().filter(cohort=cast.cohort).count() == 4


def test_accepted_and_declined_at_once_is_one_of_the_two():
    cast = assemble()
    by = {"by": cast.coordinator, "now": make.NOW}
    row = nominated(cast, "Ann Bell")
    given = at_once(
        lambda: nominations.accept(nomination=row, invite=False, **by),
        lambda: nominations.decline(nomination=row, reason="no_place", **by),
    )
    assert sum(isinstance(one, AlreadyDecided) for one in given) == 1
    accepted = Membership.objects.filter(person__name="Ann Bell").exists()
    assert Nomination.objects.get().state == ("accepted" if accepted else "declined")


def test_put_on_the_waiting_list_at_once_nobody_shares_a_position():
    cast = assemble()
    by = {"by": cast.coordinator, "now": make.NOW}
    rows = [nominated(cast, name) for name in ("Ann Bell", "Cai Dee", "Eve Fox")]
    at_once(*[lambda row=row: nominations.put_on_waiting_list(nomination=row, **by) for row in rows])
    assert sorted(Nomination.objects.values_list("position", flat=True)) == [1, 2, 3]


def test_a_place_handed_on_twice_at_once_goes_to_one():
    cast = assemble()
    before = make.NOW.replace(year=2026)
    given = at_once(
        *[
            lambda name=name: leaving.substitute(
                place=cast.participant_place,
                invite=False,
                post={},
                name=name,
                email=f"{name}@arden.example",
                by=cast.coordinator,
                now=before,
            )
            for name in ("ann", "cai")
        ]
    )
    assert sum(isinstance(one, AlreadyLeft) for one in given) == 1
    assert cast.set_a.seats.current().count() == 2
