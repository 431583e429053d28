from time import process_time

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cohorts.alike import EVERYDAY, LONG_ENOUGH, SAY_NOTHING, Pair, pairs, slip
from cohorts.importing import first_name_first
from cohorts.models import Membership
from cohorts.services import importing
from cohorts.sheet import sheet_of
from cohorts.spreadsheet import read
from tests import factories as make

KNOWN = ["Northmoor County Council", "Tidewater Academies Trust", "St Anne's & Co Ltd"]


def suggested(*names, known=KNOWN):
    return {pair.typed: pair.suggested for pair in pairs(enumerate(names, 2), known)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Northmoor County Coucil", KNOWN[0]),  # missing
        ("Northmoor County Councill", KNOWN[0]),  # too many
        ("Northmoor County Councel", KNOWN[0]),  # wrong
        ("Northmoor Conuty Council", KNOWN[0]),  # changed with its neighbour
        ("North Moor County Council", KNOWN[0]),
        ("The Northmoor County Council", KNOWN[0]),
        ("Northmoor County-Council.", KNOWN[0]),
        ("St Annes and Co", KNOWN[2]),
    ],
)
def test_one_body_written_another_way_is_seen(typed, meant):
    assert suggested(typed) == {typed: meant}


@pytest.mark.parametrize(
    "typed",
    [
        "Southmoor County Council",
        "Northmoor City Council",
        "Northmoor Council",
        "Tidewater Academies Trust 2",
        "NORTHMOOR  COUNTY COUNCIL",  # the same one already
        "Ofsted",
    ],
)
def test_another_body_is_left_alone(typed):
    assert suggested(typed) == {}


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Northmoor CC", "Northmoor County Council"),
        ("northmoor c.c.", "Northmoor CC"),
        ("Northmoor County Council", "Northmoor CC"),
        ("Riverside NHS FT", "Riverside NHS Foundation Trust"),
        ("Riverside NHS FT (North)", "Riverside NHS Foundation Trust"),
        ("CoY Council", "City of York Council"),
        ("HARBOUR CITY COUNCIL (HCC)", "Harbour City Council"),
        ("Harbour City Council", "Harbour City Council [HCC]"),
        ("Harbour City Counsil (HCC)", "Harbour City Council (HCC)"),
        ("St Mary's School", "Saint Marys School"),
        ("St. Mary’s School", "Saint Mary's School"),
        ("Hall and Sons", "Hall & Sons"),
    ],
)
def test_one_body_written_short_or_out_is_seen(typed, known):
    assert suggested(typed, known=[known]) == {typed: known}


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Riverside NHS Trust", ["Riverside NHS Foundation Trust"]),
        ("Riverside FT", ["Riverside NHS Foundation Trust"]),
        ("CC", ["County Council"]),  # nothing else says that it is this one
        ("NCC", ["Northmoor County Council"]),
        ("Southmoor CC", ["Northmoor County Council"]),
        ("Northmor CC", ["Northmoor County Council"]),  # a slip in another word as well
        ("Northmoor CC", ["Northmoor City Council", "Northmoor County Council"]),  # either
        ("Aid of Trust", ["Aid Our Families Trust"]),
        ("Northmoor C", ["Northmoor Council"]),
        ("Northmoor ABCDE", ["Northmoor Arts Building Creative Design Enterprise"]),
        ("St Mary's School (Northmoor)", ["St Mary's School (Westmarsh)"]),
        ("St Mary's School", ["St Luke's School"]),
        ("Hall Sons", ["Hall & Sons"]),
        ("!!!", ["???"]),
        ("Northmoor", ["???"]),
        ("(Northmoor)", ["(Westmarsh)"]),
    ],
)
def test_initials_and_brackets_never_join_two_bodies(typed, known):
    assert suggested(typed, known=known) == {}


def test_initials_that_may_stand_for_two_of_the_list_are_left_alone():
    assert suggested("Northmoor County Council", "Northmoor City Council", known=["Northmoor CC"]) == {}


LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORD = st.text(LETTERS, min_size=LONG_ENOUGH, max_size=9).filter(lambda word: word not in SAY_NOTHING)
NAME = st.lists(WORD, min_size=3, max_size=7)


@given(NAME, st.data())
def test_a_run_of_words_as_initials_is_the_same_body_and_beside_another_word_is_not(words, data):
    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 2, min(start + 4, len(words))))
    rest = [*words[:start], *words[end:]]
    short = "".join(word[0] for word in words[start:end])
    typed, known = " ".join([*words[:start], short, *words[end:]]), " ".join(words)
    offered = bool(rest) and short not in {*EVERYDAY, *SAY_NOTHING, "st"}
    assert suggested(typed, known=[known]) == ({typed: known} if offered else {})
    assert suggested(known, known=[typed]) == ({known: typed} if offered else {})
    assert suggested(f"{typed} zzyzx", known=[known]) == {}


