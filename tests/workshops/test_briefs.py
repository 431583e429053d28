"""When, where and with whom: what a brief says, and from which agenda."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.workshops.acting import publish
from workshops.briefs import brief_of
from workshops.models import Speaker


@pytest.fixture
def panel(cast):
    """An hour from 10:30, after half an hour of welcome."""
    day = cast.workshop.days.get()
    make.item(day, "Welcome", 30)
    return make.item(day, "Panel", 60, kind="panel", lead="Frances Dale", description="Four voices")


def guest(panel, name="Cllr Ruth Amery", **fields):
    made = make.speaker(panel.day.session, name, **fields)
    made.items.add(panel)
    return made


def told(speaker):
    brief = brief_of(Speaker.objects.get(pk=speaker.pk))
    return [(part.line["starts"], part.line["ends"], part.line["title"], part.is_draft) for part in brief.parts]


def test_before_anything_is_published_the_times_are_the_drafts_and_said_to_be(panel):
    assert told(guest(panel)) == [("10:30", "11:30", "Panel", True)]


def test_what_is_published_counts_and_the_draft_does_not(cast, panel):
    speaker = guest(panel)
    publish(cast)
    panel.minutes, panel.title = 90, "A draft idea"
    panel.save()
    assert told(speaker) == [("10:30", "11:30", "Panel", False)]


def test_an_item_that_came_after_the_last_edition_is_told_from_the_draft(cast, panel):
    speaker = guest(panel)
    publish(cast)
    speaker.items.add(make.item(panel.day, "Questions", 15))
    assert told(speaker) == [("10:30", "11:30", "Panel", False), ("11:30", "11:45", "Questions", True)]


def test_the_length_the_room_and_who_introduces(panel):
    room = panel.day.venue.rooms.create(name="Garden Room")
    panel.day.room = room
    panel.day.save()
    [part] = brief_of(guest(panel)).parts
    assert (part.length, part.room, part.line["lead"]) == ("1 hour", "Garden Room", "Frances Dale")
    panel.room = panel.day.venue.rooms.create(name="Library")
    panel.save()
    [part] = brief_of(Speaker.objects.get()).parts
    assert part.room == "Library"


def test_with_whom_is_who_is_printed_and_has_not_withdrawn_since(cast, panel):
    me = guest(panel)
    guest(panel, "Cllr Mina Farrow", role="Lead Member", organisation="Eastvale")
    gone = guest(panel, "Hana Varga")
    guest(panel, "Amos Keld", status="reserve")
    publish(cast)
    gone.status = "withdrawn"
    gone.save()
    [part] = brief_of(me).parts
    assert part.beside == ["Cllr Mina Farrow, Lead Member, Eastvale"]


def test_items_on_two_days_stand_in_order(cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    second, first = [make.item(day, f"Day {day.date:%d}") for day in reversed(residential.days.all())]
    speaker = make.speaker(residential)
    speaker.items.set([second, first])
    brief = brief_of(speaker)
    assert [part.line["title"] for part in brief.parts] == ["Day 03", "Day 04"]
    assert len(brief.days) == 2


def test_only_their_own_days_are_theirs_and_without_any_item_all_are(cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    speaker = make.speaker(residential)
    assert len(brief_of(speaker).days) == 2
    day = residential.days.last()
    speaker.items.add(make.item(day))
    assert brief_of(speaker).days == [day]


def test_open_until_their_last_day_is_over(panel):
    brief = brief_of(guest(panel))
    ends = panel.day.ends_at
    assert brief.is_open(ends - timedelta(minutes=1))
    assert not brief.is_open(ends)
    assert brief.is_over(ends)


def test_a_cancelled_day_leaves_nothing_to_answer_and_is_not_over(panel):
    speaker = guest(panel)
    panel.day.cancelled_at = make.NOW
    panel.day.save()
    brief = brief_of(speaker)
    assert (brief.parts, brief.days) == ([], [])
    assert not brief.is_open(make.NOW)
    assert not brief.is_over(panel.day.ends_at)


def test_a_brief_costs_the_same_for_one_item_and_for_thirty(cast, panel, django_assert_num_queries):
    speaker = guest(panel)
    for size in (1, 3, 30):
        while speaker.items.count() < size:
            more = make.item(panel.day, kind="panel")
            more.speakers.add(speaker, make.speaker(cast.workshop))
        fresh = Speaker.objects.select_related("session").get(pk=speaker.pk)
        with django_assert_num_queries(9):
            brief_of(fresh)
