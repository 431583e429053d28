"""Whatever the people and the wishes: everybody sits once; wishes hold or are refused by name."""

from collections import Counter
from itertools import combinations
from math import comb

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from cohorts import mixing
from cohorts.mixing import Contradiction, Kind, Peer, Why, Wish

NUMBERS = some.integers(1, 8)
LABELS = some.sampled_from(["", "Northmoor", "Tideway", "Harbour Trust", "Moorland NHS"])
PROFESSIONS = some.sampled_from(["", "law", "nursing"])
SECTORS = {"": "", "Northmoor": "public", "Tideway": "private", "Harbour Trust": "voluntary", "Moorland NHS": "public"}


def peer(key, organisation="", **traits):
    return Peer(key, organisation, **traits)


@some.composite
def companies(draw, least=0, most=40):
    """People numbered from nought, some of whom met before."""
    rows = draw(some.lists(some.tuples(LABELS, PROFESSIONS), min_size=least, max_size=most))
    met = dict(draw(some.lists(some.tuples(some.integers(0, most), some.integers(0, most)), max_size=8)))
    return [
        Peer(n, label, SECTORS[label], profession, frozenset({met[n]} - {n} if n in met else ()))
        for n, (label, profession) in enumerate(rows)
    ]


@some.composite
def wished(draw):
    """A company, and hard wishes about its people and about strangers to it."""
    people = draw(companies(least=2, most=16))
    pairs = some.tuples(some.integers(0, len(people)), some.integers(0, len(people))).filter(lambda p: p[0] != p[1])
    kinds = some.lists(some.tuples(some.sampled_from(Kind), pairs), max_size=8)
    return people, [Wish(kind, *pair) for kind, pair in draw(kinds)]


