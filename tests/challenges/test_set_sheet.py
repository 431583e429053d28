"""The printed sheet of one set: what the room shows, for its members and its adviser."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from challenges.models import Agreement, Turn
from challenges.set_sheet import sheet
from cohorts.models import Programme
from cohorts.viewer import Viewer
from tests import factories as make
from tests.canaries.crawl import text_of
from tests.factories import NOW

LONG = "Gwenllian Angharad Llanfairpwllgwyngyll-Bartholomew Prydderch"
ARABIC = "عبد الرحمن بن محمد الأنصاري"


@pytest.fixture
def day(cast):
    """A meeting of the participant's set today, 10:00 to 10:45."""
    meeting = make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a, on=NOW.date())
    meeting.days.update(closes="10:45", ends_at=NOW.replace(hour=10, minute=45), starts_at=NOW.replace(hour=10))
    return meeting.days.get()


@pytest.fixture
def get(client, cast, day):
    def printed(role, **asked):
        client.force_login(cast.roles[role])
        return client.get(reverse("challenges:set_sheet", args=[day.pk]), asked)

    return printed


def values(cast, day, role="participant"):
    [one] = sheet(day, Viewer(cast.roles[role]), NOW, large=False)["sets"]
    return one


def with_the_set(place, cast, text, **fields):
    return make.commitment(place, text, audience="set", learning_set=cast.set_a, **fields)


def test_what_was_promised_to_the_set_comes_back_with_what_became_of_it(cast, day):
    with_the_set(cast.participant_place, cast, "Ring the chair")
    said = {"state": "changed", "outcome": "She rang me", "closed_at": day.starts_at - timedelta(hours=1)}
    with_the_set(cast.set_mate_place, cast, "Write to the board", **said)
    assert values(cast, day)["before"] == [
        ["Robin Ashworth", "Write to the board", "Changed: She rang me"],
        ["Sam Okafor", "Ring the chair", ""],
    ]


def test_what_is_promised_in_the_meeting_stands_below_with_its_date(cast, day):
    with_the_set(cast.participant_place, cast, "Ring the chair", session=day.session)
    with_the_set(cast.participant_place, cast, "Write", session=day.session, due_on=make.date(2027, 3, 5))
    one = values(cast, day)
    assert one["ahead"] == [
        ["Robin Ashworth", "", ""],
        ["Sam Okafor", "Ring the chair", "Next meeting"],
        ["Sam Okafor", "Write", "5 March 2027"],
    ]
    assert one["before"] == [["Robin Ashworth", "", ""], ["Sam Okafor", "", ""]]


def test_what_its_author_keeps_from_the_set_is_not_printed_for_it_nor_for_themselves(cast, day):
    make.commitment(cast.participant_place, "For me alone")
    make.commitment(cast.participant_place, "For facilitators", audience="facilitators")
    for role in ("participant", "set_mate", "adviser"):
        assert "For " not in str(values(cast, day, role)["before"])


def test_two_members_of_one_name_keep_a_line_each(cast, day):
    twin = make.place(cast.cohort, make.person("Sam Okafor"))
    cast.set_a.seats.create(membership=twin, joined_at=NOW)
    with_the_set(twin, cast, "The other Sam")
    assert [row[:2] for row in values(cast, day)["before"]].count(["Sam Okafor", ""]) == 1


def test_whoever_presents_is_named_and_until_then_whose_turn_it_is(cast, day):
    Turn.objects.create(day=day, membership=cast.participant_place, state="bid", at=NOW)
    assert values(cast, day)["in_turn"] == "First in turn: Robin Ashworth. Would like to: Sam Okafor."
    Turn.objects.update(state="had")
    assert values(cast, day)["presents"] == ["Sam Okafor"]
    assert "in_turn" not in values(cast, day)


def test_the_sets_own_rules_stand_below_the_limits_and_the_safeguarding_lead(cast, day, get):
    fields = {"level": "learning", "text": "One speaks at a time", "by": cast.set_mate_place, "at": NOW}
    Agreement.objects.create(learning_set=cast.set_a, number=1, **fields)
    Programme.objects.update(safeguarding_name="Maren Holt", safeguarding_phone="01632 960147")
    text = " ".join(text_of(get("adviser")).split())
    order = ["Limits of confidentiality", "Safeguarding lead:", "What we learn may leave", "One speaks at a time"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    assert "For Set 1 and its adviser alone" in text


def test_it_says_when_it_was_printed(get, time_machine):
    time_machine.move_to(NOW)
    assert "printed 22 February 2027 at 09:00" in " ".join(text_of(get("participant")).split())


@pytest.mark.parametrize("role", ["other_set", "other_adviser", "facilitator", "coordinator", "administrator"])
def test_nobody_else_prints_it(get, role):
    assert get(role).status_code == 404


def test_the_sheet_that_the_office_prints_stays_blank(client, cast, day):
    with_the_set(cast.participant_place, cast, "Ring the chair")
    client.force_login(cast.coordinator)
    office = text_of(client.get(reverse("workshops:sheet", args=[day.session_id, "set-sheets"])))
    assert "Ring the chair" not in office


def test_a_cancelled_meeting_has_none(get, day):
    day.cancelled_at = NOW
    day.save()
    assert get("participant").status_code == 404


def test_the_set_page_leads_to_it(client, cast, day, time_machine):
    time_machine.move_to(NOW)
    client.force_login(cast.set_mate)
    assert reverse("challenges:set_sheet", args=[day.pk]) in client.get(cast.set_a.get_absolute_url()).content.decode()


@pytest.mark.parametrize("size", ["a4", "large"])
def test_twelve_members_with_long_names_and_long_words_are_all_printed(cast, day, get, size):
    for number in range(10):
        place = make.place(cast.cohort, make.person(ARABIC if number == 9 else f"{LONG} {number}"))
        cast.set_a.seats.create(membership=place, joined_at=NOW)
        with_the_set(place, cast, f"Promise{number} " + "and then some more of it " * 11)
    text = text_of(get("participant", size=size))
    assert all(f"Promise{number}" in text for number in range(10))


def test_a_set_of_one_and_a_set_of_none_have_a_sheet(cast, day, get):
    cast.set_mate_place.seats.update(left_at=NOW)
    assert "Sam Okafor" in text_of(get("participant"))
    cast.participant_place.seats.update(left_at=NOW)
    assert "Nobody sits in this set." in " ".join(text_of(get("adviser")).split())


def test_it_costs_the_same_for_two_members_and_for_eight_with_many_promises(cast, day, get):
    costs = []
    with_the_set(cast.set_mate_place, cast, "Promise")
    get("participant")
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            get("participant")
        costs.append(len(asked))
        for number in range(6):
            place = make.place(cast.cohort, make.person(f"Member {number}"))
            cast.set_a.seats.create(membership=place, joined_at=NOW)
            with_the_set(place, cast, f"Promise {number}")
            Turn.objects.create(day=day, membership=place, state="bid", at=NOW)
    assert costs[0] == costs[1]
