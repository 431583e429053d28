"""The sheets that hold needs, and joining instructions: how they print and who gets them."""

import re

import pytest

from tests import factories as make
from tests.workshops.test_printing import RUN, let_in, sheet
from tests.workshops.test_sheets import COMMON, DAY, HOSTILE, LANGUAGES, read, tags, words
from workshops import sheets
from workshops.packs.proposal import proposed
from workshops.packs.wishes import Order
from workshops.services import packs
from workshops.sheet_list import BY_NAME, KINDS

GO = ["participant", "set_mate", "other_set", "facilitator", "adviser", "other_adviser", "coach", "other_coach"]


def joining(text="Hartwell Hall", **changes):
    day = DAY | {"room": text, "link": f"https://meet.example/{len(text)}", "meals": [text], "telephone": text}
    venue = dict.fromkeys(("name", "address", "when", "directions", "parking", "access"), text)
    words = dict.fromkeys(("title", "dates", "arrival", "bring", "ask", "needs"), text)
    return COMMON | words | {"days": [day], "venues": [venue], "nights": [text], "logos": []} | changes


def kitchen(text="Vegan", **changes):
    meal = {"starts": "12:45", "title": text, "room": text, "count": "24"}
    day = {"meals": [meal], "diets": [{"diet": text, "count": "3"}], "rest": "21", "expected": "24 people", "note": ""}
    return COMMON | {"days": [DAY | day]} | changes


def access(text="Sam Okafor", **changes):
    return COMMON | {"days": [DAY | {"people": [{"name": text, "need": text, "rooms": [text, "Hall"]}]}]} | changes


def rooming(text="Sam Okafor", **changes):
    night = {"title": "Night of Tuesday", "place": text, "count": "1"}
    return COMMON | {"nights": [night | {"people": [{"name": text, "post": text, "know": [text]}]}]} | changes


EVERY = {"joining": joining, "kitchen": kitchen, "access": access, "rooming": rooming}
OFFICE = ["kitchen", "access", "rooming"]
every_sheet = pytest.mark.parametrize("name", EVERY)


def printed(name, *text, **changes):
    return sheets.render([sheets.Part(name, EVERY[name](*text, **changes))], title=f"Workshop 1: {name}").pdf


@every_sheet
@pytest.mark.parametrize("large", [False, True])
def test_a_sheet_is_tagged_with_one_title_on_a4_and_says_its_version(name, large):
    pdf = printed(name, large=large)
    found = tags(read(pdf).trailer["/Root"]["/StructTreeRoot"])
    assert b"pdfuaid" in pdf
    headings = [tag for tag in found if re.fullmatch(r"/H\d", tag)]
    assert (headings[0], headings.count("/H1")) == ("/H1", 1)
    assert set(headings) <= {"/H1", "/H2"}
    assert ("/TH" in found) == (name != "joining")
    [page] = read(pdf).pages
    assert sorted([round(page.mediabox.width), round(page.mediabox.height)]) == [595, 842]
    assert "Edition2,printed3March2027at09:00." in words(pdf)


@every_sheet
@pytest.mark.parametrize("text", [*HOSTILE, *LANGUAGES, "B" * 60])
def test_what_somebody_typed_is_printed_as_typed(name, text):
    assert re.sub(r"\s", "", text) in words(printed(name, text))


@pytest.mark.parametrize("name", OFFICE)
def test_a_sheet_with_needs_says_that_it_is_never_for_the_room(name):
    assert "Fortheoffice,neverfortheroom." in words(printed(name))
    assert BY_NAME[name].place == "office"


def test_a_cancelled_day_and_an_empty_list_say_so():
    cancelled = DAY | {"cancelled": True}
    assert "Thisdayiscancelled." in words(printed("kitchen", days=[kitchen()["days"][0] | cancelled]))
    assert "Thisdayiscancelled." in words(printed("joining", days=[joining()["days"][0] | cancelled]))
    assert "Everydayofthissessioniscancelled." in words(printed("access", days=[]))
    assert "Nobodywhoisexpected" in words(printed("access", days=[DAY | {"people": []}]))
    assert "Nobodystaysthenight" in words(printed("rooming", nights=[]))