def bound(people, number):
    """Pairs of one organisation that no arrangement avoids."""
    sizes = Counter(one.organisation for one in people if one.organisation).values()
    return sum(comb(each // number + (n < each % number), 2) for each in sizes for n in range(number))


def of_one(sets, people):
    at = {one.key: one.organisation for one in people}
    return sum(bool(at[a]) and at[a] == at[b] for members in sets for a, b in combinations(members, 2))


def kept(sets, wish):
    together = any(wish.one in members and wish.other in members for members in sets)
    return together == (wish.kind == Kind.TOGETHER)


def mixed(people, wishes, number):
    """The sets, or the contradiction."""
    try:
        return mixing.mix(people, wishes, number), None
    except Contradiction as refused:
        return None, refused


def keepable(people, wishes, number):
    """By trying every way to seat a few people."""
    smaller, larger = divmod(len(people), number)

    def ways(waiting, sets):
        if not waiting:
            return sum(len(members) > smaller for members in sets) == larger and all(kept(sets, w) for w in wishes)
        return any(
            ways(waiting[1:], [members | {waiting[0].key} if n == at else members for n, members in enumerate(sets)])
            for at, members in enumerate(sets)
            if len(members) < smaller + (larger > 0)
        )

    return ways(people, [frozenset()] * number)


# Whatever comes


@given(companies(), NUMBERS, some.integers(0, 3))
def test_everybody_sits_once_in_sets_of_even_size(people, number, seed):
    sets = mixing.mix(people, number=number, seed=seed)
    assert len(sets) == number
    assert sorted(key for members in sets for key in members) == [one.key for one in people]
    assert max(map(len, sets)) - min(map(len, sets)) <= 1


@given(companies(most=60), NUMBERS, some.integers(0, 3))
def test_without_wishes_no_pair_of_one_organisation_sits_together_that_need_not(people, number, seed):
    sets = mixing.mix(people, number=number, seed=seed)
    assert of_one(sets, people) == bound(people, number)


@settings(max_examples=300)
@given(wished(), some.integers(1, 5))
def test_hard_wishes_hold_or_those_that_contradict_each_other_are_named(company, number):
    people, wishes = company
    about = [wish for wish in wishes if {wish.one, wish.other} <= {one.key for one in people}]
    sets, refused = mixed(people, wishes, number)
    if refused:
        assert refused.wishes
        assert set(refused.wishes) <= set(about)
        assert refused.why != Why.NOT_FOUND
    else:
        assert all(kept(sets, wish) for wish in about)
        assert max(map(len, sets)) - min(map(len, sets)) <= 1
        assert sorted(key for members in sets for key in members) == [one.key for one in people]


@settings(max_examples=60)
@given(some.lists(some.tuples(some.sampled_from(Kind), some.permutations(range(6))), max_size=7), some.integers(1, 3))
def test_wishes_are_refused_only_when_no_arrangement_keeps_them(drawn, number):
    people, wishes = [peer(n) for n in range(6)], [Wish(kind, *order[:2]) for kind, order in drawn]
    _sets, refused = mixed(people, wishes, number)
    assert (refused is None) == keepable(people, wishes, number)
    if refused:
        assert not keepable(people, refused.wishes, number)


@given(companies(), NUMBERS, some.permutations(["Northmoor", "Tideway", "Harbour Trust", "Moorland NHS"]))
def test_how_organisations_and_people_are_called_changes_nothing(people, number, names):
    called = dict(zip(SECTORS, ["", *names], strict=True))
    renamed = [
        Peer(
            f"x{1000 - p.key}", called[p.organisation], p.sector, p.profession, frozenset(f"x{1000 - k}" for k in p.met)
        )
        for p in people
    ]
    sets = mixing.mix(renamed, number=number)
    assert sets == [[f"x{1000 - key}" for key in members] for members in mixing.mix(people, number=number)]


@given(companies(), NUMBERS, some.integers(0, 9))
def test_the_same_seed_gives_the_same_sets(people, number, seed):
    assert mixing.mix(people, number=number, seed=seed) == mixing.mix(people, number=number, seed=seed)


@given(companies(), NUMBERS)
def test_what_is_said_of_the_pairs_is_what_can_be_counted(people, number):
    sets = mixing.mix(people, number=number)
    said = mixing.pairs_of(sets, people)
    assert said["organisation"] == (said["organisation"].__class__)(of_one(sets, people), bound(people, number))
    assert all(one.number >= one.least for one in said.values())
    assert sum(clash.number for clash in mixing.clashes(sets, people, "organisation")) == of_one(sets, people)


@given(wished(), some.integers(1, 5))
def test_everybody_has_their_reasons_whatever_the_arrangement(company, number):
    people, wishes = company
    sets = [[one.key for one in people[n::number]] for n in range(number)]
    said = mixing.reasons(sets, people, wishes)
    assert set(said) == {one.key for one in people}
    for wish in mixing.broken(sets, wishes):
        assert any(reason.kind == "broken" and wish.other in reason.keys for reason in said[wish.one])


@given(companies(), NUMBERS, some.lists(some.integers(0, 5), min_size=40, max_size=40))
def test_wherever_people_sit_now_nothing_gets_worse_for_it(people, number, seats):
    sets = mixing.mix(people, number=number, sitting=dict(enumerate(seats)))
    assert sorted(key for members in sets for key in members) == [one.key for one in people]
    assert max(map(len, sets)) - min(map(len, sets)) <= 1
    assert of_one(sets, people) == bound(people, number)


@given(wished(), some.integers(1, 5), some.lists(some.integers(0, 3), min_size=16, max_size=16))
def test_wishes_hold_wherever_people_sit_now(company, number, seats):
    people, wishes = company
    assume(mixed(people, wishes, number)[0])
    sets = mixing.mix(people, wishes, number, sitting=dict(enumerate(seats)))
    assert not mixing.broken(sets, wishes)


@given(companies(most=24), some.integers(1, 5))
def test_what_was_built_stays_when_it_is_built_again(people, number):
    sets = mixing.mix(people, number=number)
    sitting = {key: n for n, members in enumerate(sets) for key in members}
    again = mixing.mix(people, number=number, sitting=sitting)
    assert {frozenset(members) for members in again} == {frozenset(members) for members in sets}


# What is mixed


def test_latecomers_take_a_seat_and_nobody_moves_for_them():
    people = [peer(n, f"O{n % 6}") for n in range(24)]
    sitting = {n: n // 6 for n in range(24)}
    sets = mixing.mix([*people, peer("late", "P"), peer("later", "Q")], number=4, sitting=sitting)
    assert {frozenset(members) - {"late", "later"} for members in sets} == {
        frozenset(range(n, n + 6)) for n in (0, 6, 12, 18)
    }


def test_sectors_professions_and_earlier_sets_are_mixed_after_organisations():
    people = [
        *(peer(f"a{n}", f"A{n}", sector="public", profession=("law", "nursing")[n % 2]) for n in range(4)),
        *(peer(f"b{n}", f"B{n}", sector="private", profession=("law", "nursing")[n % 2]) for n in range(4)),
    ]
    sets = mixing.mix(people, number=2)
    at = {one.key: one for one in people}
    for members in sets:
        assert Counter(at[key].sector for key in members) == {"public": 2, "private": 2}
        assert Counter(at[key].profession for key in members) == {"law": 2, "nursing": 2}


def test_people_of_an_earlier_set_meet_others():
    earlier = [range(n, n + 4) for n in range(0, 16, 4)]
    people = [peer(n, met=frozenset(earlier[n // 4]) - {n}) for n in range(16)]
    assert mixing.pairs_of(mixing.mix(people, number=4), people)["met"].number == 0


def test_another_seed_gives_another_arrangement_as_good():
    people = [peer(n, f"O{n % 6}") for n in range(24)]
    first, second = mixing.mix(people, number=4), mixing.mix(people, number=4, seed=1)
    assert first != second
    assert of_one(first, people) == of_one(second, people) == 0


def test_two_colleagues_wished_together_cost_their_pair_and_the_one_that_follows():
    people = [peer(n, f"O{n % 6}") for n in range(24)]
    sets = mixing.mix(people, [Wish(Kind.TOGETHER, 0, 6)], 4)
    assert of_one(sets, people) == 2  # theirs, and one of the organisation for which they leave no seat


def test_three_hundred_people_are_mixed_down_to_what_must_be():
    people = [Peer(n, f"O{n % 37}", ("public", "private")[n % 37 % 2], f"P{n % 5}") for n in range(300)]
    said = mixing.pairs_of(mixing.mix(people, number=50), people)
    assert all(said[trait].number == said[trait].least for trait in ("organisation", "sector", "profession"))


# Nobody, one, far too many


@pytest.mark.parametrize(
    ("people", "number", "sizes"),
    [
        ([], 3, [0, 0, 0]),
        ([peer(1)], 1, [1]),
        ([peer(1), peer(2)], 5, [0, 0, 0, 1, 1]),
        ([peer(n, "Northmoor") for n in range(9)], 4, [2, 2, 2, 3]),
    ],
)
def test_odd_numbers_of_people_are_seated(people, number, sizes):
    assert sorted(map(len, mixing.mix(people, number=number))) == sizes


def test_a_chain_longer_than_a_set_is_refused_by_name():
    chain = [Wish(Kind.TOGETHER, n, n + 1) for n in range(4)]
    with pytest.raises(Contradiction) as refused:
        mixing.mix([peer(n) for n in range(12)], chain, 3)
    assert (refused.value.why, refused.value.people) == (Why.TOO_LARGE, (0, 1, 2, 3, 4))
    assert list(refused.value.wishes) == chain


def test_a_chain_that_ends_in_its_own_opposite_is_refused_with_the_chain():
    chain = [Wish(Kind.TOGETHER, 1, 2), Wish(Kind.TOGETHER, 3, 2), Wish(Kind.TOGETHER, 4, 5)]
    boss = Wish(Kind.BOSS, 1, 3)
    with pytest.raises(Contradiction) as refused:
        mixing.mix([peer(n) for n in range(12)], [*chain, boss], 2)
    assert refused.value.why == Why.BOTH
    assert set(refused.value.wishes) == {boss, *chain[:2]}


def test_more_people_apart_than_sets_are_named():
    apart = [Wish(Kind.APART, one, other) for one, other in combinations(range(5), 2)]
    with pytest.raises(Contradiction) as refused:
        mixing.mix([peer(n) for n in range(20)], [Wish(Kind.APART, 9, 11), *apart], 4)
    assert (refused.value.why, sorted(refused.value.people)) == (Why.TOO_FEW_SETS, [0, 1, 2, 3, 4])


def test_parties_that_fill_no_even_sets_are_refused_without_those_that_do_not_matter():
    threes = [Wish(Kind.TOGETHER, n, n + 1) for n in (0, 1, 3, 4, 6, 7)]
    with pytest.raises(Contradiction) as refused:
        mixing.mix([peer(n) for n in range(10)], [Wish(Kind.APART, 0, 9), *threes], 2)
    assert refused.value.why == Why.NO_ROOM
    assert set(refused.value.wishes) == set(threes)


def test_a_whole_hierarchy_is_seated_however_deep_it_is():
    chain = [Wish(Kind.BOSS, n, n + 1) for n in range(1049)]
    sets = mixing.mix([peer(n) for n in range(1050)], chain, 175)
    assert not mixing.broken(sets, chain)


def test_one_who_is_kept_from_everybody_needs_a_set_alone():
    apart = [Wish(Kind.APART, 0, n) for n in range(1, 6)]
    with pytest.raises(Contradiction):
        mixing.mix([peer(n) for n in range(6)], apart, 2)
    assert [0] in mixing.mix([peer(n) for n in range(6)], apart, 6)


# Boss and report


@pytest.mark.parametrize("written", ["Joanne Jerome", "JOANNE  JEROME", "Cllr Joanne Jérome, Leader", "jo@n.example"])
def test_a_line_manager_who_is_one_of_them_is_kept_apart(written):
    people = [(1, written, ["Callum Conteh"]), (2, "", ["Joanne Jerome", "Jo Jerome", "jo@n.example"])]
    assert mixing.named_as_boss(people) == [Wish(Kind.BOSS, 1, 2)]


@pytest.mark.parametrize("written", ["", "Joanne Jeromeson", "Jerome", "Anne Jerome", "Callum Conteh"])
def test_somebody_else_and_oneself_are_nobodys_boss(written):
    assert mixing.named_as_boss([(1, written, ["Callum Conteh"]), (2, "", ["Joanne Jerome", "Joanne"])]) == []


# Sets that there are


def test_a_new_arrangement_takes_the_set_most_of_it_sat_in():
    becomes = mixing.matched([[1, 2, 9], [4, 5, 6], [7, 8]], {"A": [4, 5], "B": [1, 2, 3]})
    assert becomes == ["B", "A", None]


def test_sets_without_anybody_in_common_are_taken_in_order():
    assert mixing.matched([[1], [2]], {"A": [], "B": [], "C": []}) == ["A", "B"]
