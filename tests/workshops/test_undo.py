"""The last twenty changes of a draft, undone and redone."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from tests.workshops.acting import real_day, trail
from workshops.exceptions import MovedOn
from workshops.models import DraftChange, Item, Objective, ParallelGroup
from workshops.services import gaps, groups, items, objectives, places, remedies, templates, undo
from workshops.services.locking import locked
from workshops.services.snapshots import snapshot

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def by(cast):
    return {"by": cast.facilitator, "now": LATER}


@pytest.fixture
def day(cast):
    return cast.workshop.days.get()


def latest(session):
    return session.draft_changes.last()


def order(day):
    return [item.title for item in day.items.all()]


def back(session, by):
    return undo.undo(session=session, change=session.draft_changes.filter(undone_at=None).last().pk, **by)


def forth(session, by):
    return undo.redo(session=session, change=session.draft_changes.exclude(undone_at=None).first().pk, **by)


def test_a_change_says_what_it_was_and_whose(cast, day, by):
    item = make.item(day, "Lunch")
    make.item(day, "Break")
    places.move(item=item, up=False, **by)
    change = latest(cast.workshop)
    assert (str(change), change.by, change.at) == ("Lunch moved down", cast.facilitator, LATER)


def test_each_change_is_undone_and_redone(cast, day, by):
    real_day(cast.workshop)
    other = make.day(cast.workshop, day.date + timedelta(days=1))
    lunch = day.items.get(title="Lunch")
    row = items.Row(lunch.pk, 1, {"minutes": 50, "title": "Long lunch"})
    acts = [
        lambda: items.add(day=day, fields={"title": "Drinks"}, **by),
        lambda: items.add(day=day, fields={"title": "Walk"}, after=lunch, **by),
        lambda: items.set_rows(session=cast.workshop, rows=[row], **by),
        lambda: items.edit(item=lunch, revision=2, fields={"notes": "Soup"}, **by),
        lambda: places.move(item=lunch, up=True, **by),
        lambda: places.place(item=lunch, day=other, after=None, **by),
        lambda: places.duplicate(item=lunch, **by),
        lambda: places.pin(item=lunch, held=True, **by),
        lambda: items.delete(item=lunch, **by),
    ]
    stages = [said(cast.workshop)]
    for act in acts:
        act()
        stages.append(said(cast.workshop))
    for stage in reversed(stages[:-1]):
        back(cast.workshop, by)
        assert said(cast.workshop) == stage
    for stage in stages[1:]:
        forth(cast.workshop, by)
        assert said(cast.workshop) == stage


def remedy(cast, day, work, by):
    remedies.mend(kind="longer", item=work, revision=1, value=75, **by)


def split(cast, day, work, by):
    groups.split(item=work, revision=1, way="mixed", count=2, **by)


def join(cast, day, work, by):
    split(cast, day, work, by)
    groups.remove(item=work, revision=2, **by)


def serve(cast, day, work, by):
    objective = cast.workshop.objectives.create(position=1, text="Listen")
    objectives.serve(session=cast.workshop, tied=[(objective.pk, work.pk)], untied=[], **by)


def close_a_gap(cast, day, work, by):
    speaker = make.speaker(cast.workshop, status="withdrawn")
    speaker.items.add(work)
    gaps.keep(speaker=speaker, item=work.pk, **by)


def lay_a_template(cast, day, work, by):
    template = templates.keep_session(session=cast.workshop, name="The real day", **by)
    templates.put(template=template, part=0, day=day, after=day.items.last().pk - 1, **by)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (remedy, "Scenario work made to fit"),
        (split, "Scenario work split into groups"),
        (join, "groups of Scenario work removed"),
        (serve, "objectives of Scenario work changed"),
        (close_a_gap, "gap of Cllr Ruth Amery closed"),
        (lay_a_template, "items from The real day added"),
    ],
)
def test_whatever_else_changes_the_draft_is_one_change_too(cast, day, by, act, words):
    work = real_day(cast.workshop)[5]
    act(cast, day, work, by)
    after = said(cast.workshop)
    assert str(latest(cast.workshop)) == words
    back(cast.workshop, by)
    assert said(cast.workshop) != after
    forth(cast.workshop, by)
    assert said(cast.workshop) == after


def said(session):
    """The draft, but for the revisions: those only rise."""
    return {
        table: {pk: {name: value for name, value in row.items() if name != "revision"} for pk, row in rows.items()}
        for table, rows in snapshot(session).items()
    }


def test_a_deleted_item_comes_back_under_its_id_with_ties_and_groups_and_tells_its_editors(cast, day, by):
    objective = Objective.objects.create(session=cast.workshop, position=1, text="Listen")
    speaker = make.speaker(cast.workshop)
    item = make.item(day, "Panel", notes="Seat them", pinned_minute=700, revision=3)
    item.objectives.add(objective)
    item.speakers.add(speaker)
    group = ParallelGroup.objects.create(item=item, position=1, name="Blue")
    pk = item.pk
    items.delete(item=item, **by)
    back(cast.workshop, by)
    item = Item.objects.get(pk=pk)
    assert (item.notes, item.pinned_minute, item.revision) == ("Seat them", 700, 4)
    assert (list(item.objectives.all()), list(item.speakers.all())) == ([objective], [speaker])
    assert list(item.groups.all()) == [group]


def test_what_an_item_pointed_to_and_is_gone_does_not_come_back_with_it(cast, day, by):
    objective = Objective.objects.create(session=cast.workshop, position=1, text="Listen")
    room = day.venue.rooms.create(name="Attic")
    item = make.item(day, "Panel", room=room)
    item.objectives.add(objective)
    pk = item.pk
    items.delete(item=item, **by)
    objective.delete()
    room.delete()
    back(cast.workshop, by)
    item = Item.objects.get(pk=pk)
    assert (item.room, item.objectives.count()) == (None, 0)


def test_only_words_raise_the_revision_and_a_place_does_not(cast, day, by):
    first, second = make.item(day, "a"), make.item(day, "b")
    places.move(item=second, up=True, **by)
    back(cast.workshop, by)
    items.edit(item=first, revision=1, fields={"title": "A"}, **by)
    back(cast.workshop, by)
    assert [(item.title, item.revision) for item in day.items.all()] == [("a", 3), ("b", 1)]


def test_undoing_what_is_no_longer_the_latest_changes_nothing(cast, day, by):
    items.add(day=day, fields={"title": "a"}, **by)
    stale = latest(cast.workshop).pk
    items.add(day=day, fields={"title": "b"}, **by)
    for service in (undo.undo, undo.redo):
        with pytest.raises(MovedOn):
            service(session=cast.workshop, change=stale, **by)
    assert order(day) == ["a", "b"]


def test_a_change_of_another_session_is_not_undone_here(cast, day, by):
    items.add(day=cast.draft.days.get(), fields={"title": "a"}, **by)
    with pytest.raises(MovedOn):
        undo.undo(session=cast.workshop, change=latest(cast.draft).pk, **by)
    assert cast.draft.days.get().items.count() == 1


def test_a_new_change_ends_what_could_be_redone(cast, day, by):
    for title in "ab":
        items.add(day=day, fields={"title": title}, **by)
    back(cast.workshop, by)
    items.add(day=day, fields={"title": "c"}, **by)
    assert [str(change) for change in cast.workshop.draft_changes.all()] == ["a added", "c added"]
    assert not cast.workshop.draft_changes.exclude(undone_at=None).exists()


def test_twenty_changes_are_kept(cast, day, by):
    for n in range(23):
        items.add(day=day, fields={"title": f"{n}"}, **by)
    assert cast.workshop.draft_changes.count() == 20
    for _n in range(20):
        back(cast.workshop, by)
    assert order(day) == ["0", "1", "2"]


def test_what_changes_nothing_is_not_kept(cast, day, by):
    item = make.item(day, "a")
    places.move(item=item, up=True, **by)
    items.edit(item=item, revision=1, fields={"title": "a"}, **by)
    items.set_rows(session=cast.workshop, rows=[items.Row(item.pk, 1, {"minutes": 30})], **by)
    assert not cast.workshop.draft_changes.exists()


def test_changes_inside_a_change_are_one(cast, day, by):
    with undo.keep(session=locked(cast.workshop.pk), verb=DraftChange.Verb.ADDED, what="Three", **by):
        for title in "abc":
            items.add(day=day, fields={"title": title}, **by)
    assert str(cast.workshop.draft_changes.get()) == "Three added"
    back(cast.workshop, by)
    assert order(day) == []


def test_undoing_stands_in_the_trail_and_is_noted_on_the_session(cast, day, by):
    items.add(day=day, fields={"title": "a"}, **by)
    change = back(cast.workshop, by)
    forth(cast.workshop, by)
    assert trail(change) == [("undid", []), ("redid", [])]
    cast.workshop.refresh_from_db()
    assert cast.workshop.changed_at == LATER


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("aemdxp"), st.integers(0, 5)), max_size=8))
def test_undoing_everything_leads_back_to_the_beginning_whatever_was_done(cast, day, by, acts):
    day.items.all().delete()
    cast.workshop.draft_changes.all().delete()
    for title in "abc":
        make.item(day, title)
    begun, stages = said(cast.workshop), 0
    for act, n in acts:
        do(act, n, day, by)
    while cast.workshop.draft_changes.filter(undone_at=None).exists():
        back(cast.workshop, by)
        stages += 1
    assert said(cast.workshop) == begun
    assert stages <= len(acts)


def do(act, n, day, by):
    line = list(day.items.select_related("day"))
    if act == "a" or not line:
        return items.add(day=day, fields={"title": f"New {n}"}, **by)
    item = line[n % len(line)]
    return {
        "e": lambda: items.edit(item=item, revision=item.revision, fields={"minutes": n}, **by),
        "m": lambda: places.move(item=item, up=n % 2 == 0, **by),
        "d": lambda: items.delete(item=item, **by),
        "x": lambda: places.duplicate(item=item, **by),
        "p": lambda: places.pin(item=item, held=n % 2 == 0, **by),
    }[act]()
