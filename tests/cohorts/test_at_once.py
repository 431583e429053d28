"""Two presses at the same moment, on the database that really runs them at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cohorts.building import company, propose
from cohorts.exceptions import AddressTaken, AlreadySetUp, ChangedSince, NotOpen
from cohorts.importing import digest
from cohorts.models import Invitation, Membership, OfficeContact, Person, SetMembership
from cohorts.services import addresses, administrators, building, details, importing, invitations, saving
from cohorts.sheet import sheet_of
from cohorts.spreadsheet import read
from tests import factories as make
from tests.cast import assemble
from tests.factories import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*presses):
    """What each press gave, or the exception it raised."""
    start = Barrier(len(presses))

    def pressed(press):
        start.wait()
        try:
            return press()
        except Exception as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(pressed, presses))


def test_an_invitation_pressed_twice_at_once_is_accepted_once():
    cast = assemble()
    [row] = invitations.invite(memberships=[cast.participant_place], by=cast.coordinator, now=NOW)
    given = at_once(*[lambda: invitations.accept(invitation=row, now=NOW)] * 4)
    assert given.count(cast.participant) == 1
    assert sum(isinstance(one, NotOpen) for one in given) == 3


def test_inviting_the_same_twice_at_once_makes_one_invitation():
    cast = assemble()
    at_once(
        *[lambda: invitations.invite(memberships=[cast.participant_place], by=cast.coordinator, now=NOW)] * 4,
    )
    assert Invitation.objects.get().round == 4


def test_one_address_taken_by_two_at_once_goes_to_one():
    cast = assemble()
    given = at_once(
        *[
            lambda who=who: addresses.change_address(person=who, to="new@cast.example", by=who, now=NOW)
            for who in (cast.participant, cast.set_mate, cast.coach)
        ]
    )
    assert sum(isinstance(one, AddressTaken) for one in given) == 2
    assert Person.objects.with_address("new@cast.example").count() == 1


def test_a_contact_named_twice_at_once_is_named_once():
    cast = assemble()
    named = {"principal": cast.set_mate, "name": "Ada", "email": "new@cast.example", "by": cast.set_mate}
    given = at_once(*[lambda: details.name_contact(**named, now=NOW)] * 4)
    assert len({row.pk for row in given}) == 1
    assert OfficeContact.objects.filter(principal=cast.set_mate).count() == 1


def test_a_set_up_link_pressed_twice_at_once_makes_one_administrator():
    given = at_once(
        *[lambda n=n: administrators.set_up(email=f"a{n}@office.example", name="A", now=NOW) for n in range(4)]
    )
    assert sum(isinstance(one, AlreadySetUp) for one in given) == 3
    assert Person.objects.filter(is_administrator=True).count() == 1


def test_of_two_arrangements_kept_at_once_one_is_refused():
    cast = assemble()
    proposals = [propose(company(cast.cohort), number=n, seed=0, bosses=True, afresh=False) for n in (1, 3)]
    given = at_once(
        *[
            lambda p=p: building.keep(
                cohort=cast.cohort, seats=p.seats, seen=p.company.seen, by=cast.coordinator, now=NOW
            )
            for p in proposals
        ]
    )
    assert sum(isinstance(one, ChangedSince) for one in given) == 1
    assert SetMembership.objects.current().filter(learning_set__cohort=cast.cohort).count() == 3


PEOPLE = "Name,Email,Organisation\n" + "".join(f"P {n},p{n}@b.example,Org {n % 9}\n" for n in range(60))


def confirming(cast, cohort, upload=None):
    """What saves the list when it is pressed, previewed beforehand."""
    fields = {"by": cast.coordinator, "now": NOW}
    upload = upload or importing.keep(cohort=cohort, name="l", sheet=sheet_of(read(PEOPLE.encode())), **fields)
    seen = digest(importing.preview(upload))
    return lambda: saving.confirm(upload=upload, seen=seen, **fields)


def test_a_list_confirmed_twice_at_once_adds_nobody_twice():
    cast = assemble()
    once = importing.keep(
        cohort=cast.cohort, name="l", sheet=sheet_of(read(PEOPLE.encode())), by=cast.coordinator, now=NOW
    )
    given = at_once(*[confirming(cast, cast.cohort, once), confirming(cast, cast.cohort, once)])
    assert sum(isinstance(one, ChangedSince) for one in given) == 1
    assert Membership.objects.filter(person__email__endswith="@b.example").count() == 60


def test_the_same_file_in_two_tabs_adds_nobody_twice():
    cast = assemble()
    given = at_once(*[confirming(cast, cast.cohort) for _tab in range(3)])
    assert sum(isinstance(one, ChangedSince) for one in given) == 2
    assert Membership.objects.filter(person__email__endswith="@b.example").count() == 60


def test_the_same_file_for_two_cohorts_at_once_makes_each_person_once():
    cast = assemble()
    second = make.cohort(cast.programme, "Second")
    given = at_once(confirming(cast, cast.cohort), confirming(cast, second))
    assert [done["new"] for done in given] == [60, 60]
    assert Person.objects.filter(email__endswith="@b.example").count() == 60
