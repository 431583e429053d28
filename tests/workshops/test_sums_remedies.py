"""For any day at all: a remedy takes its finding away, and says truly what it does."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.workshops.summing import HALF_PAST_FOUR, groups, line, numbers
from tests.workshops.test_agenda import TEN
from workshops.agenda import clock
from workshops.sums import Day, facts, findings
from workshops.sums.pushing import LATEST, NEW, late_pins, pushed, with_break, with_line

lengths = st.sampled_from([0, 5, 10, 15, 30, 45, 60, 90, 130]) | st.integers(0, 1440)
made = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {
            "each_of": st.sampled_from(["group", "person", "speaker", "turn"]),
            "each_minutes": st.integers(1, 60),
            "together": st.integers(0, 60),
            "each_count": st.none() | st.integers(1, 30),
            "speakers": st.integers(0, 5),
        }
    ),
)


@st.composite
def lines(draw):
    parted = draw(st.none() | st.lists(st.integers(0, 8), min_size=1, max_size=6))
    return line(
        minutes=draw(lengths),
        pinned_minute=draw(st.none() | st.integers(TEN - 60, LATEST)),
        is_quiet=draw(st.booleans()),
        is_sets=draw(st.booleans()),
        groups=groups(*parted) if parted else (),
        may_regroup=draw(st.booleans()),
        **draw(made),
    )


days = st.builds(
    Day,
    pk=st.just(1),
    opens=st.just(TEN),
    closes=st.just(HALF_PAST_FOUR),
    lines=st.lists(lines(), max_size=8).map(tuple),
    expected=st.integers(0, 40).map(lambda people: frozenset(range(people))),
    sets=st.lists(st.integers(0, 8), max_size=4).map(lambda sizes: tuple(group.people for group in groups(*sizes))),
)


def pressed(day, remedy):
    """The day after the remedy, as the services write it."""
    if remedy.kind == "close":
        return replace(day, closes=remedy.value)
    place = next(n for n, found in enumerate(day.lines) if found.pk == remedy.target)
    one = day.lines[place]
    return {
        "longer": lambda: with_line(day, replace(one, minutes=remedy.value)),
        "cut": lambda: with_line(day, replace(one, minutes=remedy.value), push=False),
        "shorter": lambda: with_line(day, replace(one, each_minutes=remedy.value), push=False),
        "fewer": lambda: with_line(
            day, replace(one, each_count=remedy.value, groups=one.groups[: remedy.value]), push=False
        ),
        "unpin": lambda: with_line(day, replace(one, pinned_minute=None), push=False),
        "tomorrow": lambda: with_line(day, replace(one, pinned_minute=one.pinned_minute + 24 * 60), push=False),
        "push": lambda: pushed(day, place),
        "break": lambda: saved(with_break(day, place)),
    }[remedy.kind]()


def saved(day):
    """The day once its new break has an id."""
    return replace(day, lines=tuple(replace(one, pk=next(numbers)) if one.pk == NEW else one for one in day.lines))


def about(day):
    return {(finding.kind, finding.item) for finding in findings(day)}


@given(days)
def test_every_remedy_takes_its_finding_away(day):
    for finding in findings(day):
        for remedy in finding.remedies:
            assert (finding.kind, finding.item) not in about(pressed(day, remedy)), remedy.kind


@given(days)
def test_a_remedy_says_truly_when_the_day_ends_after_it(day):
    for remedy in (remedy for finding in findings(day) for remedy in finding.remedies if remedy.effect):
        after = pressed(day, remedy)
        assert (remedy.effect.ends, remedy.effect.shift) == (clock(after.end), after.end - day.end)


@given(days)
def test_no_number_that_is_said_is_negative(day):
    for finding in findings(day):
        assert all(
            number >= 0 for name, number in finding.numbers.items() if isinstance(number, int) and name != "jump"
        )
        assert all(remedy.value >= 0 for remedy in finding.remedies)
    for one in day.lines:
        found = facts(one, day)
        assert found.people >= 0
        assert all(number >= 0 for number in found.sum.values() if isinstance(number, int))


@given(days, st.integers(0, 7))
def test_after_a_push_nothing_behind_it_is_reached_late(day, place):
    after = pushed(day, place)
    if after:
        assert not any(slot.overlap for slot in after.slots[place:])
        assert after.lines[:place] == day.lines[:place]


@given(days)
def test_a_push_never_moves_a_pin_earlier(day):
    old = {one.pk: one.pinned_minute for one in day.lines}
    assert all(pin > old[pk] for pk, pin in late_pins(day.lines, day.opens).items())
