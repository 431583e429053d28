import pytest

from cohorts.models import Needs, Room
from tests import factories as make
from tests.workshops.sheet_data.costs import queries
from workshops.models import ParallelGroup, Reply
from workshops.sheet_data.set_lists import set_lists_sheet


def meetings(session):
    return set_lists_sheet(session, None, now=make.NOW)["meetings"]


def people(group):
    return [person["name"] for person in group["people"]]


@pytest.fixture
def sets(cast):
    return make.item(cast.workshop.days.get(), "Sets", 45, kind="sets")


def test_each_set_stands_with_its_adviser_its_room_and_its_members(cast, sets):
    library = Room.objects.create(venue=cast.workshop.days.get().venue, name="Library")
    ParallelGroup.objects.create(item=sets, position=1, name="Set 1", learning_set=cast.set_a, room=library)
    [meeting] = meetings(cast.workshop)
    assert (meeting["title"], meeting["date"]) == ("Find your set", "Wednesday 3 March 2027")
    assert meeting["times"] == "10:00 to 10:45"
    first, second = meeting["groups"]
    assert (first["name"], first["led"], first["room"]) == ("Set 1", "Adviser: Ines Calloway", "Library")
    assert people(first) == ["Robin Ashworth", "Sam Okafor"]
    assert first["people"][0]["post"] == "Head of service, Northmoor County Council"
    assert (second["name"], second["room"]) == ("Set 2", "")


def test_a_wall_does_not_tell_other_sets_what_somebody_replied(cast, sets):
    day = cast.workshop.days.get()
    for place, answer in ((cast.participant_place, "sorry"), (cast.set_mate_place, "online")):
        Reply.objects.create(day=day, person=place.person, answer=answer, note="hospital", at=make.NOW)
    [meeting] = meetings(cast.workshop)
    assert people(meeting["groups"][0]) == ["Robin Ashworth", "Sam Okafor"]
    assert [word for word in ("hospital", "sorry", "online") if word in str(meeting)] == []


def test_whoever_is_in_no_set_is_told_so(cast, sets):
    make.place(cast.cohort, make.person("Alex Archer"))
    [meeting] = meetings(cast.workshop)
    assert [person["name"] for person in meeting["loose"]] == ["Alex Archer"]


def test_one_list_serves_all_meetings_of_a_day_in_the_same_rooms(cast, sets):
    day = cast.workshop.days.get()
    again = make.item(day, "Sets again", 45, kind="sets")
    assert [meeting["times"] for meeting in meetings(cast.workshop)] == ["10:00 to 10:45, 10:45 to 11:30"]
    again.room = Room.objects.create(venue=day.venue, name="Hall")
    again.save()
    assert [meeting["times"] for meeting in meetings(cast.workshop)] == ["10:00 to 10:45", "10:45 to 11:30"]


def test_a_residential_has_a_list_for_each_day(cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    for day in residential.days.all():
        make.item(day, "Sets", kind="sets")
    dates = [meeting["date"] for meeting in meetings(residential)]
    assert dates == ["Wednesday 3 March 2027", "Thursday 4 March 2027"]


def test_an_item_that_splits_into_other_groups_has_a_list_of_its_own(cast, sets):
    work = make.item(cast.workshop.days.get(), "Scenario work", 60)
    for n, name in enumerate(["Harbour", "Moor"], 1):
        ParallelGroup.objects.create(item=work, position=n, name=name, lead="Martin Osei" if n == 1 else "")
    listed = meetings(cast.workshop)[1]
    assert (listed["title"], listed["times"]) == ("Groups for Scenario work", "10:45 to 11:45")
    assert [(group["name"], group["led"]) for group in listed["groups"]] == [
        ("Harbour", "Led by Martin Osei"),
        ("Moor", ""),
    ]
    assert listed["loose"] == []


def test_such_a_group_has_its_people_and_says_who_is_in_none(cast, sets):
    work = make.item(cast.workshop.days.get(), "Scenario work", 60)
    group = ParallelGroup.objects.create(item=work, position=1, name="Harbour")
    group.members.set([cast.participant_place, cast.set_mate_place, cast.withdrawn_place])
    listed = meetings(cast.workshop)[1]
    assert people(listed["groups"][0]) == ["Robin Ashworth", "Sam Okafor"]
    assert [person["name"] for person in listed["loose"]] == ["Jo Hartley"]


def test_a_cohort_without_sets_is_told_so(cast):
    session = make.session(cast.second_cohort)
    sheet = set_lists_sheet(session, None, now=make.NOW)
    assert (sheet["meetings"], sheet["none"]) == ([], "There are no sets in this cohort yet.")


def test_a_wall_has_no_telephone_no_diet_and_no_note(cast, sets):
    cast.participant_place.mobile = "CANARY-MOBILE"
    cast.participant_place.save()
    sets.notes, sets.kit, sets.contingency = "CANARY-NOTES", "CANARY-KIT", "CANARY-SHORT"
    sets.save()
    needs = {"diet": "CANARY-DIET", "access": "CANARY-ACCESS", "emergency_phone": "CANARY-PHONE"}
    Needs.objects.create(membership=cast.participant_place, entered_by=cast.coordinator, at=make.NOW, **needs)
    assert "CANARY" not in str(meetings(cast.workshop))


def test_set_lists_cost_the_same_queries_however_many_sets_there_are(cast, sets):
    ParallelGroup.objects.create(item=sets, position=1, name="Set 1", learning_set=cast.set_a)
    work = make.item(cast.workshop.days.get(), "Scenario work", 60)
    ParallelGroup.objects.create(item=work, position=1, name="Harbour")
    few = queries(set_lists_sheet, cast.workshop)
    for n in range(3, 9):
        places = [make.place(cast.cohort, make.person(f"Person {n} {m}")) for m in range(4)]
        made = make.learning_set(cast.cohort, f"Set {n}", cast.adviser_place, places)
        ParallelGroup.objects.create(item=sets, position=n, name=made.name, learning_set=made)
        ParallelGroup.objects.create(item=work, position=n, name=made.name)
    assert queries(set_lists_sheet, cast.workshop) == few <= 16
