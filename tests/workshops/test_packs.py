from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.workshops.test_sheet_data import publish, reply
from tests.workshops.test_sheets import read
from workshops.models import Edition, Pack
from workshops.packs.building import build
from workshops.packs.measuring import measure, missing
from workshops.packs.proposal import proposed
from workshops.packs.since import changed, last_printed
from workshops.packs.wishes import Order, Stack, Wish, leaves, unknown
from workshops.services import packs
from workshops.sheet_list import BY_NAME, KINDS

LATER = make.NOW + Pack.LEASE + timedelta(seconds=1)


def published(cast):
    make.item(cast.workshop.days.get(), "Welcome", notes="Phones away", kit="Bell")
    publish(cast.workshop)
    return cast.workshop


@pytest.fixture
def workshop(cast):
    return published(cast)


def wanted(**how):
    return Order.of({"agenda": 2, "register": 1, "running-order": 1}, **how)


def ordered(session, order=None, now=make.NOW):
    by = session.cohort.memberships.first().person
    return packs.order(session=session, wanted=order or wanted(), by=by, now=now)


def made(session, order=None, now=make.NOW):
    pack = ordered(session, order, now)
    assert packs.make(pack_id=pack.pk, now=now)
    pack.refresh_from_db()
    return pack


def pdf_of(pack, position=1):
    return bytes(pack.files.get(position=position).pdf)


def built(session, order=None):
    return build(session, Edition.of(session).first(), order or wanted(), now=make.NOW)


def broken(session, **content):
    """The workshop's edition, spoilt so that its agenda cannot be printed."""
    edition = session.editions.first()
    edition.content |= content
    edition.save()


UNREADABLE = {"objectives": None}  # the module of the agenda reads it, the sheet fails
UNBUILT = {"days": [{}]}


# What is asked for


def test_an_order_is_in_the_order_of_the_list_and_without_what_nobody_wants():
    order = Order.of({"agenda": 3, "register": 0, "running-order": 1})
    assert [(wish.kind.name, wish.copies) for wish in order.wishes] == [("running-order", 1), ("agenda", 3)]
    assert order.total == 4


def mixed(**how):
    """An order of paper and card for the room, and of paper for the office."""
    kinds = [
        replace(KINDS[0], name="list", place="office"),
        replace(KINDS[0], name="paper"),
        replace(KINDS[0], name="badges", stock="card"),
    ]
    return Order([Wish(kind, 1) for kind in kinds], **how)


def test_cards_lie_in_a_file_of_their_own_and_so_does_what_is_for_the_office():
    found = {stack: [wish.kind.name for wish in wishes] for stack, wishes in mixed(by_stock=True).stacks.items()}
    assert found == {
        Stack("room", "plain"): ["paper"],
        Stack("room", "card"): ["badges"],
        Stack("office", "plain"): ["list"],
    }


def test_in_one_file_the_sheets_are_in_order_and_the_offices_stay_apart():
    found = {stack: [wish.kind.name for wish in wishes] for stack, wishes in mixed(by_stock=False).stacks.items()}
    assert found == {Stack("room", ""): ["paper", "badges"], Stack("office", ""): ["list"]}
    assert all(stack.label for stack in found)


def test_a_pile_too_high_for_one_file_goes_into_several_in_order():
    stacks = Order.of({"running-order": 30, "agenda": 200}, by_stock=False).stacks
    assert [(stack.part, [wish.copies for wish in wishes]) for stack, wishes in stacks.items()] == [
        (1, [30, 70]),
        (2, [100]),
        (3, [30]),
    ]
    assert [stack.label for stack in stacks] == [
        "Sheets for the room",
        "Sheets for the room, part 2",
        "Sheets for the room, part 3",
    ]


def test_a_high_pile_is_measured_and_made_file_by_file(workshop):
    order = Order.of({"agenda": 101}, by_stock=False)
    assert [file.pages for file in measure(built(workshop, order), order)] == [100, 1]
    pack = made(workshop, order)
    assert [(file.part, file.pages) for file in pack.files.all()] == [(1, 100), (2, 1)]
    assert pack.done == 101


@pytest.mark.parametrize(
    ("pages", "copies", "both", "paper"), [(1, 24, False, 24), (3, 2, False, 6), (3, 2, True, 4), (1, 24, True, 24)]
)
def test_each_copy_begins_on_a_sheet_of_paper_of_its_own(pages, copies, both, paper):
    assert leaves(pages, copies, both_sides=both) == paper


