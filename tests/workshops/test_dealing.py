from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from workshops.dealing import Guest, by_organisation, mixed

COUNCIL = [Guest(n, "Council") for n in (1, 2, 3)]
HOSPITAL = [Guest(n, "Hospital") for n in (4, 5)]
SCHOOL, CHARITY, NOWHERE = Guest(6, "School"), Guest(7, "Charity"), Guest(8, "")
EVERYONE = [NOWHERE, SCHOOL, *HOSPITAL, *COUNCIL, CHARITY]

guests = st.lists(st.sampled_from(["", *"ABCDEFGH"]), max_size=40).map(
    lambda names: [Guest(n, name) for n, name in enumerate(names)]
)


def test_colleagues_are_dealt_to_different_groups():
    assert mixed(EVERYONE, 3) == [[1, 4, 7], [2, 5, 6], [3, 8]]


@given(guests, st.integers(1, 12))
def test_everyone_is_placed_once_and_groups_differ_by_one_at_most(people, number):
    made = mixed(people, number)
    assert sorted(pk for group in made for pk in group) == [guest.pk for guest in people]
    assert len(made) == number
    assert max(map(len, made)) - min(map(len, made)) <= 1


@given(guests, st.integers(1, 12))
def test_no_two_colleagues_meet_while_there_are_groups_enough(people, number):
    of = {guest.pk: guest.organisation for guest in people}
    for group in mixed(people, number):
        for name, met in Counter(of[pk] for pk in group).items():
            colleagues = sum(guest.organisation == name for guest in people)
            assert met <= -(-colleagues // number)


@given(guests, st.integers(1, 12))
def test_the_same_people_make_the_same_groups(people, number):
    assert mixed(people, number) == mixed(list(people), number)


def test_each_organisation_has_its_group_and_whoever_has_none_is_among_the_others():
    assert by_organisation(EVERYONE, None, "Others") == [
        ("Charity", [7]),
        ("Council", [1, 2, 3]),
        ("Hospital", [4, 5]),
        ("School", [6]),
        ("Others", [8]),
    ]


def test_in_fewer_groups_the_smallest_go_together():
    assert by_organisation(EVERYONE, 3, "Others") == [
        ("Council", [1, 2, 3]),
        ("Hospital", [4, 5]),
        ("Others", [7, 6, 8]),
    ]


def test_in_as_many_groups_as_there_are_organisations_nobody_is_put_with_others():
    assert [name for name, _people in by_organisation([*COUNCIL, *HOSPITAL], 2, "Others")] == ["Council", "Hospital"]


@given(guests, st.none() | st.integers(1, 12))
def test_by_organisation_too_everyone_is_placed_once_in_no_more_groups_than_asked(people, number):
    made = by_organisation(people, number, "Others")
    assert sorted(pk for _name, group in made for pk in group) == [guest.pk for guest in people]
    assert all(group for _name, group in made)
    assert number is None or len(made) <= number
