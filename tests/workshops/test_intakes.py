"""The sessions of the next intake: drafts on other dates with everything planned, and nobody from before."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cohorts.services.copying import Places
from tests import factories as make
from workshops.models import Material, Objective, ParallelGroup, Session, StoredFile
from workshops.services.intakes import copy_sessions, sessions_to_copy

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def copy(cast):
    """copy(first dates by session) of the cohort into an empty one, by the coordinator."""

    def copy(dates=None, *, leads=False):
        sessions = sessions_to_copy(cast.cohort)
        weeks = {each.pk: each.standing[0].date + timedelta(weeks=52) for each in sessions} | (dates or {})
        given = {"leads": leads, "places": Places(), "by": cast.coordinator, "now": LATER}
        return copy_sessions(sessions=sessions, to=cast.next, dates=weeks, **given)

    cast.next = make.cohort(cast.programme, "Spring 2028")
    return copy


def copied(cast, name="Workshop 1"):
    return Session.objects.get(cohort=cast.next, name=name)


def test_a_session_comes_as_a_draft_with_its_agenda_and_without_people(cast, copy):
    day = cast.workshop.days.get()
    day.online_link, day.room = "https://meet.example.org/1", day.venue.rooms.create(name="Garden Room")
    day.save()
    item = make.item(day, "Panel", 50, kind="panel", lead="Frances Dale", notes="Ask Ruth first", kit="Flipchart")
    item.objectives.add(Objective.objects.create(session=cast.workshop, position=1, text="Hear them"))
    make.speaker(cast.workshop)
    cast.workshop.editions.create(number=1, at=make.NOW, by=cast.coordinator, content={})
    cast.workshop.replies = day.replies.create(person=cast.set_mate, answer="coming", by=cast.set_mate, at=make.NOW)
    copy()
    made = copied(cast)
    new = made.days.get()
    assert (new.date, new.opens, new.room, new.online_link, new.uid == day.uid) == (
        *(date(2028, 3, 1), time(10), day.room),
        *("", False),
    )
    line = new.items.get()
    assert (line.title, line.minutes, line.notes, line.kit) == ("Panel", 50, "Ask Ruth first", "Flipchart")
    assert (line.objectives.get().text, line.objectives.get().session) == ("Hear them", made)
    assert (made.is_published, made.speakers.count(), made.editions.count()) == (False, 0, 0)
    assert (new.replies.count(), line.lead) == (0, "")


def test_leads_come_along_only_when_asked(cast, copy):
    item = make.item(cast.workshop.days.get(), lead="Frances Dale", split="mixed")
    item.groups.create(position=1, name="Group 1", lead="Ines Calloway")
    copy(leads=True)
    line = copied(cast).days.get().items.get()
    assert (line.lead, line.groups.get().lead) == ("Frances Dale", "Ines Calloway")


@pytest.mark.parametrize(
    ("split", "names", "becomes"),
    [
        ("mixed", ["Garden", "Library"], "mixed"),
        ("organisation", ["Group 1", "Group 2"], "mixed"),
        ("set", [], ""),
    ],
)
def test_of_groups_comes_how_many_there_are_and_their_rooms(cast, copy, split, names, becomes):
    day = cast.workshop.days.get()
    room = day.venue.rooms.create(name="Garden Room")
    item = make.item(day, split=split)
    first = item.groups.create(position=1, name="Garden", room=room, lead="Ines Calloway")
    first.members.add(cast.participant_place)
    item.groups.create(position=2, name="Library")
    copy()
    line = copied(cast).days.get().items.get()
    groups = list(line.groups.all())
    assert ([group.name for group in groups], line.split) == (names, becomes)
    assert [group.room for group in groups] == [room, None][: len(names)]
    assert not ParallelGroup.members.through.objects.filter(parallelgroup__item=line).exists()
    assert not any(group.lead for group in groups)


def test_files_share_their_bytes(cast, copy):
    make.material(make.item(cast.workshop.days.get()), "Slides", readers="delegates")
    copy()
    made = Material.objects.get(session=copied(cast))
    assert (made.name, made.readers, made.item.day.session, made.by) == (
        *("Slides", "delegates"),
        *(copied(cast), cast.coordinator),
    )
    assert StoredFile.objects.count() == 1


def test_meetings_of_sets_and_pairs_and_what_is_cancelled_stay(cast, copy):
    make.session(cast.cohort, "Set 1", kind="set_meeting", learning_set=cast.set_a)
    make.session(cast.cohort, "Coaching", kind="coaching", coaching_pair=cast.pair)
    make.session(cast.cohort, "Called off").days.update(cancelled_at=make.NOW)
    residential = make.session(cast.cohort, "Residential", on=date(2027, 2, 3), days=3, kind="residential")
    residential.days.filter(date=date(2027, 2, 4)).update(cancelled_at=make.NOW)
    copy()
    assert [each.name for each in cast.next.sessions.in_order()] == ["Residential", "Workshop 1", "Workshop 2"]
    assert [day.date for day in copied(cast, "Residential").days.all()] == [date(2028, 2, 2), date(2028, 2, 4)]


@pytest.mark.parametrize(
    ("to", "opens_utc"), [(date(2028, 3, 24), 10), (date(2028, 3, 27), 9), (date(2028, 2, 29), 10)]
)
def test_the_hour_on_the_wall_stays_whatever_the_clocks_do(cast, copy, to, opens_utc):
    copy({cast.workshop.pk: to})
    day = copied(cast).days.get()
    assert (day.opens, day.starts_at.hour, day.starts_at.date()) == (time(10), opens_utc, to)


def test_the_day_for_replies_moves_with_its_session(cast, copy):
    cast.workshop.reply_by = date(2027, 2, 24)
    cast.workshop.save()
    copy()
    assert copied(cast).reply_by == date(2028, 2, 23)


def test_ten_sessions_cost_the_queries_of_two(cast, copy):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            copy()
        return len(queries)

    def fill(session):
        item = make.item(session.days.get(), split="mixed", lead="Frances Dale")
        item.objectives.add(Objective.objects.create(session=session, position=1, text="Hear them"))
        item.groups.create(position=1, name="Group 1")
        make.material(item, link="https://example.org/1")

    fill(cast.workshop)
    few = cost()
    for n in range(8):
        fill(make.session(cast.cohort, f"Lab {n}", on=date(2027, 5, 5 + n)))
    assert cost() == few
