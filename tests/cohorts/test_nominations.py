from datetime import date, timedelta

import pytest

from cohorts.exceptions import AlreadyDecided, AlreadyHere, Full, NotOpen
from cohorts.models import Event, Invitation, Membership, Nomination
from cohorts.services import nomination_links as links
from cohorts.services import nominations as services
from tests import factories as make
from tests.cast import assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return assemble()


@pytest.fixture
def by(cast):
    return {"by": cast.coordinator, "now": make.NOW}


def nominated(cast, name="Gwen Parry", **values):
    return services.nominate(cohort=cast.cohort, values=make.nominee(name, **values), by=cast.coordinator, now=make.NOW)


def queue(cast):
    return [row.name for row in Nomination.objects.waiting().filter(cohort=cast.cohort)]


def test_a_place_carries_what_the_employer_said(cast, by):
    row = nominated(cast, release_by="Huw Parry", release_on=date(2027, 1, 9), cost_code="CC 41", purchase_order="77")
    place = services.accept(nomination=row, invite=False, **by)
    assert (place.person.name, place.role, str(place.organisation)) == ("Gwen Parry", "participant", "Arden Trust")
    assert (place.line_manager, place.release_by, place.release_on) == ("Huw Parry", "Huw Parry", date(2027, 1, 9))
    assert (place.cost_code, place.purchase_order) == ("CC 41", "77")
    row.refresh_from_db()
    assert (row.state, row.membership, row.decided_at) == ("accepted", place, make.NOW)
    assert not Invitation.objects.filter(membership=place).exists()


def test_the_invitation_follows_where_it_is_asked_for(cast, by):
    place = services.accept(nomination=nominated(cast), invite=True, **by)
    assert Invitation.objects.get(membership=place).by == cast.coordinator


def test_nobody_is_accepted_when_every_place_is_taken(cast, by):
    cast.cohort.places = 3
    cast.cohort.save()
    row = nominated(cast)
    with pytest.raises(Full):
        services.accept(nomination=row, invite=False, **by)
    assert Nomination.objects.get().state == "new"


def test_an_address_written_otherwise_is_the_same_person(cast, by):
    row = nominated(cast, email="PARTICIPANT@cast.example")
    with pytest.raises(AlreadyHere):
        services.accept(nomination=row, invite=False, **by)
    assert Membership.objects.filter(cohort=cast.cohort, person=cast.participant).count() == 1


def test_those_who_wait_stand_in_the_order_in_which_they_came(cast, by):
    for name in ("Ann Bell", "Cai Dee", "Eve Fox"):
        services.put_on_waiting_list(nomination=nominated(cast, name), **by)
    assert queue(cast) == ["Ann Bell", "Cai Dee", "Eve Fox"]


@pytest.mark.parametrize(
    ("name", "up", "order"),
    [
        ("Eve Fox", True, ["Ann Bell", "Eve Fox", "Cai Dee"]),
        ("Ann Bell", False, ["Cai Dee", "Ann Bell", "Eve Fox"]),
        ("Ann Bell", True, ["Ann Bell", "Cai Dee", "Eve Fox"]),
        ("Eve Fox", False, ["Ann Bell", "Cai Dee", "Eve Fox"]),
    ],
)
def test_the_office_puts_them_in_another_order(cast, by, name, up, order):
    for one in ("Ann Bell", "Cai Dee", "Eve Fox"):
        services.put_on_waiting_list(nomination=nominated(cast, one), **by)
    services.move(nomination=Nomination.objects.get(name=name), up=up, **by)
    assert queue(cast) == order


def test_whoever_is_accepted_or_declined_waits_no_more(cast, by):
    rows = [
        services.put_on_waiting_list(nomination=nominated(cast, name), **by) for name in ("Ann B", "Cai D", "Eve F")
    ]
    services.accept(nomination=rows[0], invite=False, **by)
    services.decline(nomination=rows[1], reason="no_place", **by)
    assert queue(cast) == ["Eve F"]


def test_the_trail_knows_the_reason_and_no_words(cast, by):
    row = nominated(cast, note="Between two posts.")
    services.decline(nomination=row, reason="no_release", **by)
    event = Event.objects.latest("pk")
    assert (event.verb, event.fields, event.programme) == ("declined", ["no_release"], cast.programme)
    assert not [line for line in Event.objects.all() if "Between" in str(line.fields)]


def test_it_is_decided_once(cast, by):
    row = nominated(cast)
    services.accept(nomination=row, invite=False, **by)
    with pytest.raises(AlreadyDecided):
        services.decline(nomination=row, reason="no_place", **by)
    with pytest.raises(AlreadyDecided):
        services.accept(nomination=row, invite=False, **by)


def test_a_declined_one_is_taken_up_again(cast, by):
    row = services.decline(nomination=nominated(cast), reason="no_place", **by)
    services.take_up_again(nomination=row, **by)
    row.refresh_from_db()
    assert (row.state, row.reason, row.decided_at) == ("new", "", None)


def test_a_link_takes_nominations_until_the_end_of_its_last_day(cast, by):
    link = links.open_until(cohort=cast.cohort, closes_on=make.NOW.date(), **by)
    links.nominate(link=link, values=make.nominee(), now=make.NOW + timedelta(hours=14))
    with pytest.raises(NotOpen):
        links.nominate(link=link, values=make.nominee(), now=make.NOW + timedelta(hours=15))
    assert Nomination.objects.get().by is None


def test_a_new_link_revokes_the_old_one_and_a_new_date_does_not(cast, by):
    first = links.open_until(cohort=cast.cohort, closes_on=date(2027, 3, 1), **by)
    longer = links.open_until(cohort=cast.cohort, closes_on=date(2027, 4, 1), **by)
    assert links.is_token_of(longer, links.token_of(first))
    other = links.renew(link=longer, **by)
    assert not links.is_token_of(other, links.token_of(first))
    with pytest.raises(NotOpen):
        links.nominate(link=first, values=make.nominee(), now=make.NOW)


def test_what_came_by_a_link_stays_when_it_is_taken_away(cast, by):
    link = links.open_until(cohort=cast.cohort, closes_on=date(2027, 3, 1), **by)
    links.nominate(link=link, values=make.nominee(), now=make.NOW)
    links.close(link=link, **by)
    with pytest.raises(NotOpen):
        links.nominate(link=link, values=make.nominee(), now=make.NOW)
    assert Nomination.objects.count() == 1


def test_nominations_are_forgotten_in_time(cast, by):
    cohort = cast.cohort
    services.accept(nomination=nominated(cast, "Ann Bell"), invite=False, **by)
    nominated(cast, "Cai Dee")
    begun = make.NOW.replace(year=2027, month=5, day=4)  # three months and two days since the first
    ended = begun + (cohort.ends_on - cohort.starts_on)
    assert services.forget(now=begun - timedelta(days=1)) == 0
    assert services.forget(now=begun, dry_run=True) == 1
    assert services.forget(now=begun) == 1
    assert [row.name for row in Nomination.objects.all()] == ["Ann Bell"]
    assert services.forget(now=ended - timedelta(days=1)) == 0
    assert services.forget(now=ended) == 1
    assert Membership.objects.filter(cohort=cohort, person__name="Ann Bell").exists()
