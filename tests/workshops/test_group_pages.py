"""The page of an item's parallel groups, and where they are read."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import publish
from workshops.editions import freeze
from workshops.models import Item
from workshops.sheet_data.agenda import agenda_sheet


@pytest.fixture
def item(cast, client):
    client.force_login(cast.facilitator)
    return make.item(cast.workshop.days.get(), "Scenario work", 60, lead="Martin Osei")


@pytest.fixture
def two(client, item):
    split(client, item, way="mixed", count="2")
    return Item.objects.get(pk=item.pk)


def url(item, name="item_groups"):
    return reverse(f"workshops:{name}", args=[item.pk])


def split(client, item, **typed):
    return client.post(url(item, "groups_split"), {"revision": item.revision} | typed, follow=True)


def typed(item, **changed):
    """The page as it is posted; `changed` is by the name of a field."""
    sent = {"revision": item.revision}
    for group in item.groups.all():
        sent |= {
            f"name-{group.pk}": group.name,
            f"room-{group.pk}": group.room_id or "",
            f"lead-{group.pk}": group.lead,
        }
        sent |= {f"seat-{place.pk}": group.pk for place in group.members.all()}
    return sent | changed


def names(item):
    return [sorted(place.person.name for place in group.members.all()) for group in item.groups.all()]


def test_an_item_without_groups_offers_three_ways_to_make_them(client, item):
    page = client.get(url(item)).content.decode()
    assert "Split into parallel groups" in page
    assert page.count('name="way"') == 3
    assert "Save the groups" not in page


def test_groups_are_made_and_explained(client, item):
    page = split(client, item, way="mixed", count="2").content.decode()
    assert "2 groups are made." in page
    assert "so that colleagues sit apart" in page
    assert names(item) == [["Robin Ashworth", "Sam Okafor"], ["Jo Hartley"]]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"way": "mixed", "count": ""}, "Write how many groups to deal people into."),
        ({"way": "mixed", "count": "0"}, "greater than or equal to 1"),
        ({"way": "mixed", "count": "31"}, "less than or equal to 30"),
        ({"way": "mixed", "count": "many"}, "Enter a whole number."),
        ({"way": "alphabet", "count": "2"}, "Select a valid choice."),
        ({}, "This field is required."),
    ],
)
def test_what_is_wrong_with_the_ways_is_said_and_nothing_is_made(client, item, wrong, said):
    response = split(client, item, **wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not item.groups.exists()


def test_rooms_leads_and_people_are_saved_at_once(cast, client, two):
    first, second = two.groups.all()
    room = two.day.venue.rooms.create(name="Library", capacity=8)
    changed = {f"room-{first.pk}": room.pk, f"lead-{first.pk}": "Ines", f"seat-{cast.participant_place.pk}": second.pk}
    page = client.post(url(two), typed(two, **changed), follow=True).content.decode()
    assert "The groups are saved." in page
    assert "Hartwell Hall: Library, 8 seats, not step-free" in page
    first.refresh_from_db()
    assert (first.room, first.lead) == (room, "Ines")
    assert names(two) == [["Robin Ashworth"], ["Jo Hartley", "Sam Okafor"]]


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "x" * 81), ("name", "a\x00b"), ("room", "999"), ("lead", "x" * 121)]
)
def test_what_is_wrong_with_a_group_is_said_and_what_was_typed_is_kept(client, two, field, value):
    first, second = two.groups.all()
    response = client.post(url(two), typed(two, **{f"{field}-{first.pk}": value, f"lead-{second.pk}": "Typed lead"}))
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert "Typed lead" in response.content.decode()
    assert not two.groups.filter(lead="Typed lead").exists()


def test_a_swapped_id_refuses_the_whole_page(cast, client, two):
    theirs = make.item(cast.draft.days.get()).groups.create(position=1, name="Theirs")
    first = two.groups.first()
    for swapped in (
        {f"seat-{cast.other_cohort_place.pk}": first.pk},
        {f"seat-{cast.withdrawn_place.pk}": first.pk},
        {f"seat-{cast.participant_place.pk}": theirs.pk},
        {f"name-{theirs.pk}": "Mine"},
    ):
        response = client.post(url(two), typed(two, **{f"lead-{first.pk}": "Changed"}, **swapped))
        assert response.status_code == 422
    assert not two.groups.filter(lead="Changed").exists()
    theirs.refresh_from_db()
    assert (theirs.name, theirs.members.count()) == ("Theirs", 0)


def test_the_second_of_two_is_told_and_overwrites_nothing(client, two):
    mine = typed(two, **{f"lead-{two.groups.first().pk}": "Mine"})
    client.post(url(two), typed(two, **{f"lead-{two.groups.first().pk}": "Theirs"}))
    page = client.post(url(two), mine, follow=True).content.decode()
    assert "Somebody else changed this item meanwhile, so nothing is saved." in page
    assert two.groups.first().lead == "Theirs"


def test_by_set_people_are_shown_and_moved_elsewhere(cast, client, item):
    page = split(client, item, way="set").content.decode()
    assert "2 groups at the same time" in page
    assert cast.participant.name in page
    assert "seat-" not in page
    assert reverse("cohorts:sets", args=[cast.cohort.pk]) in page


def test_whoever_is_expected_and_in_no_group_is_offered_one(cast, client, two):
    newcomer = make.place(cast.cohort, make.person("Nia Newcomer"))
    page = client.get(url(two)).content.decode()
    assert "In no group yet" in page
    assert "<b>In no group:</b> 1 person who is expected." in page
    client.post(url(two), typed(two, **{f"seat-{newcomer.pk}": two.groups.first().pk}))
    assert "Nia Newcomer" in names(two)[0]


@pytest.mark.parametrize(("role", "told"), [("facilitator", True), ("coordinator", True), ("administrator", False)])
def test_who_said_sorry_is_told_to_those_who_read_replies(cast, client, two, role, told):
    two.day.replies.create(person=cast.participant, answer="sorry", at=make.NOW)
    client.force_login(getattr(cast, role))
    page = client.get(url(two)).content.decode()
    assert cast.participant.name in page
    assert ("Sorry" in page) == told


def test_groups_are_removed(client, two):
    page = client.post(url(two, "groups_remove"), {"revision": two.revision}, follow=True).content.decode()
    assert "The groups are removed." in page
    assert not two.groups.exists()


def test_groups_stay_when_somebody_changed_them_meanwhile(client, two):
    for sent in ({"revision": 1}, {}, {"revision": "x"}):
        client.post(url(two, "groups_remove"), sent)
    assert two.groups.count() == 2


def test_delegates_read_names_rooms_and_leads_and_not_people(cast, client, two):
    library = two.day.venue.rooms.create(name="Library")
    two.groups.filter(position=1).update(room=library, lead="Ines Calloway")
    publish(cast)
    two.groups.update(lead="Changed since")
    client.force_login(cast.set_mate)
    page = client.get(cast.workshop.get_absolute_url()).content.decode()
    assert "2 groups at the same time" in page
    assert "<dt>Group 1</dt><dd>Library</dd><dd>Ines Calloway</dd>" in page
    assert "Changed since" not in page
    assert cast.participant.name not in page


def test_groups_without_rooms_and_leads_stand_in_one_line(cast, client, two):
    publish(cast)
    client.force_login(cast.set_mate)
    assert (
        "2 groups at the same time: Group 1, Group 2" in client.get(cast.workshop.get_absolute_url()).content.decode()
    )


def test_the_delegates_sheet_prints_them_and_an_older_edition_has_none(cast, two):
    edition = publish(cast)
    [line] = agenda_sheet(cast.workshop, edition, now=make.NOW)["days"][0]["items"]
    assert line["groups"] == ["At the same time: Group 1, Group 2"]
    del edition.content["days"][0]["items"][0]["groups"]
    [line] = agenda_sheet(cast.workshop, edition, now=make.NOW)["days"][0]["items"]
    assert line["groups"] == []


def test_an_item_without_groups_reads_as_it_did_in_older_editions(cast, item):
    assert "groups" not in freeze(cast.workshop)["days"][0]["items"][0]


def test_the_page_costs_the_same_for_three_people_and_for_thirty(cast, client, item, django_assert_num_queries):
    split(client, item, way="mixed", count="2")
    for size in (3, 30):
        while cast.cohort.memberships.participants().count() < size + 1:
            place = make.place(cast.cohort, make.person())
            item.groups.first().members.add(place)
        with django_assert_num_queries(PAGE_QUERIES):
            client.get(url(item))


PAGE_QUERIES = 25
