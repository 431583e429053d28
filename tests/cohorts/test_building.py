from datetime import timedelta
from re import findall, search

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import escape

from cohorts import building, mixing
from cohorts.exceptions import ChangedSince, OfAnotherCohort
from cohorts.models import Event, Membership, SetMembership, SetWish
from cohorts.services import building as services
from cohorts.services import sets, wishes
from tests import factories as make


def by_office(cast):
    return {"by": cast.coordinator, "now": make.NOW}


@pytest.fixture
def office(client, cast):
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def crowd(cast):
    """A cohort of twelve from three organisations, and no sets."""
    cohort = make.cohort(cast.programme, "Summer 2027")
    for n in range(12):
        make.place(cohort, make.person(f"Person{n:02} Bell"), organisation=make.organisation(f"Organisation {n % 3}"))
    return cohort


def asked(**changes):
    return {"number": 2, "seed": 0, "bosses": True, "afresh": False} | changes


def proposal_of(cohort, **changes):
    return building.propose(building.company(cohort), **asked(**changes))


def page_of(cohort, query="sets=3&bosses=on"):
    return f"{reverse('cohorts:set_proposal', args=[cohort.pk])}?{query}"


def filled(page):
    """The form of the proposal as a browser would send it back untouched."""
    form = dict(findall(r'<input type="hidden" name="(seen|shown)" value="(\w+)"', page))
    for pk, options in findall(r'<select name="seat-(\d+)".*?>(.*?)</select>', page.replace("\n", "")):
        form[f"seat-{pk}"] = search(r'value="(\w+)" selected', options)[1]
    return form


def sitting(cohort):
    """The names of each set's members."""
    seats = SetMembership.objects.current().filter(learning_set__cohort=cohort).select_related("membership__person")
    found = {learning_set.name: set() for learning_set in cohort.sets.all()}
    for seat in seats.select_related("learning_set"):
        found[seat.learning_set.name].add(str(seat.membership))
    return found


# Wishes


def test_a_wish_is_kept_once_for_two_whoever_is_named_first(cast):
    one, other = cast.participant_place, cast.set_mate_place
    wishes.wish(cohort=cast.cohort, one=one, other=other, kind="apart", **by_office(cast))
    wishes.wish(cohort=cast.cohort, one=other, other=one, kind="together", **by_office(cast))
    assert [str(wish.kind) for wish in SetWish.objects.all()] == ["together"]
    assert Event.objects.filter(verb="wished").count() == 2


@pytest.mark.parametrize(
    "stranger", ["other_cohort_place", "facilitator_place", "withdrawn_place", "participant_place"]
)
def test_a_wish_is_about_two_participants_of_the_cohort(cast, stranger):
    with pytest.raises(OfAnotherCohort):
        wishes.wish(
            cohort=cast.cohort,
            one=cast.participant_place,
            other=getattr(cast, stranger),
            kind="apart",
            **by_office(cast),
        )
    assert not SetWish.objects.exists()


