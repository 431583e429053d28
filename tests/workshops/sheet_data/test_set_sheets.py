import pytest

from tests import factories as make
from tests.workshops.sheet_data.costs import queries
from workshops.models import Reply
from workshops.sheet_data.set_sheets import set_sheets_sheet


def sheets(session):
    return set_sheets_sheet(session, None, now=make.NOW)["sets"]


def stages(sheet):
    return [(stage["title"], stage["minutes"], *stage["starts"]) for stage in sheet["stages"]]


@pytest.fixture
def sets(cast):
    return make.item(cast.workshop.days.get(), "Sets", 45, kind="sets", pinned_minute=15 * 60 + 30)


def test_every_set_has_a_sheet_with_its_members(cast, sets):
    first, second = sheets(cast.workshop)
    assert (first["name"], first["times"]) == ("Set 1", "15:30 to 16:15")
    assert first["under"] == "Workshop 1, Wednesday 3 March 2027. Adviser: Ines Calloway."
    assert first["members"] == ["Robin Ashworth", "Sam Okafor"]
    assert second["members"] == ["Jo Hartley"]


def test_the_stages_fit_the_length_of_the_item(cast, sets):
    sheet = sheets(cast.workshop)[0]
    assert stages(sheet) == [
        ("Check-in", "4", "15:30"),
        ("Commitments from last time", "6", "15:34"),
        ("The presenter’s issue", "7", "15:40"),
        ("Clarifying questions", "4", "15:47"),
        ("Open questions, no advice", "12", "15:51"),
        ("Options", "4", "16:03"),
        ("Action", "4", "16:07"),
        ("A look at the process", "4", "16:11"),
    ]
    assert (sheet["turns"], sheet["sum"]) == (["Starts"], "One turn of 31 minutes. Ends 16:15.")


def test_a_longer_item_has_a_column_for_each_turn(cast, sets):
    sets.minutes = 90
    sets.save()
    sheet = sheets(cast.workshop)[0]
    assert (sheet["turns"], sheet["sum"]) == (["Turn 1", "Turn 2"], "2 turns of 36 minutes. Ends 17:00.")
    assert stages(sheet)[0] == ("Check-in", "5", "15:30", "")
    assert stages(sheet)[2] == ("The presenter’s issue", "8", "15:43", "16:19")
    assert stages(sheet)[-1] == ("A look at the process", "5", "", "16:55")


def test_without_an_hour_the_stages_are_left_to_be_timed_by_hand(cast):
    sheet = sheets(cast.workshop)[0]
    assert [row[1:] for row in stages(sheet)] == [("", "")] * 8
    assert (sheet["turns"], sheet["sum"], sheet["times"]) == (["Starts"], "", "")


def test_whoever_said_sorry_stays_on_the_sheet_and_no_other_sets_adviser_reads_that_they_did(cast, sets):
    day = cast.workshop.days.get()
    Reply.objects.create(day=day, person=cast.participant, answer=Reply.Answer.SORRY, at=make.NOW)
    sheet = sheets(cast.workshop)[0]
    assert sheet["members"] == ["Robin Ashworth", "Sam Okafor"]
    assert "sorry" not in str(sheet)


def test_nothing_that_anybody_wrote_stands_on_a_set_sheet(cast, sets):
    challenge = make.challenge(cast.participant_place, "CANARY-TITLE", audience="cohort", statement="CANARY-STATEMENT")
    make.commitment(cast.participant_place, "CANARY-COMMITMENT", challenge=challenge, audience="cohort")
    assert "CANARY" not in str(set_sheets_sheet(cast.workshop, None, now=make.NOW))


def test_the_sheet_of_a_sets_own_meeting_is_that_sets_alone(cast):
    meeting = make.session(cast.cohort, "Set day", kind="set_meeting", learning_set=cast.set_a)
    [sheet] = sheets(meeting)
    assert (sheet["name"], sheet["times"], len(sheet["turns"])) == ("Set 1", "10:00 to 16:30", 4)


def test_set_sheets_cost_the_same_queries_however_many_sets_there_are(cast, sets):
    few = queries(set_sheets_sheet, cast.workshop)
    for n in range(3, 9):
        places = [make.place(cast.cohort, make.person(f"Person {n} {m}")) for m in range(4)]
        make.learning_set(cast.cohort, f"Set {n}", cast.adviser_place, places)
    assert queries(set_sheets_sheet, cast.workshop) == few <= 14
