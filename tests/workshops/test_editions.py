import json
from datetime import timedelta

import pytest

from tests import factories as make
from tests.workshops.acting import publish, real_day, trail
from tests.workshops.test_agenda import STARTS
from workshops.editions import freeze
from workshops.exceptions import AlreadyCancelled, NothingChanged, NothingToPublish
from workshops.models import Edition, Objective, Session
from workshops.services import sessions

PRIVATE = ("instructions", "expected_output", "notes", "kit", "materials", "contingency")


def test_an_edition_holds_ready_strings_in_the_agreed_shape(cast):
    day = cast.workshop.days.get()
    room = day.venue.rooms.create(name="Garden Room")
    Objective.objects.create(session=cast.workshop, position=1, text="Listen")
    item = make.item(
        day, "Panel", 5, kind="panel", lead="Frances Dale", room=room, description="Ten minutes each", pinned_minute=600
    )
    item.speakers.add(make.speaker(cast.workshop, role="Leader", organisation="Northmoor"))
    assert freeze(cast.workshop) == {
        "title": "",
        "name": "Workshop 1",
        "objectives": ["Listen"],
        "days": [
            {
                "day": day.pk,
                "items": [
                    {
                        "item": item.pk,
                        "start": 600,
                        "starts": "10:00",
                        "ends": "10:05",
                        "minutes": 5,
                        "kind": "panel",
                        "title": "Panel",
                        "lead": "Frances Dale",
                        "room": "Garden Room",
                        "description": "Ten minutes each",
                        "pinned": True,
                        "speakers": [{"name": "Cllr Ruth Amery", "role": "Leader", "organisation": "Northmoor"}],
                    }
                ],
            }
        ],
    }


def test_parallel_groups_enter_with_room_and_lead_and_without_people(cast):
    day = cast.workshop.days.get()
    item = make.item(day)
    group = item.groups.create(position=1, name="Group 1", room=day.venue.rooms.create(name="Library"), lead="Ines")
    group.members.add(cast.participant_place)
    item.groups.create(position=2, name="Group 2")
    [line] = freeze(cast.workshop)["days"][0]["items"]
    assert line["groups"] == [
        {"name": "Group 1", "room": "Library", "lead": "Ines"},
        {"name": "Group 2", "room": "", "lead": ""},
    ]
    assert cast.participant.name not in json.dumps(line)


def test_the_real_day_is_frozen_with_its_times(cast):
    real_day(cast.workshop)
    items = freeze(cast.workshop)["days"][0]["items"]
    assert [item["starts"] for item in items] == STARTS
    assert items[-1]["ends"] == "16:30"


def test_facilitator_notes_kit_and_contingency_never_enter(cast):
    make.item(cast.workshop.days.get(), **{name: f"secret {name}" for name in PRIVATE})
    assert "secret" not in json.dumps(freeze(cast.workshop))


def test_a_speaker_who_withdrew_or_is_in_reserve_is_left_out(cast):
    item = make.item(cast.workshop.days.get())
    for status in ("asked", "confirmed", "withdrawn", "reserve"):
        item.speakers.add(make.speaker(cast.workshop, status, status=status))
    speakers = freeze(cast.workshop)["days"][0]["items"][0]["speakers"]
    assert [speaker["name"] for speaker in speakers] == ["asked", "confirmed"]


def test_a_cancelled_day_is_left_out(cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    first, second = residential.days.all()
    first.cancelled_at = make.NOW
    first.save()
    assert [day["day"] for day in freeze(residential)["days"]] == [second.pk]


def test_editions_are_numbered_and_kept(cast):
    item = make.item(cast.draft.days.get())
    first = publish(cast, cast.draft)
    item.title = "Changed"
    item.save()
    second = publish(cast, cast.draft)
    assert (first.number, second.number) == (1, 2)
    assert Edition.objects.get(pk=first.pk).content["days"][0]["items"][0]["title"] == "Welcome"
    assert trail(second) == [("published", ["content"])]


def test_publishing_the_agenda_publishes_the_dates(cast):
    make.item(cast.draft.days.get())
    publish(cast, cast.draft)
    assert Session.objects.get(pk=cast.draft.pk).dates_published_at == make.NOW


def test_nothing_to_publish_and_nothing_changed_are_said(cast):
    with pytest.raises(NothingToPublish):
        publish(cast)
    make.item(cast.workshop.days.get())
    publish(cast)
    with pytest.raises(NothingChanged):
        publish(cast)
    assert cast.workshop.editions.count() == 1


def test_a_cancelled_session_is_not_published(cast):
    make.item(cast.workshop.days.get())
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=make.NOW + timedelta(hours=1))
    with pytest.raises(AlreadyCancelled):
        publish(cast)


def test_freezing_costs_the_same_for_one_item_and_for_thirty(cast, django_assert_num_queries):
    day = cast.workshop.days.get()
    for size in (1, 3, 30):
        while day.items.count() < size:
            room, _ = day.venue.rooms.get_or_create(name="Garden Room")
            item = make.item(day, kind="panel", room=room)
            item.speakers.add(make.speaker(cast.workshop))
            item.groups.create(position=1, name="Group 1", room=room)
        with django_assert_num_queries(8):
            freeze(cast.workshop)