@given(NAME, WORD, WORD)
def test_brackets_of_one_name_count_for_nothing_and_of_two_they_are_compared(words, aside, other):
    name = " ".join(words)
    assert suggested(f"{name} ({aside})", known=[name]) == {f"{name} ({aside})": name}
    alike = aside == other or (aside[0] == other[0] and slip(aside, other))
    assert bool(suggested(f"{name} ({aside})", known=[f"{name} [{other}]"])) == alike


def test_short_words_and_numbers_are_never_slips():
    assert suggested("Site 12 Trust", known=["Site 13 Trust"]) == {}
    assert not slip("bath", "bach")
    assert not slip("area51b", "area52b")


def test_of_spellings_nobody_knows_the_one_of_most_rows_is_right():
    names = ["Hartly Trust", "Hartley Trust", "Hartley Trust"]
    assert pairs(enumerate(names, 2), []) == [Pair("Hartly Trust", "Hartley Trust", (2,))]


@pytest.mark.parametrize(
    "body",
    [
        lambda n: f"Organisation {n}",
        lambda n: f"Moor {n} County Council of the North (MCC {n})",
        lambda n: " ".join([f"z{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}", *["word"] * 11]),
    ],
)
def test_five_thousand_names_alike_are_no_slower(body):
    names, started = [body(n) for n in range(5000)], process_time()
    assert pairs(enumerate(names), []) == []
    assert process_time() - started < 3


def test_five_thousand_bodies_are_compared_in_a_moment():
    names = [f"Body {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}zzz" for n in range(5000)]
    assert len(pairs(enumerate(names), names)) == 0


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Okafor, Sam", "Sam Okafor"),
        ("OKAFOR, SAM", "SAM OKAFOR"),
        ("van der Berg,Anna Maria", "Anna Maria van der Berg"),
        ("Sam Okafor, OBE", "Sam Okafor, OBE"),
        ("Sam Okafor, PhD", "Sam Okafor, PhD"),
        ("Okafor, Sam, Jr", "Okafor, Sam, Jr"),
        ("Okafor,", "Okafor,"),
        ("Sam Okafor", "Sam Okafor"),
    ],
)
def test_a_name_with_its_surname_first_is_turned_round(written, name):
    assert first_name_first(written) == name


@pytest.fixture
def upload(cast):
    Membership.objects.filter(pk=cast.participant_place.pk).update(organisation=cast.organisation)
    lines = "A,a@l.example,Northmoor County Coucil\nB,b@l.example,Northmoor County Coucil\nC,c@l.example,Ofsted\n"
    sheet = sheet_of(read(f"Name,Email,Organisation\n{lines}".encode()))
    fields = {"name": "list.csv", "sheet": sheet, "by": cast.coordinator, "now": make.NOW}
    return importing.keep(cohort=cast.cohort, **fields)


def organisations(upload):
    return [outcome.values["organisation"] for outcome in importing.preview(upload)]


@pytest.mark.django_db
def test_the_preview_offers_to_merge_and_does_it_when_pressed(client, cast, upload):
    upload.at = make.NOW.replace(year=2099)
    upload.save()
    client.force_login(cast.coordinator)
    page = reverse("cohorts:import_preview", args=[cast.cohort.pk, upload.pk])
    assert "Take it for Northmoor County Council" in client.get(page).content.decode()
    merged = client.post(f"{page}merge/", {"typed": "Northmoor County Coucil"}, follow=True).content.decode()
    assert "Northmoor County Coucil is now Northmoor County Council in this list" in merged
    assert "Spelt nearly alike" not in merged
    upload.refresh_from_db()
    assert organisations(upload) == ["Northmoor County Council", "Northmoor County Council", "Ofsted"]


@pytest.mark.django_db
def test_nothing_is_merged_that_was_not_offered(cast, upload):
    assert importing.merge(upload=upload, typed="Ofsted") is None
    assert importing.merge(upload=upload, typed="") is None
    upload.refresh_from_db()
    assert organisations(upload)[2] == "Ofsted"


@pytest.mark.django_db
def test_organisations_of_another_programme_are_not_given_away(cast, upload):
    Membership.objects.update(organisation=None)
    elsewhere = make.cohort(cast.other_programme, "Elsewhere")
    make.place(elsewhere, make.person("Ann Elsewhere", email="e@e.example"), organisation=cast.organisation)
    assert importing.alike(upload) == []
