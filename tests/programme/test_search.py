"""One box finds people, sessions and challenges, of those that the searcher may see."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts import finding
from tests import factories as make


def found(client, person, q):
    """What the page says was found: its links, in their order."""
    client.force_login(person)
    page = html.unescape(client.get(reverse("search"), {"q": q}).content.decode())
    main = page[page.index("<main") : page.index("</main>")]
    return re.findall(r'<b><a href="[^"]+">([^<]+)</a></b>', main)


def test_people_sessions_and_challenges_are_found_by_one_word(client, cast):
    make.challenge(cast.participant_place, "Late buses in Hartley", audience="cohort")
    make.session(cast.cohort, "Hartley day")
    assert found(client, cast.coordinator, "hartley") == ["Jo Hartley", "Hartley day", "Late buses in Hartley"]


def test_whoever_is_called_so_first_stands_first(client, cast):
    for name in ("Jean Mary Carew", "Mary Zell", "Rosemary Able", "Al Mary"):
        make.place(cast.cohort, make.person(name, email=f"{name[:4].strip()}{len(name)}@s.example"))
    assert found(client, cast.coordinator, "mary") == ["Mary Zell", "Jean Mary Carew", "Al Mary", "Rosemary Able"]


@pytest.mark.parametrize("typed", ["zoe ang", "ZOË", "ångström zoë", "\u200fZoë\u202c", "  zoe  "])
def test_accents_case_order_and_turning_marks_do_not_matter(client, cast, typed):
    make.place(cast.cohort, make.person("Zoë Ångström", email="z@s.example"))
    assert found(client, cast.coordinator, typed) == ["Zoë Ångström"]


@pytest.mark.parametrize("typed", ["cafe", "CAFÉ", "Café cul"])
def test_titles_are_found_with_and_without_their_accents(client, cast, typed):
    make.session(cast.cohort, "Day 3", title="The café culture")
    make.challenge(cast.participant_place, "Café cultures", audience="cohort")
    assert found(client, cast.set_mate, typed) == ["Day 3: The café culture", "Café cultures"]


def test_right_to_left_names_are_found(client, cast):
    make.place(cast.cohort, make.person("נועה ברק", email="n@s.example"))
    assert found(client, cast.coordinator, "ברק") == ["נועה ברק"]


@pytest.mark.parametrize("typed", ["%", "_", "'", '"', "\\", "a%a", ".*", "[", "x" * 500])
def test_what_means_something_to_a_database_means_only_itself(client, cast, typed):
    make.session(cast.cohort, "Half way")
    assert found(client, cast.participant, typed) == []


@pytest.mark.parametrize(
    ("typed", "says"), [("", "Any part of a name"), ("\u202e", "Any part of a name"), ("qqq", "Try a shorter part")]
)
def test_nothing_typed_and_nothing_found_say_what_to_do(client, cast, typed, says):
    client.force_login(cast.coordinator)
    assert says in client.get(reverse("search"), {"q": typed}).content.decode()


@pytest.mark.parametrize("typed", ["a\x00b", "x" * 501])
def test_what_cannot_be_looked_for_is_refused_in_words(client, cast, typed):
    client.force_login(cast.coordinator)
    response = client.get(reverse("search"), {"q": typed})
    assert response.status_code == 422
    assert b'id="find-error"' in response.content


def test_another_programme_is_not_found(client, cast):
    make.session(cast.cohort, "Hartley day")
    assert found(client, cast.other_coordinator, "hartley") == []
    assert found(client, cast.other_cohort, "hartley") == []
    assert found(client, cast.participant, "hartley") == ["Jo Hartley", "Hartley day"]


def test_a_draft_is_found_by_those_who_plan_it(client, cast):
    assert found(client, cast.participant, "workshop") == ["Workshop 1"]
    assert found(client, cast.facilitator, "workshop") == ["Workshop 2", "Workshop 1"]


@pytest.mark.parametrize(("audience", "finds"), [("me", False), ("facilitators", False), ("cohort", True)])
def test_a_challenge_is_found_where_its_words_are_read(client, cast, audience, finds):
    make.challenge(cast.participant_place, "Late buses", audience=audience)
    assert found(client, cast.participant, "late buses") == ["Late buses"]
    assert found(client, cast.set_mate, "late buses") == (["Late buses"] if finds else [])
    assert found(client, cast.administrator, "late buses") == []


def test_a_sets_meeting_is_found_by_the_set_alone(client, cast):
    make.session(cast.cohort, "Who told Kay", kind="set_meeting", learning_set=cast.set_a)
    assert found(client, cast.set_mate, "kay") == ["Who told Kay"]
    for other in (cast.other_set, cast.facilitator, cast.coordinator, cast.administrator):
        assert found(client, other, "kay") == []


def test_only_the_office_finds_by_the_address(client, cast):
    assert found(client, cast.coordinator, "set_mate@") == ["Robin Ashworth"]
    assert found(client, cast.participant, "set_mate@") == []


def test_only_the_office_finds_whoever_left_and_is_told_so(client, cast):
    assert found(client, cast.coordinator, "petersen") == ["Noa Petersen"]
    assert b"withdrawn" in client.get("/search/?q=petersen").content
    assert found(client, cast.participant, "petersen") == []


def nominate(cast, name, **fields):
    return cast.cohort.nominations.create(**make.nominee(name, **fields), at=make.NOW)


def test_whoever_is_nominated_is_found_by_who_decides_on_them_alone(client, cast):
    row = nominate(cast, "Gwen Parry")
    for typed in ("gwen parry", row.email):
        assert found(client, cast.coordinator, typed) == ["Gwen Parry"]
    for role in cast.roles.keys() - {"coordinator"}:
        assert found(client, cast.roles[role], "gwen parry") == []


def test_whoever_has_a_place_is_not_found_a_second_time_as_nominated(client, cast):
    nominate(cast, cast.participant.name, state="accepted")
    assert found(client, cast.coordinator, cast.participant.name) == [cast.participant.name]


def test_more_than_a_page_is_counted(client, cast):
    for n in range(12):
        make.place(cast.cohort, make.person(f"Yva Number{n:02}", email=f"y{n}@s.example"))
        make.session(cast.cohort, f"Yvaday {n:02}")
    assert len(found(client, cast.participant, "yva")) == 20
    assert client.get("/search/?q=yva").content.count(b"2 more: say more of the name") == 2


def test_where_too_many_hold_it_to_be_read_the_newest_are_and_it_says_so(client, cast, monkeypatch):
    monkeypatch.setattr(finding, "READ", 15)
    for n in range(20):
        make.session(cast.cohort, f"Yvaday {n:02}")
    client.force_login(cast.coordinator)
    page = client.get("/search/?q=yva").content.decode()
    assert "Over 15 found" in page
    assert "Many more: say more of the name" in page
    assert "Yvaday 19" in page
    assert "Yvaday 04" not in page


def queries(client):
    with CaptureQueriesContext(connection) as captured:
        client.get("/search/?q=yva")
    return len(captured)


@pytest.mark.parametrize("role", ["coordinator", "participant", "administrator"])
def test_the_cost_does_not_grow_with_what_is_found(client, cast, role):
    def grow(start, end):
        for n in range(start, end):
            place = make.place(cast.cohort, make.person(f"Yva {n}", email=f"y{n}@s.example"))
            make.challenge(place, f"Yva's {n}", audience="cohort")
            make.session(cast.cohort, f"Yvaday {n}")
            nominate(cast, f"Yva Next {n}")

    client.force_login(cast.roles[role])
    grow(0, 1)
    few = queries(client)
    grow(1, 14)
    assert queries(client) == few


def test_every_page_of_whoever_is_signed_in_has_the_box(client, cast):
    assert b"find-q" not in client.get(reverse("help")).content
    client.force_login(cast.participant)
    assert client.get(reverse("help")).content.count(b'id="find-q"') == 1
    assert client.get(reverse("search")).content.count(b'id="find-q"') == 1
