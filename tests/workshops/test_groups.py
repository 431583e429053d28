"""Parallel groups of an item."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.workshops.acting import trail
from workshops.exceptions import ChangedMeanwhile, NothingToSplit, OtherSession
from workshops.models import Item, ParallelGroup
from workshops.services import groups

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def by(cast):
    return {"by": cast.facilitator, "now": LATER}


@pytest.fixture
def item(cast):
    return make.item(cast.workshop.days.get(), "Scenario work", 60)


@pytest.fixture
def six(cast):
    """Three more participants, two of them from the hospital."""
    hospital = make.organisation("Hospital")
    for n, of in enumerate((hospital, hospital, make.organisation("School"))):
        make.place(cast.cohort, make.person(f"Guest {n}"), organisation=of)


def people(item):
    """{name of the group: surnames}"""
    return {
        group.name: sorted(place.person.name for place in group.members.all())
        for group in item.groups.prefetch_related("members__person")
    }


def test_mixed_on_purpose_colleagues_are_apart(item, six, by):
    groups.split(item=item, revision=1, way="mixed", count=3, **by)
    assert people(item) == {
        "Group 1": ["Guest 0", "Robin Ashworth"],
        "Group 2": ["Guest 1", "Jo Hartley"],
        "Group 3": ["Guest 2", "Sam Okafor"],
    }
    assert trail(item) == [("split", ["groups"])]


def test_by_organisation_colleagues_are_together(item, six, by):
    groups.split(item=item, revision=1, way="organisation", **by)
    assert people(item) == {
        "Hospital": ["Guest 0", "Guest 1"],
        "Northmoor County Council": ["Jo Hartley", "Robin Ashworth", "Sam Okafor"],
        "School": ["Guest 2"],
    }


def test_the_smallest_organisations_share_a_group(item, six, by):
    groups.split(item=item, revision=1, way="organisation", count=2, **by)
    assert people(item)["Others"] == ["Guest 0", "Guest 1", "Guest 2"]


def test_by_set_each_set_is_a_group_that_its_adviser_leads(cast, item, by):
    groups.split(item=item, revision=1, way="set", **by)
    assert [(group.name, group.learning_set, group.lead) for group in item.groups.all()] == [
        ("Set 1", cast.set_a, "Ines Calloway"),
        ("Set 2", cast.set_b, "Noor Bennett"),
    ]
    assert people(item) == {"Set 1": [], "Set 2": []}


def test_those_who_said_sorry_are_not_dealt(cast, item, by):
    item.day.replies.create(person=cast.participant, answer="sorry", at=make.NOW)
    groups.split(item=item, revision=1, way="mixed", count=5, **by)
    assert people(item) == {"Group 1": ["Robin Ashworth"], "Group 2": ["Jo Hartley"]}


def test_whoever_left_or_is_of_another_cohort_is_not_dealt(cast, item, by):
    groups.split(item=item, revision=1, way="mixed", count=1, **by)
    assert cast.withdrawn.name not in people(item)["Group 1"]
    assert cast.other_cohort.name not in people(item)["Group 1"]


def test_made_anew_the_same_way_rooms_leads_and_names_stay(cast, item, six, by):
    item = groups.split(item=item, revision=1, way="mixed", count=3, **by)
    room = item.day.venue.rooms.create(name="Library")
    item.groups.filter(position=2).update(room=room, lead="Martin Osei", name="The window")
    item.day.replies.create(person=cast.participant, answer="sorry", at=make.NOW)
    groups.split(item=item, revision=2, way="mixed", count=2, **by)
    assert [(group.name, group.room, group.lead) for group in item.groups.all()] == [
        ("Group 1", None, ""),
        ("The window", room, "Martin Osei"),
    ]
    assert sum(map(len, people(item).values())) == 5


def test_made_anew_another_way_nothing_stays(cast, item, by):
    item = groups.split(item=item, revision=1, way="mixed", count=2, **by)
    groups.split(item=item, revision=2, way="set", **by)
    assert [group.name for group in item.groups.all()] == ["Set 1", "Set 2"]
    assert ParallelGroup.members.through.objects.count() == 0


def test_with_nobody_expected_or_no_sets_there_is_nothing_to_split(cast, item, by):
    for place in cast.cohort.memberships.participants():
        item.day.replies.create(person=place.person, answer="sorry", at=make.NOW)
    for way in ("mixed", "organisation"):
        with pytest.raises(NothingToSplit):
            groups.split(item=item, revision=1, way=way, count=2, **by)
    other = make.item(make.session(cast.second_cohort).days.get())
    with pytest.raises(NothingToSplit):
        groups.split(item=other, revision=1, way="set", **by)


@pytest.fixture
def two(item, by):
    return groups.split(item=item, revision=1, way="mixed", count=2, **by)


def arrange(item, by, seats=None, revision=2, **fields):
    named = {group.pk: {"name": group.name, "room": None, "lead": ""} | fields for group in item.groups.all()}
    return groups.arrange(item=item, revision=revision, groups=named, seats=seats or {}, **by)


def test_people_are_moved_and_taken_out_by_hand(cast, two, by):
    second = two.groups.last()
    arrange(two, by, {cast.participant_place.pk: second.pk, cast.set_mate_place.pk: None})
    assert people(two) == {"Group 1": [], "Group 2": ["Jo Hartley", "Sam Okafor"]}
    assert Item.objects.get(pk=two.pk).revision == 3
    assert trail(two)[-1] == ("arranged", ["groups"])


def test_somebody_of_another_cohort_refuses_everything(cast, two, by):
    before, first = people(two), two.groups.first()
    for stranger in (cast.other_cohort_place, cast.withdrawn_place, cast.facilitator_place):
        seats = {cast.participant_place.pk: None, stranger.pk: first.pk}
        with pytest.raises(OtherSession):
            arrange(two, by, seats, lead="Changed")
    assert people(two) == before
    assert not two.groups.filter(lead="Changed").exists()


def test_a_group_of_another_item_and_a_room_of_another_programme_refuse_everything(cast, two, by):
    other = make.item(cast.draft.days.get()).groups.create(position=1, name="Theirs")
    attic = make.venue(cast.other_programme, "Elsewhere").rooms.create(name="Attic")
    with pytest.raises(OtherSession):
        arrange(two, by, {cast.participant_place.pk: other.pk})
    with pytest.raises(OtherSession):
        arrange(two, by, room=attic)
    with pytest.raises(OtherSession):
        groups.arrange(item=two, revision=2, groups={other.pk: {"name": "Mine"}}, seats={}, **by)
    assert ParallelGroup.objects.get(pk=other.pk).name == "Theirs"


def test_who_sits_in_a_set_is_not_arranged_here(cast, item, by):
    item = groups.split(item=item, revision=1, way="set", **by)
    with pytest.raises(OtherSession):
        arrange(item, by, {cast.participant_place.pk: item.groups.first().pk})


def test_removed_groups_leave_the_item(two, by):
    groups.remove(item=two, revision=2, **by)
    saved = Item.objects.get(pk=two.pk)
    assert (saved.split, saved.groups.count()) == ("", 0)


def test_the_second_of_two_is_told(two, by):
    for act in (lambda: groups.remove(item=two, revision=1, **by), lambda: arrange(two, by, revision=1, lead="Mine")):
        with pytest.raises(ChangedMeanwhile):
            act()
    assert two.groups.count() == 2


def test_organisations_whose_long_names_begin_alike_stay_apart_when_dealt_again(cast, item, by):
    county = "Partnership of the councils and health bodies of the great and ancient county of Wexcombeshire"
    for part in ("North", "South"):
        make.place(cast.cohort, make.person(f"{part} Guest"), organisation=make.organisation(f"{county} {part}"))
    groups.split(item=item, revision=1, way="organisation", **by)
    first = sorted((group.name, [str(place) for place in group.members.all()]) for group in item.groups.all())
    groups.split(item=item, revision=2, way="organisation", **by)
    assert len(first) == 3
    assert sorted((g.name, [str(place) for place in g.members.all()]) for g in item.groups.all()) == first


def test_groups_that_were_given_one_name_both_keep_their_people(cast, item, six, by):
    groups.split(item=item, revision=1, way="organisation", **by)
    item.groups.exclude(name="School").update(name="Hospital")
    groups.split(item=item, revision=2, way="organisation", **by)
    assert sum(group.members.count() for group in item.groups.all()) == 6