def test_two_dozen_people_keep_to_a_page():
    [night] = rooming()["nights"]
    values = rooming(nights=[night | {"people": night["people"] * 27}])
    assert sheets.render([sheets.Part("rooming", values)], title="Rooming").pages == [1]


def test_joining_instructions_of_five_days_keep_to_a_page():
    values = joining("Twelve minutes by taxi from the station")
    values["days"] *= 5
    assert sheets.render([sheets.Part("joining", values)], title="Joining").pages == [1]


def test_joining_instructions_are_for_whoever_goes_runs_it_or_keeps_a_diary_of_one(client, cast):
    assert let_in(client, cast, sheet(cast.workshop, "joining")) == [
        *GO,
        "coordinator",
        "office_contact",
        "administrator",
    ]
    assert let_in(client, cast, sheet(cast.draft, "joining")) == RUN


def test_joining_instructions_of_a_set_meeting_are_the_sets(client, cast):
    meeting = make.session(cast.cohort, "Set day", kind="set_meeting", learning_set=cast.set_a)
    assert let_in(client, cast, sheet(meeting, "joining")) == ["participant", "set_mate", "adviser"]


def test_needs_are_for_coordinators_and_those_of_access_for_facilitators_too(client, cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    assert let_in(client, cast, sheet(residential, "kitchen")) == ["coordinator"]
    assert let_in(client, cast, sheet(residential, "rooming")) == ["coordinator"]
    assert let_in(client, cast, sheet(residential, "access")) == ["facilitator", "coordinator"]


def test_a_workshop_has_no_rooming_list_and_a_set_meeting_no_list_of_needs(client, cast):
    assert let_in(client, cast, sheet(cast.workshop, "rooming")) == []
    meeting = make.session(cast.cohort, "Set day", kind="set_meeting", learning_set=cast.set_a)
    for name in OFFICE:
        assert let_in(client, cast, sheet(meeting, name)) == []


def test_an_administrator_who_coordinates_too_reads_them_as_coordinator(client, cast):
    make.coordinator(cast.programme, cast.administrator)
    client.force_login(cast.administrator)
    assert client.get(sheet(cast.workshop, "kitchen")).status_code == 200


def test_a_day_pack_with_a_list_of_needs_opens_only_for_those_who_may_print_it(client, cast):
    wanted = Order.of({"register": 1, "kitchen": 1})
    pack = packs.order(session=cast.workshop, wanted=wanted, by=cast.coordinator, now=make.NOW)
    packs.make(pack_id=pack.pk, now=make.NOW)
    assert let_in(client, cast, pack.get_absolute_url()) == ["coordinator"]
    client.force_login(cast.coordinator)
    places = [file.place for file in pack.files.order_by("position")]
    assert places == ["room", "office"]
    office = client.get(pack.files.get(place="office").get_absolute_url())
    assert "neverfortheroom" in words(office.content)


def test_a_day_pack_proposes_none_of_what_is_for_the_office_or_was_sent_before(cast):
    copies = proposed(cast.workshop, KINDS)
    assert {copies[name] for name in (*OFFICE, "joining", "canvas-and-not-or")} == {0}


def test_the_session_page_offers_each_what_they_may_print(client, cast):
    cast.workshop.days.get()
    for role, offered in (
        ("coordinator", {"kitchen", "access"}),
        ("facilitator", {"access"}),
        ("administrator", set()),
    ):
        client.force_login(cast.roles[role])
        page = client.get(cast.workshop.get_absolute_url()).content.decode()
        assert {name for name in OFFICE if f"/{name}.pdf" in page} == offered
        assert "/joining.pdf" in page
        assert "/running-order.docx" in page


def test_an_office_contact_finds_the_joining_instructions_on_the_page(client, cast):
    client.force_login(cast.office_contact)
    page = client.get(cast.workshop.get_absolute_url()).content.decode()
    assert "/joining.pdf" in page
    assert "/canvases/" not in page
