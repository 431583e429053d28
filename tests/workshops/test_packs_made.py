"""Making a day pack: its files, whoever makes it, and what goes wrong meanwhile."""

from datetime import timedelta

import pytest
import time_machine

from tests import factories as make
from tests.workshops.acting import trail
from tests.workshops.test_packs import (
    LATER,
    UNBUILT,
    UNREADABLE,
    broken,
    built,
    made,
    ordered,
    pdf_of,
    published,
    wanted,
)
from tests.workshops.test_sheets import read, words
from workshops import tasks
from workshops.models import Pack, PackFile
from workshops.packs.measuring import measure
from workshops.packs.pressing import press
from workshops.packs.wishes import Order
from workshops.services import packs


@pytest.fixture
def workshop(cast):
    return published(cast)


def test_a_pack_is_one_pdf_of_all_its_sheets_with_version_and_hour_at_every_foot(workshop):
    pack = made(workshop)
    pages = [" ".join(page.extract_text().split()) for page in read(pdf_of(pack)).pages]
    assert len(pages) == 4
    assert all("Edition 1, printed 22 February 2027 at 09:00" in page for page in pages)
    assert [page.split(". ")[-1] for page in pages] == [
        "Running order, page 1 of 1",
        "Register, page 1 of 1",
        "Agenda, page 1 of 1",
        "Agenda, page 1 of 1",
    ]
    assert (pack.edition, pack.done, pack.faults, pack.missing) == (1, 4, [], [])
    assert read(pdf_of(pack)).metadata.title == "Workshop 1: day pack"


def test_printed_on_both_sides_a_blank_back_is_paper_and_no_page(workshop):
    file = made(workshop, wanted(both_sides=True)).files.get()
    assert (file.pages, file.leaves) == (4, 4)
    pages = [page.extract_text() for page in read(bytes(file.pdf)).pages]
    assert [bool(text) for text in pages] == [True, False, True, False, True, False, True]


def test_the_sheets_of_two_sets_are_two_sheets_of_paper_and_so_they_are_measured(workshop):
    order = Order.of({"set-sheets": 1}, both_sides=True)
    [measured] = measure(built(workshop, order), order)
    file = made(workshop, order).files.get()
    assert measured.leaves == file.leaves == 2
    texts = [page.extract_text() for page in read(bytes(file.pdf)).pages]
    assert ["Said they would" in text for text in texts] == [True, False, True]


def test_large_print_is_asked_for_the_whole_pack(workshop):
    assert pdf_of(made(workshop)) != pdf_of(made(workshop, wanted(size="large"), now=LATER))


def test_a5_is_for_the_sheets_that_allow_it(workshop):
    pages = read(pdf_of(made(workshop, wanted(size="a5")))).pages
    assert [round(page.mediabox.width) for page in pages] == [842, 595, 420, 420]


def structure(node, kind):
    """Every element of `kind` below `node` of the tag tree."""
    node = node.get_object()
    if not isinstance(node, dict):
        return []
    children = node.get("/K", [])
    below = [one for child in (children if isinstance(children, list) else [children]) for one in inside(child, kind)]
    return [node, *below] if node.get("/S") == kind else below


def inside(child, kind):
    return [] if isinstance(child, int) else structure(child, kind)


def test_a_pack_is_for_everybody_titled_tagged_with_headings_and_the_heads_of_its_tables(workshop):
    root = read(pdf_of(made(workshop))).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    tree = root["/StructTreeRoot"]
    assert len(structure(tree, "/H1")) == 4
    tables = structure(tree, "/Table")
    assert len(tables) == 4
    for table in tables:
        heads = structure(table, "/TH")
        assert heads
        assert all(head["/A"].get_object()[0].get_object()["/Scope"] == "/Column" for head in heads)


def test_equal_packs_of_the_same_minute_are_equal_bytes(workshop):
    first, second = made(workshop), made(workshop, now=make.NOW + timedelta(seconds=30))
    assert first.pk != second.pk
    assert pdf_of(first) == pdf_of(second)


def test_that_a_pack_was_ordered_stands_on_the_trail(workshop):
    assert trail(ordered(workshop)) == [("ordered", ["copies"])]


