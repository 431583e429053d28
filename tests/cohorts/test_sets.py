import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cohorts.exceptions import InUse, NameTaken, OfAnotherCohort
from cohorts.models import ActionLearningSet, Event, SetMembership
from cohorts.services import sets
from tests import factories as make


def by_office(cast):
    return {"by": cast.coordinator, "now": make.NOW}


def members(learning_set):
    seats = SetMembership.objects.current().filter(learning_set=learning_set)
    return {seat.membership for seat in seats}


def page_of(cast):
    return reverse("cohorts:sets", args=[cast.cohort.pk])


@pytest.fixture
def office(client, cast):
    client.force_login(cast.coordinator)
    return client


def table(cast, **changes):
    """The whole table as the page would send it, with `changes`."""
    data = {
        f"name-{cast.set_a.pk}": "Set 1",
        f"adviser-{cast.set_a.pk}": cast.adviser_place.pk,
        f"name-{cast.set_b.pk}": "Set 2",
        f"adviser-{cast.set_b.pk}": cast.other_adviser_place.pk,
        f"seat-{cast.participant_place.pk}": cast.set_a.pk,
        f"seat-{cast.set_mate_place.pk}": cast.set_a.pk,
        f"seat-{cast.other_set_place.pk}": cast.set_b.pk,
    }
    return data | changes


# Making, naming, removing


def test_sets_are_made_empty_and_recorded(cast):
    made = sets.make_sets(cohort=cast.cohort, names=["Red", "Blue"], **by_office(cast))
    assert [str(learning_set) for learning_set in made] == ["Red", "Blue"]
    assert Event.objects.filter(verb="made", model="cohorts.actionlearningset").count() == 2


def test_two_sets_of_a_cohort_cannot_have_one_name(cast):
    for names in (["Red", "Red"], ["Red", "Set 1"]):
        with pytest.raises(NameTaken):
            sets.make_sets(cohort=cast.cohort, names=names, **by_office(cast))
    with pytest.raises(NameTaken):
        sets.rename(learning_set=cast.set_a, name="Set 2", **by_office(cast))
    assert ActionLearningSet.objects.count() == 2


def test_a_set_with_nobody_in_it_is_removed_and_one_in_use_stays(cast):
    with pytest.raises(InUse):
        sets.remove_set(learning_set=cast.set_b, **by_office(cast))
    sets.unseat(membership=cast.other_set_place, **by_office(cast))
    sets.remove_set(learning_set=cast.set_b, **by_office(cast))
    assert list(ActionLearningSet.objects.all()) == [cast.set_a]


def test_a_set_that_something_was_shared_with_stays(cast):
    challenge = make.challenge(cast.other_set_place, audience="set", learning_set=cast.set_b)
    sets.unseat(membership=cast.other_set_place, **by_office(cast))
    with pytest.raises(InUse):
        sets.remove_set(learning_set=cast.set_b, **by_office(cast))
    assert challenge.learning_set.seats.count() == 1


# Seats


def test_moving_closes_the_old_seat_and_opens_a_new_one(cast):
    sets.seat(membership=cast.participant_place, learning_set=cast.set_b, **by_office(cast))
    assert members(cast.set_a) == {cast.set_mate_place}
    assert members(cast.set_b) == {cast.other_set_place, cast.participant_place}
    assert cast.participant_place.seats.get(learning_set=cast.set_a).left_at == make.NOW


def test_the_same_seat_again_changes_nothing(cast):
    before = Event.objects.count()
    sets.seat(membership=cast.participant_place, learning_set=cast.set_a, **by_office(cast))
    assert cast.participant_place.seats.count() == 1
    assert Event.objects.count() == before


