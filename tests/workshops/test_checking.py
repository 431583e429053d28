"""The draft's rows read into values: who is counted, who is told what, at what cost."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cohorts.models import Needs, Room
from cohorts.viewer import Viewer
from tests import factories as make
from tests.workshops.acting import real_day
from workshops.checking import findings
from workshops.models import Objective, ParallelGroup

SIX = {"together": 15, "each_minutes": 10, "each_of": "group", "each_count": 6}


@pytest.fixture
def day(cast):
    found = cast.workshop.days.get()
    found.room = Room.objects.create(venue=found.venue, name="Garden Room", capacity=40, step_free=True)
    found.save()
    return found


def found(cast, who="coordinator", session=None):
    return findings(session or cast.workshop, Viewer(getattr(cast, who)))


def kinds(cast, who="coordinator"):
    return [finding.kind for finding in found(cast, who)]


def scenario(day, **fields):
    return make.item(day, "Scenario work", 60, lead="Martin Osei", **fields)


def test_the_sum_of_the_real_day_is_told(cast, day):
    scenario(day, **SIX)
    [over] = found(cast)
    assert (over.kind, over.numbers["total"], over.numbers["planned"]) == ("over", 75, 60)


def test_people_expected_are_counted_not_people_listed(cast, day):
    scenario(day, each_of="person", each_minutes=21)
    assert found(cast)[0].numbers["count"] == 3
    day.replies.create(person=cast.participant, answer="sorry", at=make.NOW)
    day.replies.create(person=cast.set_mate, answer="online", at=make.NOW)
    assert kinds(cast) == []


def test_only_speakers_who_are_on_are_counted(cast, day):
    panel = scenario(day, each_of="speaker", each_minutes=21)
    for n, status in enumerate(("asked", "confirmed", "withdrawn", "reserve")):
        make.speaker(cast.workshop, f"Speaker {n}", status=status).items.add(panel)
    assert kinds(cast) == []
    make.speaker(cast.workshop, "One more").items.add(panel)
    assert found(cast)[0].numbers["count"] == 3


def test_a_sets_group_is_whoever_sits_in_it_and_is_expected(cast, day):
    item = scenario(day)
    small = day.venue.rooms.create(name="Cupboard", capacity=1, step_free=True)
    for n, learning_set in enumerate((cast.set_a, cast.set_b), 1):
        fields = {"name": learning_set.name, "learning_set": learning_set, "lead": "Ines", "room": small}
        ParallelGroup.objects.create(item=item, position=n, **fields)
    assert [(f.kind, f.numbers.get("people")) for f in found(cast)] == [("room_twice", None), ("too_small", 2)]
    day.replies.create(person=cast.participant, answer="sorry", at=make.NOW)
    assert kinds(cast) == ["room_twice"]


def test_an_objective_that_nothing_serves_is_told_once_there_are_items(cast, day):
    objective = Objective.objects.create(session=cast.workshop, position=1, text="Listen")
    assert found(cast) == []
    item = scenario(day)
    assert [(finding.kind, finding.title) for finding in found(cast)] == [("unserved", "Listen")]
    item.objectives.add(objective)
    assert found(cast) == []


@pytest.fixture
def steps(cast, day):
    """A group with somebody who told of access needs, in a room with steps."""
    Needs.objects.create(
        membership=cast.participant_place, access="canaryaccessend", entered_by=cast.participant, at=make.NOW
    )
    item = scenario(day, split="mixed")
    tack = day.venue.rooms.create(name="Tack Room", capacity=8)
    group = ParallelGroup.objects.create(item=item, position=1, name="Group 1", room=tack, lead="Ines")
    group.members.set([cast.participant_place, cast.set_mate_place, cast.other_set_place])
    return group


def test_a_room_with_steps_is_told_to_those_who_arrange_rooms_naming_nobody(cast, steps):
    for who in ("coordinator", "facilitator"):
        [finding] = found(cast, who)
        assert (finding.kind, finding.numbers) == ("steps", {"room": "Tack Room", "group": "Group 1"})
        assert "canaryaccessend" not in repr(finding)
        assert cast.participant.name not in repr(finding)


@pytest.mark.parametrize("who", ["administrator", "adviser", "other_adviser", "other_coordinator", "other_facilitator"])
def test_nobody_else_learns_that_there_is_somebody(cast, steps, who):
    assert found(cast, who) == []


def test_somebody_without_access_needs_needs_no_step_free_room(cast, steps):
    Needs.objects.update(access="", diet="Vegan")
    assert found(cast) == []


def test_a_cancelled_day_is_not_summed(cast, day):
    scenario(day, **SIX)
    day.cancelled_at = make.NOW
    day.save()
    assert found(cast) == []


@pytest.mark.parametrize(("on", "jump"), [(date(2027, 3, 27), 60), (date(2027, 10, 30), -60), (date(2027, 5, 1), None)])
def test_a_night_in_which_the_clocks_change(cast, on, jump):
    night = make.day(cast.draft, on, opens=time(20), closes=time(23))
    make.item(night, "Watch", 6 * 60, lead="Ines")
    jumps = [f.numbers["jump"] for f in found(cast, session=cast.draft) if f.kind == "clocks"]
    assert jumps == ([jump] if jump else [])


def test_a_sets_own_meeting_counts_its_own_set(cast):
    meeting = make.session(cast.cohort, "Set day", kind="set_meeting", learning_set=cast.set_a)
    make.item(meeting.days.get(), "Turns", 30, kind="sets", lead="Ines")
    [short] = [finding for finding in findings(meeting, Viewer(cast.adviser)) if finding.kind == "set_short"]
    assert (short.numbers["members"], short.numbers["needed"]) == (2, 34)


def test_it_costs_the_same_for_one_item_for_fourteen_and_for_sixty(cast, day):
    costs = set()
    for size in (1, 14, 60):
        while day.items.count() < size:
            item = scenario(day, **SIX)
            item.speakers.add(make.speaker(cast.workshop))
            group = item.groups.create(position=1, name="Group 1", room=day.room)
            group.members.set([cast.participant_place])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            findings(cast.workshop, Viewer(cast.coordinator))
        costs.add(len(asked))
    assert len(costs) == 1
    assert costs.pop() <= 17


def test_the_real_day_without_leads_says_so_once(cast, day):
    real_day(cast.workshop)
    assert [(finding.kind, len(finding.numbers["lines"])) for finding in found(cast)] == [("no_lead", 9)]