def test_a_button_pressed_twice_orders_one_pack(workshop):
    pack = ordered(workshop)
    assert ordered(workshop, now=make.NOW + timedelta(seconds=2)) == pack
    assert ordered(workshop, Order.of({"register": 1})) != pack
    assert ordered(workshop, now=make.NOW + timedelta(seconds=9)) != pack


def test_a_pack_is_made_once(workshop):
    pack = made(workshop)
    assert not packs.make(pack_id=pack.pk, now=LATER)
    assert pack.files.count() == 1


def test_whoever_comes_second_leaves_it_to_the_first(workshop):
    pack = ordered(workshop)
    Pack.objects.filter(pk=pack.pk).update(taken_at=make.NOW, tries=1)
    assert not packs.make(pack_id=pack.pk, now=make.NOW + timedelta(minutes=1))
    assert packs.make_waiting(now=make.NOW + timedelta(minutes=1)) == 0


def test_a_pack_whose_maker_died_is_taken_up_again(workshop):
    pack = ordered(workshop)
    Pack.objects.filter(pk=pack.pk).update(taken_at=make.NOW, tries=1, done=3)
    assert packs.make_waiting(now=LATER) == 1
    pack.refresh_from_db()
    assert (pack.done, pack.tries, pack.files.count()) == (4, 2, 1)


def test_a_maker_that_was_given_up_and_comes_back_leaves_the_others_files(workshop):
    pack = ordered(workshop)
    slow = Pack.objects.get(pk=pack.pk)
    slow.taken_at, slow.tries = make.NOW, 1
    slow.save()
    assert packs.make(pack_id=pack.pk, now=LATER)
    files = list(press(built(workshop), wanted(), title="x"))
    assert not packs.finish(slow, None, built(workshop), files, LATER)
    assert PackFile.objects.filter(pack=pack).count() == 1


def test_a_pack_that_kills_whoever_makes_it_is_given_up(workshop):
    pack = ordered(workshop)
    Pack.objects.filter(pk=pack.pk).update(taken_at=make.NOW, tries=Pack.TRIES)
    assert packs.make_waiting(now=LATER) == 0
    pack.refresh_from_db()
    assert pack.is_given_up


def test_the_tick_makes_what_waits_and_deletes_the_files_of_old_packs(workshop):
    pack = ordered(workshop)
    with time_machine.travel(make.NOW, tick=False):
        tasks.make_packs()
        tasks.forget_packs()
    assert pack.files.count() == 1
    with time_machine.travel(LATER + Pack.KEPT, tick=False):
        tasks.forget_packs()
    assert pack.files.count() == 0
    assert Pack.objects.filter(pk=pack.pk).exists()


def test_files_stay_for_their_days(workshop):
    pack = made(workshop)
    packs.forget(now=pack.deleted_at)
    assert pack.files.exists()
    packs.forget(now=pack.deleted_at + timedelta(seconds=1))
    assert not pack.files.exists()


@pytest.mark.parametrize("content", [UNREADABLE, UNBUILT])
def test_a_broken_sheet_is_named_and_the_others_still_come(workshop, content):
    broken(workshop, **content)
    pack = made(workshop)
    assert "agenda" in pack.faults
    assert "register" not in pack.faults
    assert "Register,page1of1" in words(pdf_of(pack))
    assert "agenda" not in pack.digests


def test_a_pack_of_nothing_but_a_broken_sheet_has_no_file(workshop):
    broken(workshop, **UNREADABLE)
    pack = made(workshop, Order.of({"agenda": 1}))
    assert pack.made_at
    assert (pack.faults, pack.files.count()) == (["agenda"], 0)


def test_the_log_names_the_sheet_that_broke_and_nothing_typed(workshop, caplog):
    broken(workshop, **UNREADABLE, title="Secret title")
    made(workshop)
    assert "agenda" in caplog.text
    assert "Secret" not in caplog.text


def test_a_letter_without_a_font_is_said_of_the_pack(cast, workshop):
    make.place(cast.cohort, make.person("Ann 😀"))
    assert made(workshop).missing == ["😀"]