def test_the_database_allows_one_current_seat(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        SetMembership.objects.create(learning_set=cast.set_b, membership=cast.participant_place, joined_at=make.NOW)


@pytest.mark.parametrize("stranger", ["other_cohort_place", "facilitator_place", "withdrawn_place"])
def test_only_current_participants_of_the_cohort_get_a_seat(cast, stranger):
    with pytest.raises(OfAnotherCohort):
        sets.seat(membership=getattr(cast, stranger), learning_set=cast.set_a, **by_office(cast))


# Advisers


def test_an_adviser_is_appointed_and_a_set_may_facilitate_itself(cast):
    sets.appoint_adviser(learning_set=cast.set_a, adviser=cast.other_adviser_place, **by_office(cast))
    cast.set_a.refresh_from_db()
    assert cast.set_a.adviser == cast.other_adviser_place
    sets.appoint_adviser(learning_set=cast.set_a, adviser=None, **by_office(cast))
    cast.set_a.refresh_from_db()
    assert cast.set_a.adviser is None


def test_only_set_advisers_of_the_cohort_advise(cast):
    elsewhere = make.place(cast.second_cohort, cast.adviser, "set_adviser")
    for place in (elsewhere, cast.coach_place, cast.participant_place):
        with pytest.raises(OfAnotherCohort):
            sets.appoint_adviser(learning_set=cast.set_a, adviser=place, **by_office(cast))


def test_arranging_is_all_or_nothing(cast):
    with pytest.raises(OfAnotherCohort):
        sets.arrange(
            cohort=cast.cohort,
            names={cast.set_a: "Renamed"},
            advisers={},
            seats={cast.participant_place: cast.set_b, cast.other_cohort_place: cast.set_a},
            **by_office(cast),
        )
    cast.set_a.refresh_from_db()
    assert cast.set_a.name == "Set 1"
    assert cast.participant_place in members(cast.set_a)


def test_two_sets_may_swap_their_names_in_one_save(cast):
    sets.arrange(
        cohort=cast.cohort,
        names={cast.set_a: "Set 2", cast.set_b: "Set 1"},
        advisers={},
        seats={},
        **by_office(cast),
    )
    cast.set_a.refresh_from_db()
    cast.set_b.refresh_from_db()
    assert (cast.set_a.name, cast.set_b.name) == ("Set 2", "Set 1")


# The page


def test_the_office_makes_four_sets_with_one_press(office, cast):
    ActionLearningSet.objects.filter(cohort=cast.second_cohort).delete()
    url = reverse("cohorts:sets_make", args=[cast.second_cohort.pk])
    page = office.post(url, {"count": 4, "name": ""}, follow=True).content.decode()
    assert "4 sets are made" in page
    assert [s.name for s in cast.second_cohort.sets.all()] == ["Set 1", "Set 2", "Set 3", "Set 4"]


def test_numbers_that_are_taken_are_passed_over(office, cast):
    office.post(reverse("cohorts:sets_make", args=[cast.cohort.pk]), {"count": 2, "name": ""})
    assert [s.name for s in cast.cohort.sets.all()] == ["Set 1", "Set 2", "Set 3", "Set 4"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"count": 0}, "greater than or equal to 1"),
        ({"count": 99}, "less than or equal to 12"),
        ({"count": ""}, "Say how many sets to make"),
        ({"name": "Set 1"}, "has a set of that name already"),
        ({"name": "A\x00B"}, "Null characters"),
        ({"name": "A\r\nB"}, "on one line"),
        ({"name": "x" * 61}, "at most 60"),
    ],
)
def test_sets_that_cannot_be_made_are_refused_with_the_reason(office, cast, data, words):
    response = office.post(reverse("cohorts:sets_make", args=[cast.cohort.pk]), data)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert ActionLearningSet.objects.count() == 2


def test_the_whole_table_is_saved_at_once(office, cast):
    data = table(
        cast,
        **{
            f"name-{cast.set_a.pk}": "Sea",
            f"adviser-{cast.set_a.pk}": "",
            f"seat-{cast.set_mate_place.pk}": cast.set_b.pk,
            f"seat-{cast.participant_place.pk}": "",
        },
    )
    page = office.post(page_of(cast), data, follow=True).content.decode()
    assert "The sets are saved." in page
    assert "1 person has no set yet" in page
    cast.set_a.refresh_from_db()
    assert (cast.set_a.name, cast.set_a.adviser) == ("Sea", None)
    assert members(cast.set_b) == {cast.other_set_place, cast.set_mate_place}


def test_organisations_that_meet_twice_are_shown_to_the_office(office, cast):
    assert "Northmoor County Council" in office.get(page_of(cast)).content.decode().split("More than once")[1]


