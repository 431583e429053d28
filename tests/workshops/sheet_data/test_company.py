import pytest

from tests import factories as make
from workshops.models import Reply, Speaker
from workshops.sheet_data.company import called, company, spare


def reply(day, place, answer):
    return Reply.objects.create(day=day, person=place.person, answer=answer, at=make.NOW)


def names(session):
    return [guest.name for guest in company(session)]


def guest(session, name):
    return next(guest for guest in company(session) if guest.name == name)


def test_everyone_who_is_in_the_room_comes_by_surname(cast):
    make.speaker(cast.workshop, "Cllr Ruth Amery")
    assert ", ".join(names(cast.workshop)) == (
        "Cllr Ruth Amery, Robin Ashworth, Noor Bennett, Ines Calloway, Frances Dale, Jo Hartley, Sam Okafor"
    )


def test_whoever_is_away_or_online_on_every_day_gets_none(cast):
    first = make.session(cast.cohort, "Residential", days=2, kind="residential")
    for day in first.days.all():
        reply(day, cast.participant_place, Reply.Answer.SORRY)
        reply(day, cast.set_mate_place, Reply.Answer.ONLINE)
    reply(first.days.first(), cast.other_set_place, Reply.Answer.SORRY)
    assert {"Sam Okafor", "Robin Ashworth", "Jo Hartley"} & set(names(first)) == {"Jo Hartley"}


def test_a_day_that_is_cancelled_brings_nobody(cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    first, second = residential.days.all()
    make.speaker(residential, "Only Friday").items.add(make.item(second))
    reply(first, cast.participant_place, Reply.Answer.SORRY)
    residential.days.filter(pk=second.pk).update(cancelled_at=make.NOW)
    assert not {"Only Friday", "Sam Okafor"} & set(names(residential))


def test_a_participant_is_called_what_they_like_and_has_their_set(cast):
    cast.participant.known_as, cast.participant.title = "Sammy", "Cllr"
    cast.participant.save()
    sam = guest(cast.workshop, "Cllr Sam Okafor")
    assert (sam.call, sam.role) == ("Sammy", "Set 1")
    assert sam.post == "Head of service, Northmoor County Council"


def test_facilitators_advisers_and_speakers_have_what_they_are(cast):
    make.speaker(cast.workshop, "Cllr Ruth Amery", role="Leader", organisation="Northmoor Council")
    ruth = guest(cast.workshop, "Cllr Ruth Amery")
    assert (ruth.call, ruth.post, ruth.role) == ("Ruth", "Leader, Northmoor Council", "Speaker")
    assert guest(cast.workshop, "Frances Dale").role == "Facilitator"
    assert guest(cast.workshop, "Ines Calloway").role == "Set adviser"


def test_whoever_holds_two_places_has_one_badge_with_both(cast):
    make.place(cast.cohort, cast.facilitator, "set_adviser")
    assert names(cast.workshop).count("Frances Dale") == 1
    assert guest(cast.workshop, "Frances Dale").role == "Facilitator, Set adviser"


def test_speakers_who_withdrew_or_stand_in_reserve_have_none(cast):
    make.speaker(cast.workshop, "Gone", status=Speaker.Status.WITHDRAWN)
    make.speaker(cast.workshop, "Perhaps", status=Speaker.Status.RESERVE)
    assert not {"Gone", "Perhaps"} & set(names(cast.workshop))


def test_nobody_of_another_cohort_or_who_left_is_in_the_room(cast):
    assert not {cast.withdrawn.name, cast.other_cohort.name, cast.coach.name} & set(names(cast.workshop))


@pytest.mark.parametrize(
    ("name", "call"),
    [("Cllr Ruth Amery", "Ruth"), ("Prof. Dr. Ada Li", "Ada"), ("王小明", "王小明"), ("Dr", "Dr"), ("Ruth", "Ruth")],
)
def test_a_speaker_is_called_by_the_first_name_without_a_title(name, call):
    assert called(name) == call


@pytest.mark.parametrize(("count", "blanks"), [(0, 10), (7, 3), (8, 12), (10, 10), (24, 6)])
def test_blank_pieces_fill_the_last_page_and_are_never_too_few(count, blanks):
    assert spare(count, least=3, a_page=10) == blanks
