from datetime import timedelta

import pytest

from cohorts.models import Room
from tests import factories as make
from tests.workshops.sheet_data.costs import queries
from tests.workshops.test_sheet_data import publish
from workshops.models import Edition, Reply, Speaker
from workshops.sheet_data.speaker_briefs import speaker_briefs_sheet


def briefs(session):
    return speaker_briefs_sheet(session, Edition.of(session).first(), now=make.NOW)["speakers"]


@pytest.fixture
def panel(cast):
    """Ruth and Mina on a panel between a welcome and lunch."""
    day = cast.workshop.days.get()
    day.room = Room.objects.create(venue=day.venue, name="Garden Room")
    day.save()
    make.item(day, "Welcome", 30)
    item = make.item(day, "Messages from the centre", 60, kind="panel", lead="Frances Dale", notes="CANARY-NOTES")
    make.item(day, "Lunch", 45, kind="meal")
    ruth = make.speaker(cast.workshop, "Cllr Ruth Amery", role="Leader", organisation="Northmoor", asked="Ten minutes")
    mina = make.speaker(
        cast.workshop, "Cllr Mina Farrow", role="Lead member", mobile="CANARY", email="canary@x.example"
    )
    item.speakers.set([ruth, mina])
    return item


def test_a_brief_says_when_where_for_how_long_with_whom_and_what_is_asked(cast, panel):
    publish(cast.workshop)
    ruth = briefs(cast.workshop)[0]
    [part] = ruth["parts"]
    assert (ruth["name"], ruth["post"], ruth["asked"]) == ("Cllr Ruth Amery", "Leader, Northmoor", "Ten minutes")
    assert (part["date"], part["times"]) == ("Wednesday 3 March 2027", "10:30 to 11:30")
    assert part["title"] == "Messages from the centre"
    assert part["about"] == [
        "1 hour, Garden Room",
        "Introduced by Frances Dale",
        "With Cllr Mina Farrow, Lead member",
        "Before you: 10:00 Welcome",
        "After you: 11:30 Lunch",
    ]
    assert not ruth["draft"]


def test_a_brief_says_how_to_get_there_how_many_will_be_there_and_whom_to_ring(cast, panel):
    cast.programme.office_name, cast.programme.office_phone = "Dana Whitfield", "07700 900218"
    venue = cast.workshop.days.get().venue
    venue.directions, venue.parking = "Second left", "Behind the hall"
    venue.save()
    Reply.objects.create(day=cast.workshop.days.get(), person=cast.participant, answer="sorry", at=make.NOW)
    cast.workshop.cohort.programme = cast.programme
    [day] = briefs(cast.workshop)[0]["days"]
    assert day["where"] == [
        "Hartwell Hall, near Wexcombe, TA0 0AA, Garden Room",
        "Getting there: Second left",
        "Parking: Behind the hall",
    ]
    assert (day["times"], day["room"]) == ("10:00 to 16:30", "2 people expected")
    sheet = speaker_briefs_sheet(cast.workshop, None, now=make.NOW)
    assert sheet["contact"] == "On the day: Dana Whitfield, 07700 900218"


def test_times_are_the_editions_not_the_drafts(cast, panel):
    publish(cast.workshop)
    cast.workshop.days.get().items.filter(title="Welcome").update(minutes=90)
    [part] = briefs(cast.workshop)[0]["parts"]
    assert part["times"] == "10:30 to 11:30"
    version = speaker_briefs_sheet(cast.workshop, Edition.objects.get(), now=make.NOW)["version"]
    assert version.endswith("; the draft has changed since")


def test_without_an_edition_a_brief_is_a_draft_and_says_so(cast, panel):
    ruth = briefs(cast.workshop)[0]
    assert ruth["draft"]
    assert ruth["parts"][0]["times"] == "10:30 to 11:30"


def test_an_item_that_is_not_published_yet_is_a_draft_too(cast, panel):
    publish(cast.workshop)
    late = make.item(cast.workshop.days.get(), "Reflections", 30)
    Speaker.objects.get(name="Cllr Ruth Amery").items.add(late)
    ruth, mina = briefs(cast.workshop)
    assert ([part["title"] for part in ruth["parts"]], ruth["draft"]) == (
        ["Messages from the centre", "Reflections"],
        True,
    )
    assert not mina["draft"]


def test_only_those_who_are_on_have_a_page(cast, panel):
    make.speaker(cast.workshop, "Gone", status=Speaker.Status.WITHDRAWN)
    make.speaker(cast.workshop, "Perhaps", status=Speaker.Status.RESERVE)
    assert [one["name"] for one in briefs(cast.workshop)] == ["Cllr Ruth Amery", "Cllr Mina Farrow"]


def test_whoever_withdrew_since_the_edition_is_not_beside_the_others_any_more(cast, panel):
    publish(cast.workshop)
    Speaker.objects.filter(name="Cllr Mina Farrow").update(status=Speaker.Status.WITHDRAWN)
    assert "Farrow" not in str(briefs(cast.workshop))


def test_a_speaker_without_an_item_has_the_days_and_no_hour(cast):
    make.speaker(cast.workshop, "Hana Varga")
    [hana] = briefs(cast.workshop)
    assert (hana["parts"], [day["date"] for day in hana["days"]]) == ([], ["Wednesday 3 March 2027"])


def test_a_speaker_of_one_day_of_two_reads_of_that_day_alone(cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    first, second = residential.days.all()
    make.speaker(residential, "Hana Varga").items.add(make.item(second, "Dinner speech"))
    [hana] = briefs(residential)
    assert [day["date"] for day in hana["days"]] == ["Thursday 4 March 2027"]
    assert second.date - first.date == timedelta(days=1)


def test_a_cancelled_day_is_not_in_a_brief(cast, panel):
    cast.workshop.days.update(cancelled_at=make.NOW)
    ruth = briefs(cast.workshop)[0]
    assert (ruth["parts"], ruth["days"]) == ([], [])


def test_a_brief_has_nobodys_address_and_no_private_word(cast, panel):
    publish(cast.workshop)
    assert "canary" not in str(briefs(cast.workshop)).casefold()


def test_without_speakers_the_sheet_says_so(cast):
    sheet = speaker_briefs_sheet(cast.workshop, None, now=make.NOW)
    assert (sheet["speakers"], sheet["none"]) == ([], "Nobody from outside speaks at this session.")


def test_briefs_cost_the_same_queries_however_many_speak(cast, panel):
    publish(cast.workshop)
    few = queries(speaker_briefs_sheet, cast.workshop)
    for n in range(20):
        make.speaker(cast.workshop, f"Guest {n}").items.add(make.item(cast.workshop.days.get(), f"Item {n}"))
    assert queries(speaker_briefs_sheet, cast.workshop) == few <= 22