def test_names_that_the_list_does_not_have_are_found():
    assert unknown(["agenda", "menu"]) == ["menu"]


def test_a_day_needs_an_agenda_a_person_expected_and_a_running_order_a_facilitator(cast, workshop):
    make.place(cast.cohort, make.person("Second Lead"), "facilitator")
    reply(workshop.days.get(), cast.participant_place, "sorry")
    copies = proposed(workshop, [BY_NAME[name] for name in ("running-order", "register", "agenda")])
    assert copies == {"running-order": 2, "register": 1, "agenda": 2}


def test_nothing_for_the_office_is_proposed(workshop):
    assert proposed(workshop, [replace(BY_NAME["register"], name="list", place="office")]) == {"list": 0}


# How much paper it takes, and what would not come out well


def test_the_paper_is_counted_before_anything_is_printed(workshop):
    [file] = measure(built(workshop), wanted())
    assert [(line.built.kind.name, line.pages) for line in file.lines] == [
        ("running-order", 1),
        ("register", 1),
        ("agenda", 1),
    ]
    assert (file.pages, file.leaves) == (4, 4)
    pack = made(workshop)
    assert pack.files.get().pages == len(read(pdf_of(pack)).pages) == 4


def test_what_was_measured_once_is_known_the_next_time(workshop):
    first = measure(built(workshop), wanted())
    assert measure(built(workshop), wanted())[0].pages == first[0].pages
    large = wanted(size="large")
    assert measure(built(workshop, large), large)[0].pages >= first[0].pages


@pytest.mark.parametrize("content", [UNREADABLE, UNBUILT])
def test_a_sheet_that_will_not_print_is_known_beforehand(workshop, content):
    broken(workshop, **content)
    [file] = measure(built(workshop), wanted())
    found = [line.built.kind.name for line in file.lines if line.is_broken]
    assert "agenda" in found
    assert "register" not in found


def test_letters_without_a_font_are_known_beforehand(cast, workshop):
    assert missing(built(workshop)) == []
    make.place(cast.cohort, make.person("Ann 😀"))
    assert missing(built(workshop)) == ["😀"]


# What changed since


def test_a_sheet_has_changed_when_it_says_something_else_not_when_it_is_printed_later_or_larger(cast, workshop):
    made(workshop)
    before = last_printed(workshop)
    later = build(workshop, Edition.of(workshop).first(), wanted(size="large"), now=LATER)
    assert changed(later, before) == []
    reply(workshop.days.get(), cast.participant_place, "sorry")
    assert [one.kind.name for one in changed(built(workshop), before)] == ["running-order", "register"]


def test_what_was_printed_alone_since_counts(cast, workshop):
    made(workshop)
    reply(workshop.days.get(), cast.participant_place, "sorry")
    made(workshop, Order.of({"register": 1}), now=LATER)
    assert [one.kind.name for one in changed(built(workshop), last_printed(workshop))] == ["running-order"]


def test_a_new_edition_that_says_the_same_to_delegates_changes_no_sheet(workshop):
    made(workshop)
    publish(workshop, 2)
    assert changed(built(workshop), last_printed(workshop)) == []


def test_a_pack_costs_the_same_queries_for_three_people_as_for_thirty(cast, workshop):
    def cost(now):
        pack = ordered(workshop, now=now)
        with CaptureQueriesContext(connection) as asked:
            assert packs.make(pack_id=pack.pk, now=now)
        return len(asked)

    few = cost(make.NOW)
    for n in range(27):
        make.place(cast.cohort, make.person(f"Person {n}"))
    assert cost(LATER) == few


def test_where_the_database_stumbles_no_sheet_is_blamed_and_the_pack_waits_again(workshop, monkeypatch):
    pack = ordered(workshop)

    def stumble(*_rows, **_how):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr("workshops.packs.wishes.KINDS", [replace(BY_NAME["register"], build=stumble)])
        with pytest.raises(OperationalError):
            packs.make(pack_id=pack.pk, now=make.NOW)
    pack.refresh_from_db()
    assert (pack.taken_at, pack.tries, pack.faults) == (None, 0, [])
    assert packs.make(pack_id=pack.pk, now=make.NOW)
