"""A copy is a draft of its own: on other dates, with everything planned, and nobody told."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from tests.workshops.acting import publish, real_day
from workshops.exceptions import OtherSession
from workshops.models import Material, Objective, Session, StoredFile
from workshops.services import copying
from workshops.services.laying import Beginning

LATER = make.NOW + timedelta(hours=1)
JUNE = Beginning(date(2027, 6, 9))


@pytest.fixture
def copy(cast):
    """copy(session) into the second cohort, in June, by the coordinator, unless told otherwise."""

    def copy(session, cohort=cast.second_cohort, chosen=JUNE, speakers=False):
        return copying.copy(
            session=session, cohort=cohort, chosen=chosen, with_speakers=speakers, by=cast.coordinator, now=LATER
        )

    return copy


def test_a_copy_has_the_agenda_the_ties_and_the_leads_and_is_a_draft(cast, copy):
    lunch = real_day(cast.workshop)[6]
    lunch.lead = "Frances Dale"
    lunch.save()
    lunch.objectives.add(Objective.objects.create(session=cast.workshop, position=1, text="Eat together"))
    publish(cast)
    made = Session.objects.get(pk=copy(cast.workshop).session.pk)
    day = made.days.get()
    assert (made.cohort, made.name, made.is_published) == (cast.second_cohort, "Workshop 1", False)
    assert (day.date, day.online_link, day.moves) == (date(2027, 6, 9), "", 0)
    assert [item.title for item in day.items.all()] == [item.title for item in cast.workshop.days.get().items.all()]
    copied = day.items.get(title="Lunch")
    assert (copied.lead, copied.objectives.get().text, copied.objectives.get().session) == (
        *("Frances Dale", "Eat together"),
        made,
    )
    assert [rows.count() for rows in (made.editions, made.speakers, day.replies)] == [0, 0, 0]


def test_its_days_keep_their_distance_and_cancelled_ones_stay_behind(cast, copy):
    residential = make.session(cast.cohort, "Residential", days=3, kind="residential")
    residential.days.filter(date=make.WORKSHOP + timedelta(days=1)).update(cancelled_at=make.NOW)
    assert [day.date for day in copy(residential).session.days.all()] == [date(2027, 6, 9), date(2027, 6, 11)]


def test_speakers_come_along_only_when_asked_and_as_people_still_to_be_asked(cast, copy):
    panel = make.item(cast.workshop.days.get(), "Panel")
    on = make.speaker(
        cast.workshop, role="Leader", email="ruth@example.example", asked="Ten minutes", status="confirmed"
    )
    on.items.add(panel)
    on.nonce = "secret"
    on.save()
    make.speaker(cast.workshop, "Withdrawn", status="withdrawn")
    assert not copy(cast.workshop).session.speakers.exists()
    [copied] = copy(cast.workshop, chosen=Beginning(date(2027, 6, 16)), speakers=True).session.speakers.all()
    assert (copied.name, copied.email, copied.asked, copied.status, copied.nonce) == (
        *("Cllr Ruth Amery", "ruth@example.example", "Ten minutes"),
        *("asked", ""),
    )
    assert [item.day.session for item in copied.items.all()] == [copied.session]


def test_pressed_twice_is_copied_once(cast, copy):
    make.item(cast.workshop.days.get())
    first, second = copy(cast.workshop, speakers=True), copy(cast.workshop, speakers=True)
    assert (first.session, second.is_new) == (second.session, False)
    assert first.session.days.get().items.count() == 1


def test_files_and_links_come_along_and_share_the_bytes(cast, copy):
    item = make.item(cast.workshop.days.get())
    make.material(item, "Slides", readers="delegates")
    make.material(item, "Reading", link="https://example.org/1")
    made = copy(cast.workshop).session
    [slides, reading] = Material.objects.filter(session=made)
    assert (slides.item.day.session, slides.name, slides.readers) == (made, "Slides", "delegates")
    assert reading.link == "https://example.org/1"
    assert StoredFile.objects.count() == 1


def test_a_set_s_meeting_is_copied_for_the_same_set_and_for_no_other_cohort(cast, copy):
    meeting = make.session(cast.cohort, "Set 1", kind="set_meeting", learning_set=cast.set_a)
    assert copy(meeting, cast.cohort).session.learning_set == cast.set_a
    with pytest.raises(OtherSession):
        copy(meeting, cast.second_cohort)


def test_rooms_of_another_programme_are_said_in_words(cast, copy):
    room = cast.workshop.days.get().venue.rooms.create(name="Garden Room")
    make.item(cast.workshop.days.get(), "Lunch", room=room)
    elsewhere = make.cohort(cast.other_programme, "Theirs")
    laid = copy(cast.workshop, elsewhere)
    item = laid.session.days.get().items.get()
    assert laid.astray == ["Hartwell Hall", "Garden Room"]
    assert (item.room, item.notes) == (None, "Room when it was kept: Garden Room, Hartwell Hall")