def test_the_database_keeps_one_wish_for_two(cast):
    one, other = sorted((cast.participant_place, cast.set_mate_place), key=lambda place: place.pk)
    SetWish.objects.create(cohort=cast.cohort, one=one, other=other, kind="apart", at=make.NOW)
    for pair in ((one, other), (other, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            SetWish.objects.create(cohort=cast.cohort, one=pair[0], other=pair[1], kind="together", at=make.NOW)


def test_a_wish_about_somebody_who_left_is_passed_over(cast):
    one, other = cast.participant_place, cast.set_mate_place
    wishes.wish(cohort=cast.cohort, one=one, other=other, kind="together", **by_office(cast))
    Membership.objects.filter(pk=other.pk).update(left_at=make.NOW)
    assert building.company(cast.cohort).wishes == []


# The company


def test_whoever_shared_a_set_for_more_than_a_day_has_met(cast):
    for stayed, met in ((timedelta(hours=3), set()), (timedelta(days=19), {cast.participant_place.pk})):
        cast.set_mate_place.seats.update(left_at=make.NOW - timedelta(days=20) + stayed)
        people = building.peers(building.company(cast.cohort).participants, afresh=False)
        assert {one.key: set(one.met) for one in people}[cast.set_mate_place.pk] == met


def test_the_sets_of_now_count_as_earlier_ones_only_when_people_shall_meet_others(cast):
    found = building.company(cast.cohort).participants
    met = {afresh: {p.key: p.met for p in building.peers(found, afresh=afresh)} for afresh in (False, True)}
    assert met[False][cast.participant_place.pk] == set()
    assert met[True][cast.participant_place.pk] == {cast.set_mate_place.pk}


def test_people_of_a_set_of_another_cohort_have_met(cast):
    again = [make.place(cast.second_cohort, person) for person in (cast.participant, cast.set_mate)]
    people = building.peers(building.company(cast.second_cohort).participants, afresh=False)
    assert {one.key: set(one.met) for one in people}[again[0].pk] == {again[1].pk}


def test_a_profession_is_one_however_it_is_capitalised(cast):
    Membership.objects.filter(pk=cast.participant_place.pk).update(profession="Nursing")
    Membership.objects.filter(pk=cast.set_mate_place.pk).update(profession="NURSING")
    people = building.peers(building.company(cast.cohort).participants, afresh=False)
    assert len({one.profession for one in people if one.profession}) == 1


def test_a_line_manager_of_the_cohort_is_kept_apart_unless_the_office_says_otherwise(cast):
    Membership.objects.filter(pk=cast.participant_place.pk).update(line_manager="Robin Ashworth, Director")
    found = building.company(cast.cohort)
    boss = mixing.Wish(mixing.Kind.BOSS, cast.participant_place.pk, cast.set_mate_place.pk)
    assert building.hard_wishes(found, bosses=True) == [boss]
    assert building.hard_wishes(found, bosses=False) == []


# Keeping


def test_keeping_makes_the_sets_and_seats_everybody(cast, crowd):
    proposed = proposal_of(crowd, number=4)
    moved = services.keep(cohort=crowd, seats=proposed.seats, seen=proposed.company.seen, **by_office(cast))
    assert moved == 0
    assert {name: len(members) for name, members in sitting(crowd).items()} == {f"Set {n}": 3 for n in (1, 2, 3, 4)}
    for members in sitting(crowd).values():
        places = crowd.memberships.filter(person__name__in=members)
        assert places.values("organisation").distinct().count() == 3


def test_sets_that_there_are_keep_their_names_their_advisers_and_what_was_shared_with_them(cast):
    challenge = make.challenge(cast.set_mate_place, audience="set", learning_set=cast.set_a)
    proposed = proposal_of(cast.cohort, afresh=True)
    moved = services.keep(cohort=cast.cohort, seats=proposed.seats, seen=proposed.company.seen, **by_office(cast))
    assert moved == 1
    challenge.refresh_from_db()
    assert challenge.learning_set == cast.set_a
    assert [s.adviser for s in cast.cohort.sets.all()] == [cast.adviser_place, cast.other_adviser_place]
    assert SetMembership.objects.filter(left_at=make.NOW).count() == 1


def test_the_second_of_two_coordinators_is_refused(cast, crowd):
    first, second = proposal_of(crowd, number=2), proposal_of(crowd, number=3)
    services.keep(cohort=crowd, seats=first.seats, seen=first.company.seen, **by_office(cast))
    with pytest.raises(ChangedSince):
        services.keep(cohort=crowd, seats=second.seats, seen=second.company.seen, **by_office(cast))
    assert crowd.sets.count() == 2


@pytest.mark.parametrize("what", ["newcomer", "wish", "name", "seat"])
def test_whatever_changes_since_the_look_is_noticed(cast, what):
    seen = building.company(cast.cohort).seen
    if what == "newcomer":
        make.place(cast.cohort, make.person("New Comer"))
    elif what == "wish":
        pair = {"one": cast.participant_place, "other": cast.set_mate_place}
        wishes.wish(cohort=cast.cohort, kind="apart", **pair, **by_office(cast))
    elif what == "name":
        sets.rename(learning_set=cast.set_a, name="Sea", **by_office(cast))
    else:
        sets.unseat(membership=cast.participant_place, **by_office(cast))
    assert building.company(cast.cohort).seen != seen


# The pages


def test_four_presses_from_the_sets_to_sets_that_are_kept(office, crowd):
    page = office.get(reverse("cohorts:sets", args=[crowd.pk])).content.decode()
    assert reverse("cohorts:set_builder", args=[crowd.pk]) in page
    page = office.get(reverse("cohorts:set_builder", args=[crowd.pk])).content.decode()
    assert search(r'name="sets" value="2"', page)  # twelve people make two sets of six
    page = office.get(page_of(crowd, "sets=3&bosses=on")).content.decode()
    assert "3 sets are proposed" in page
    assert not crowd.sets.exists()
    page = office.post(page_of(crowd), filled(page) | {"keep": "1"}, follow=True).content.decode()
    assert "The sets are kept. Nobody is written to." in page
    assert sorted(map(len, sitting(crowd).values())) == [4, 4, 4]
    assert Event.objects.filter(verb="built", model="cohorts.cohort", object_id=crowd.pk).count() == 1


def test_a_change_by_hand_is_shown_before_it_is_kept(office, crowd):
    form = filled(office.get(page_of(crowd)).content.decode())
    first = next(name for name in form if name.startswith("seat-"))
    form[first] = next(key for key in form.values() if key.startswith("new") and key != form[first])
    shown = office.post(page_of(crowd), form | {"keep": "1"}).content.decode()
    assert "Nothing is kept yet: this is what your changes do" in shown
    assert "As proposed" in shown
    assert not crowd.sets.exists()
    assert filled(shown)[first] == form[first]
    page = office.post(page_of(crowd), filled(shown) | {"keep": "1"}, follow=True).content.decode()
    assert "The sets are kept." in page
    assert sorted(map(len, sitting(crowd).values())) == [3, 4, 5]


def test_the_effect_of_a_change_is_counted_and_named(office, crowd, cast):
    places = list(crowd.memberships.order_by("pk"))
    form = filled(office.get(page_of(crowd, "sets=4")).content.decode())
    one, other = places[0], places[3]  # of one organisation
    wishes.wish(cohort=crowd, one=places[0], other=places[1], kind="together", **by_office(cast))
    form = filled(office.get(page_of(crowd, "sets=4")).content.decode())
    form[f"seat-{one.pk}"] = form[f"seat-{other.pk}"]
    page = office.post(page_of(crowd, "sets=4"), form | {"look": "1"}).content.decode()
    assert "Organisation 0 has 4 people here: 1 pair shares a set." in page
    assert "On its own it could be 0." in page
    assert "1 wish is not kept:" in page
    assert "Not as wished: Person01 Bell" in page


def test_the_second_coordinator_is_told_and_nothing_is_kept(office, crowd, cast):
    form = filled(office.get(page_of(crowd)).content.decode())
    first = proposal_of(crowd)
    services.keep(cohort=crowd, seats=first.seats, seen=first.company.seen, **by_office(cast))
    before = sitting(crowd)
    response = office.post(page_of(crowd), form | {"keep": "1"})
    assert response.status_code == 409
    assert "changed since you looked, so nothing is kept" in response.content.decode()
    assert sitting(crowd) == before


@pytest.mark.parametrize("seat", ["", "new99", "0", "' OR 1=1"])
def test_a_seat_that_was_not_offered_keeps_nothing(office, crowd, seat):
    form = filled(office.get(page_of(crowd)).content.decode())
    first = next(name for name in form if name.startswith("seat-"))
    page = office.post(page_of(crowd), form | {"keep": "1", first: seat}).content.decode()
    assert "nothing is kept" in page
    assert not crowd.sets.exists()


def test_a_set_of_another_cohort_is_no_seat(office, crowd, cast):
    form = filled(office.get(page_of(crowd)).content.decode())
    first = next(name for name in form if name.startswith("seat-"))
    page = office.post(page_of(crowd), form | {"keep": "1", first: cast.set_a.pk}).content.decode()
    assert "nothing is kept" in page
    assert len(sitting(cast.cohort)["Set 1"]) == 2


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("sets=0", "greater than or equal to 1"),
        ("sets=101", "less than or equal to 100"),
        ("sets=&size=", "Say how many sets to build"),
        ("sets=13", "fewer people than that"),
        ("sets=many", "Enter a whole number"),
        ("size=1", "greater than or equal to 2"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_the_reason(office, crowd, query, words):
    response = office.get(page_of(crowd, query))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_size_decides_over_the_number_that_stood_there(office, crowd):
    assert "3 sets are proposed" in office.get(page_of(crowd, "sets=2&size=5")).content.decode()


def test_more_sets_than_people_still_make_a_proposal(office, cast):
    for n in range(9):
        make.learning_set(cast.cohort, f"Spare {n}")
    page = office.get(reverse("cohorts:set_proposal", args=[cast.cohort.pk])).content.decode()
    assert "3 sets are proposed" in page
    assert "Spare 8 would be empty. They stay" in page


def test_wishes_that_contradict_are_named_where_they_can_be_removed(office, crowd, cast):
    one, other = crowd.memberships.order_by("pk")[:2]
    Membership.objects.filter(pk=one.pk).update(line_manager=other.person.name)
    data = {"one": one.pk, "kind": "together", "other": other.pk}
    office.post(reverse("cohorts:set_wish_add", args=[crowd.pk]), data)
    response = office.get(page_of(crowd))
    page = response.content.decode()
    assert response.status_code == 422
    assert "together and apart" in page
    assert page.count("Person00 Bell and Person01 Bell: always together") == 2  # in the refusal, and to be removed
    assert "Person00 Bell names Person01 Bell as line manager: apart" in page
    [wish] = SetWish.objects.all()
    office.post(reverse("cohorts:set_wish_remove", args=[wish.pk]))
    assert office.get(page_of(crowd)).status_code == 200


def test_a_wish_of_one_person_with_themselves_or_a_stranger_is_refused(office, crowd, cast):
    one = crowd.memberships.first()
    for other in (one.pk, cast.participant_place.pk, 0, "x"):
        data = {"one": one.pk, "kind": "apart", "other": other}
        response = office.post(reverse("cohorts:set_wish_add", args=[crowd.pk]), data)
        assert response.status_code == 422
        assert "There is a problem" in response.content.decode()
    assert not SetWish.objects.exists()


def test_another_programmes_office_finds_no_wish(client, cast):
    pair = {"one": cast.participant_place, "other": cast.set_mate_place}
    wish = wishes.wish(cohort=cast.cohort, kind="apart", **pair, **by_office(cast))
    for person in (cast.participant, cast.facilitator, cast.other_coordinator):
        client.force_login(person)
        client.post(reverse("cohorts:set_wish_remove", args=[wish.pk]))
        assert SetWish.objects.filter(pk=wish.pk).exists()


def test_nobody_but_the_office_reads_of_a_wish(client, cast):
    pair = {"one": cast.participant_place, "other": cast.set_mate_place}
    wishes.wish(cohort=cast.cohort, kind="apart", **pair, **by_office(cast))
    for role, person in cast.roles.items():
        client.force_login(person)
        page = client.get(reverse("cohorts:set_builder", args=[cast.cohort.pk])).content.decode()
        assert ("never together" in page) == (role in {"coordinator", "administrator"})


def test_a_cohort_without_participants_is_sent_to_the_list(office, cast):
    empty = make.cohort(cast.programme, "Empty")
    for name in ("cohorts:set_builder", "cohorts:set_proposal"):
        page = office.get(reverse(name, args=[empty.pk])).content.decode()
        assert "Nobody to seat yet" in page
        assert reverse("cohorts:import", args=[empty.pk]) in page


def test_a_proposal_for_fewer_sets_says_which_would_be_empty(office, cast):
    page = office.get(page_of(cast.cohort, "sets=1")).content.decode()
    assert "Set 2 would be empty. It stays, with all that was shared there" in page
    assert "1 person would leave the set they sit in" in page


def test_other_sets_as_good_are_one_press_away(office, crowd):
    page = office.get(page_of(crowd, "sets=3&bosses=on&seed=4")).content.decode()
    assert 'href="?sets=3&amp;bosses=on&amp;seed=5"' in page


@pytest.mark.parametrize("name", ["{{7*7}}", "<script>x</script>", "Zoë Ünal", "محمد علي", "=cmd|' /C calc'!A0"])
def test_a_name_of_any_kind_stays_inert(office, crowd, name):
    make.place(crowd, make.person(name, email="odd@cast.example"))
    page = office.get(page_of(crowd)).content.decode()
    assert "<script>x" not in page
    assert escape(name) in page


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_proposal_costs_the_same_queries_for_any_number(office, cast, number, django_assert_max_num_queries):
    for n in range(number):
        place = make.place(cast.cohort, make.person(f"P{n}"), organisation=make.organisation(f"O {n}"))
        make.learning_set(cast.cohort, f"S {n}", members=[place])
    with django_assert_max_num_queries(11):
        office.get(page_of(cast.cohort, "sets=4"))
