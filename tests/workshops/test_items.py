from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import factories as make
from tests.workshops.acting import real_day, trail
from workshops.exceptions import AlreadyCancelled, ChangedMeanwhile, OtherSession
from workshops.models import Item, Objective, SessionDay
from workshops.services import items

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def by(cast):
    return {"by": cast.facilitator, "now": LATER}


@pytest.fixture
def day(cast):
    return cast.workshop.days.get()


def row(item, revision, **fields):
    return items.Row(item.pk, revision, fields)


def order(day):
    return [item.title for item in day.items.all()]


def test_a_new_item_comes_last_with_what_it_serves_and_who_speaks(cast, day, by):
    make.item(day, "First")
    objective = Objective.objects.create(session=cast.workshop, position=1, text="Listen")
    speaker = make.speaker(cast.workshop)
    item = items.add(day=day, fields={"title": "Panel"}, objectives=[objective], speakers=[speaker], **by)
    assert order(day) == ["First", "Panel"]
    assert (list(item.objectives.all()), list(item.speakers.all())) == ([objective], [speaker])
    assert trail(item) == [("added", ["title"])]


def test_an_objective_or_speaker_of_another_session_is_refused_whole(cast, day, by):
    foreign = Objective.objects.create(session=cast.draft, position=1, text="Theirs")
    for ties in ({"objectives": [foreign]}, {"speakers": [make.speaker(cast.draft)]}):
        with pytest.raises(OtherSession):
            items.add(day=day, fields={"title": "Panel"}, **ties, **by)
    assert order(day) == []


def test_a_room_of_another_programme_is_refused(cast, day, by):
    room = make.venue(cast.other_programme, "Elsewhere").rooms.create(name="Attic")
    with pytest.raises(OtherSession):
        items.add(day=day, fields={"title": "Panel", "room": room}, **by)


def test_an_edit_names_the_fields_and_raises_the_revision(cast, day, by):
    item = make.item(day, "Panel")
    items.edit(item=item, revision=1, fields={"title": "The panel", "minutes": 30}, **by)
    assert Item.objects.get(pk=item.pk).revision == 2
    assert trail(item) == [("changed", ["title"])]


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(cast, day, by):
    item = make.item(day, "Panel")
    items.edit(item=item, revision=1, fields={"notes": "Mine"}, **by)
    with pytest.raises(ChangedMeanwhile) as told:
        items.edit(item=item, revision=1, fields={"notes": "Theirs"}, **by)
    assert told.value.row.notes == "Mine"
    assert Item.objects.get(pk=item.pk).notes == "Mine"


def test_lengths_in_the_table_are_saved_all_or_none(cast, day, by):
    first, second = make.item(day, "First", 10), make.item(day, "Second", 10)
    rows = [row(first, 1, minutes=20), row(second, 7, minutes=20)]
    with pytest.raises(ChangedMeanwhile):
        items.set_rows(session=day.session, rows=rows, **by)
    assert [item.minutes for item in day.items.all()] == [10, 10]
    assert trail(first) == []


def test_a_row_of_another_session_is_refused_whole(cast, day, by):
    mine, other = make.item(day, "Mine", 10), make.item(cast.draft.days.get(), "Other", 10)
    with pytest.raises(OtherSession):
        items.set_rows(session=day.session, rows=[row(mine, 1, minutes=20), row(other, 1, minutes=20)], **by)
    assert set(Item.objects.values_list("minutes", flat=True)) == {10}


def test_a_deleted_item_leaves_no_hole(cast, by):
    day_items = real_day(cast.workshop)
    panel = Item.objects.get(pk=day_items[3].pk)
    items.delete(item=day_items[3], **by)
    left = cast.workshop.days.get().items.all()
    assert [item.position for item in left] == list(range(1, 14))
    assert ("deleted", []) in trail(panel)


def test_the_draft_changing_is_noted_on_the_session(cast, day, by):
    items.add(day=day, fields={"title": "Panel"}, **by)
    cast.workshop.refresh_from_db()
    assert cast.workshop.changed_at == LATER


def test_the_database_too_refuses_a_length_of_25_hours(cast, day):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.item(day, "Long", 25 * 60)


def test_a_day_that_is_cancelled_by_now_takes_no_item(cast, day, by):
    SessionDay.objects.filter(pk=day.pk).update(cancelled_at=make.NOW)
    with pytest.raises(AlreadyCancelled):
        items.add(day=day, fields={"title": "Panel"}, **by)
    assert not day.items.exists()