def test_swapped_ids_are_refused_whole(office, client, cast):
    elsewhere = make.learning_set(cast.second_cohort, "Elsewhere")
    adviser_elsewhere = make.place(cast.second_cohort, make.person("Ada"), "set_adviser")
    moved = {f"seat-{cast.participant_place.pk}": cast.set_b.pk}
    for swap in (
        {f"seat-{cast.other_cohort_place.pk}": cast.set_a.pk},
        {f"seat-{cast.set_mate_place.pk}": elsewhere.pk},
        {f"adviser-{cast.set_a.pk}": adviser_elsewhere.pk},
        {f"adviser-{cast.set_a.pk}": cast.coach_place.pk},
        {f"name-{elsewhere.pk}": "Mine"},
    ):
        assert office.post(page_of(cast), table(cast, **moved, **swap)).status_code == 422
        assert cast.participant_place in members(cast.set_a)
    elsewhere.refresh_from_db()
    assert elsewhere.name == "Elsewhere"


@pytest.mark.parametrize("name", ["", "A\x00B", "A\r\nB", "x" * 1_000_000, "Set 2"])
def test_a_wrong_name_is_said_and_nobody_moves(office, cast, name):
    moved = {f"seat-{cast.participant_place.pk}": cast.set_b.pk, f"name-{cast.set_a.pk}": name}
    response = office.post(page_of(cast), table(cast, **moved))
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert cast.participant_place in members(cast.set_a)


@pytest.mark.parametrize("name", ["Σετ 1", "مجموعة", "第一组", "🎉", "{{7*7}}", "<script>x</script>"])
def test_a_name_in_any_script_is_kept_and_shown_inert(office, cast, name):
    page = office.post(page_of(cast), table(cast, **{f"name-{cast.set_a.pk}": name}), follow=True).content.decode()
    cast.set_a.refresh_from_db()
    assert cast.set_a.name == name
    assert "<script>x" not in page


def test_an_empty_set_is_removed_and_one_with_members_is_not(office, cast):
    empty = make.learning_set(cast.cohort, "Empty")
    assert (
        "Empty is removed" in office.post(reverse("cohorts:set_remove", args=[empty.pk]), follow=True).content.decode()
    )
    page = office.post(reverse("cohorts:set_remove", args=[cast.set_a.pk]), follow=True).content.decode()
    assert "Set 1 stays" in page
    assert ActionLearningSet.objects.filter(pk=cast.set_a.pk).exists()


@pytest.mark.parametrize("role", ["participant", "facilitator", "adviser", "coach"])
def test_the_cohort_reads_who_sits_where_and_cannot_change_it(client, cast, role):
    client.force_login(getattr(cast, role))
    page = client.get(page_of(cast)).content.decode()
    assert "Robin Ashworth" in page
    assert "Ines Calloway" in page
    assert "More than once" not in page
    assert "<select" not in page
    client.post(page_of(cast), table(cast, **{f"seat-{cast.participant_place.pk}": cast.set_b.pk}))
    assert cast.participant_place in members(cast.set_a)


def test_the_page_costs_the_same_queries_for_any_number(office, cast, django_assert_max_num_queries):
    for number in (1, 3, 30):
        for n in range(number):
            place = make.place(cast.cohort, make.person(f"P{n}"), organisation=make.organisation(f"O {number} {n}"))
            make.learning_set(cast.cohort, f"S {number} {n}", members=[place])
        with django_assert_max_num_queries(12):
            office.get(page_of(cast))


def test_whoever_may_only_read_the_sets_is_refused_a_change(client, cast):
    for person in (cast.participant, cast.facilitator, cast.adviser):
        client.force_login(person)
        assert client.post(f"/cohorts/{cast.cohort.pk}/sets/", {}).status_code == 403


def test_the_office_says_with_how_few_a_set_meets_and_a_page_without_the_number_leaves_it(cast, client):
    client.force_login(cast.coordinator)
    address = reverse("cohorts:sets", args=[cast.cohort.pk])
    names = {f"name-{cast.set_a.pk}": "Set 1", f"name-{cast.set_b.pk}": "Set 2"}
    client.post(address, names | {f"fewest-{cast.set_a.pk}": "3"})
    client.post(address, names)
    wrong = client.post(address, names | {f"fewest-{cast.set_a.pk}": "1"})
    cast.set_a.refresh_from_db()
    assert cast.set_a.fewest == 3
    assert wrong.status_code == 422
    assert 'value="1"' in wrong.content.decode()
    client.post(address, names | {f"fewest-{cast.set_a.pk}": ""})
    cast.set_a.refresh_from_db()
    assert cast.set_a.fewest is None
