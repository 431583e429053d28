"""The pages of coaching: what coach, coachee and office do there, and what they see."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from challenges.models import Assessment, CoachingNote, Interview
from cohorts.models import CoachingPair
from cohorts.services import pairs
from tests import factories as make
from workshops.models import CoachingSlot, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon():
    """A date after today, whatever today is: pages read the real clock."""
    return timezone.localdate() + timedelta(days=14)


def url(name, *args):
    return reverse(f"challenges:{name}", args=args)


def said(response):
    return response.content.decode()


def test_the_coachee_books_and_then_moves_and_gives_back(cast, client, soon):
    one, other = make.slot(cast.coach_place, on=soon), make.slot(cast.coach_place, on=soon + timedelta(days=1))
    client.force_login(cast.participant)
    page = said(client.post(url("book_slot", cast.pair.pk), {"slot": one.pk}, follow=True))
    assert "You have booked" in page
    assert "Move your date" in page
    assert "is moved to" in said(client.post(url("move_slot", cast.pair.pk), {"slot": other.pk}, follow=True))
    day = Session.objects.get(coaching_pair=cast.pair).days.get()
    assert day.date == other.date
    assert "is cancelled" in said(client.post(url("cancel_date", day.pk), follow=True))
    assert CoachingSlot.objects.open_to(cast.pair, timezone.now()).count() == 2


def test_a_slot_taken_meanwhile_gets_a_clear_answer_and_books_nothing(cast, client, soon):
    second = CoachingPair.objects.create(coach=cast.coach_place, coachee=cast.set_mate_place, began_at=make.NOW)
    slot = make.slot(cast.coach_place, on=soon)
    client.force_login(cast.set_mate)
    client.post(url("book_slot", second.pk), {"slot": slot.pk})
    client.force_login(cast.participant)
    page = said(client.post(url("book_slot", cast.pair.pk), {"slot": slot.pk}, follow=True))
    assert "Somebody else has booked that time meanwhile" in page
    assert not Session.objects.filter(coaching_pair=cast.pair).exists()


@pytest.mark.parametrize("slot", ["", "x", "999999", "another coach's"])
def test_a_number_that_is_no_slot_of_the_coach_books_nothing(cast, client, soon, slot):
    if slot == "another coach's":
        slot = make.slot(cast.other_coach_place, on=soon).pk
    client.force_login(cast.participant)
    page = said(client.post(url("book_slot", cast.pair.pk), {"slot": slot}, follow=True))
    assert "no longer offered" in page
    assert not Session.objects.filter(kind="coaching").exists()


def test_the_coach_does_not_book_for_the_coachee(cast, client, soon):
    client.force_login(cast.coach)
    slot = make.slot(cast.coach_place, on=soon)
    assert client.post(url("book_slot", cast.pair.pk), {"slot": slot.pk}).status_code == 404
    assert not Session.objects.filter(kind="coaching").exists()


def test_the_coach_offers_a_time_and_takes_it_back(cast, client, soon):
    client.force_login(cast.coach)
    form = {"date": f"{soon:%d %B %Y}", "opens": "10:00", "closes": "11:00"}
    assert "is kept free" in said(client.post(url("offer_slot", cast.coach_place.pk), form, follow=True))
    slot = CoachingSlot.objects.get()
    assert "is taken back" in said(client.post(url("withdraw_slot", slot.pk), follow=True))
    assert CoachingSlot.objects.get().withdrawn_at is not None


def test_a_wrong_time_keeps_the_form_as_typed(cast, client, soon):
    client.force_login(cast.coach)
    form = {"date": f"{soon:%d %B %Y}", "opens": "11:00", "closes": "10:00"}
    response = client.post(url("offer_slot", cast.coach_place.pk), form)
    assert response.status_code == 422
    assert "The end must be after the start." in said(response)
    assert 'value="11:00"' in said(response)


def test_a_note_is_its_authors_alone_until_it_is_shared(cast, client):
    client.force_login(cast.coach)
    key = uuid.uuid4()
    for _ in range(2):  # the button pressed twice
        client.post(url("add_note", cast.pair.pk), {"text": "Sam is tired.", "key": key})
    note = CoachingNote.objects.get()
    client.force_login(cast.participant)
    assert "Sam is tired." not in said(client.get(url("pair", cast.pair.pk)))
    assert client.get(url("edit_note", note.pk)).status_code == 404
    client.force_login(cast.coach)
    client.post(url("share_note", note.pk), {"share": "yes"})
    client.force_login(cast.participant)
    assert "Sam is tired." in said(client.get(url("pair", cast.pair.pk)))
    client.force_login(cast.coach)
    client.post(url("share_note", note.pk), {"share": "no"})
    client.force_login(cast.participant)
    assert "Sam is tired." not in said(client.get(url("pair", cast.pair.pk)))


def test_when_the_pair_ends_each_reads_only_what_they_wrote(cast, client):
    make.coaching_note(cast.pair, cast.coach_place, "The coach's line", shared_at=make.NOW)
    make.coaching_note(cast.pair, cast.participant_place, "My own line", shared_at=make.NOW)
    pairs.end_pair(pair=cast.pair, by=cast.coordinator, now=make.NOW)
    client.force_login(cast.participant)
    page = said(client.get(url("pair", cast.pair.pk)))
    assert "My own line" in page
    assert "The coach&#x27;s line" not in page
    assert client.post(url("add_note", cast.pair.pk), {"text": "More"}).status_code == 403


def test_with_words_locked_dates_can_be_booked_and_no_note_is_shown(cast, client, soon):
    make.coaching_note(cast.pair, cast.participant_place, "My own line")
    slot = make.slot(cast.coach_place, on=soon)
    cast.participant.address_locked = True
    cast.participant.save()
    client.force_login(cast.participant)
    assert "My own line" not in said(client.get(url("pair", cast.pair.pk)))
    assert "You have booked" in said(client.post(url("book_slot", cast.pair.pk), {"slot": slot.pk}, follow=True))


def test_the_interviews_stand_side_by_side(cast, client):
    client.force_login(cast.participant)
    client.post(url("interview", cast.pair.pk, "before"), {"hardest": "Saying no.", "share": "on"})
    client.post(url("interview", cast.pair.pk, "after"), {"hardest": "Saying yes."})
    page = said(client.get(url("interviews", cast.pair.pk)))
    assert "Saying no." in page
    assert "Saying yes." in page
    client.force_login(cast.coach)
    page = said(client.get(url("interviews", cast.pair.pk)))
    assert "Saying no." in page
    assert "Saying yes." not in page


def test_an_interview_without_any_answer_is_not_kept(cast, client):
    client.force_login(cast.participant)
    response = client.post(url("interview", cast.pair.pk, "before"), {})
    assert "Answer at least one question." in said(response)
    assert not Interview.objects.exists()


def test_ratings_are_drawn_and_stand_in_the_table_and_unsure_is_an_answer(cast, client):
    client.force_login(cast.participant)
    client.post(url("assess", cast.participant_place.pk, "before"), {"purpose": "4", "conflict": "", "needs": "Rest"})
    assert Assessment.objects.get().ratings == {"purpose": 4}
    page = said(client.get(url("assessment", cast.participant_place.pk)))
    assert page.count('<circle class="und" cx="252"') == 1
    assert "<td>4</td>" in page
    assert "Not rated" in page


def test_a_rating_outside_the_scale_is_refused(cast, client):
    client.force_login(cast.participant)
    response = client.post(url("assess", cast.participant_place.pk, "before"), {"purpose": "9"})
    assert response.status_code == 422
    assert not Assessment.objects.exists()


def test_a_later_coach_does_not_read_what_was_shared_with_the_one_before(cast, client):
    make.assessment(cast.participant_place, shared_with=cast.pair)
    pairs.end_pair(pair=cast.pair, by=cast.coordinator, now=make.NOW)
    pairs.make_pair(coach=cast.other_coach_place, coachee=cast.participant_place, by=cast.coordinator, now=make.NOW)
    for coach in (cast.coach, cast.other_coach):
        client.force_login(coach)
        assert client.get(url("assessment", cast.participant_place.pk)).status_code == 404


def test_the_office_makes_pairs_and_a_dated_pair_is_not_ended(cast, client, soon):
    client.force_login(cast.coordinator)
    chosen = {f"coach-{cast.set_mate_place.pk}": cast.other_coach_place.pk}
    assert "1 pair is made." in said(client.post(url("pairs", cast.cohort.pk), chosen, follow=True))
    pair = CoachingPair.objects.get(coachee=cast.set_mate_place)
    make.session(cast.cohort, "Coaching", on=soon, kind="coaching", coaching_pair=pair)
    assert "still have a date ahead" in said(client.post(url("end_pair", pair.pk), follow=True))
    pair.refresh_from_db()
    assert pair.ended_at is None


def test_an_administrator_sees_pairs_and_no_dates(cast, client, soon):
    make.session(cast.cohort, "Coaching", on=soon, kind="coaching", coaching_pair=cast.pair)
    shown = f"{soon.day} {soon:%B}, 10:00"
    client.force_login(cast.administrator)
    assert shown not in said(client.get(url("pairs", cast.cohort.pk)))
    client.force_login(cast.coordinator)
    assert shown in said(client.get(url("pairs", cast.cohort.pk)))


def test_the_coach_has_their_people_on_the_home_page(cast, client):
    client.force_login(cast.coach)
    page = said(client.get("/"))
    assert "Whom you coach" in page
    assert url("pair", cast.pair.pk) in page


@pytest.mark.parametrize("page", ["coaching", "pairs"])
def test_more_people_cost_no_more_queries(cast, client, page, soon):
    client.force_login(cast.coach if page == "coaching" else cast.coordinator)
    address = url(page, *([cast.cohort.pk] if page == "pairs" else []))
    make.session(cast.cohort, "Coaching", on=soon, kind="coaching", coaching_pair=cast.pair)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for n in range(5):
        place = make.place(cast.cohort, make.person(f"Newcomer {n}"))
        pair = CoachingPair.objects.create(coach=cast.coach_place, coachee=place, began_at=make.NOW)
        make.session(cast.cohort, "Coaching", on=soon, kind="coaching", coaching_pair=pair)
        make.slot(cast.coach_place, on=soon + timedelta(days=n))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(one) + 1


class TestTwoWindows:
    def test_a_note_changed_in_another_window_is_shown_and_both_texts_stand(self, cast, client):
        note = make.coaching_note(cast.pair, cast.coach_place, "As it was")
        client.force_login(cast.coach)
        seen = client.get(url("edit_note", note.pk)).context["form"]["seen"].value()
        client.post(url("edit_note", note.pk), {"text": "The first window", "seen": seen, "key": uuid.uuid4()})
        second = client.post(url("edit_note", note.pk), {"text": "The second", "seen": seen, "key": uuid.uuid4()})
        assert second.status_code == 422
        assert all(words in said(second) for words in ("changed in another window", "The first window", "The second"))
        again = second.context["form"]["seen"].value()
        client.post(url("edit_note", note.pk), {"text": "The second", "seen": again, "key": uuid.uuid4()})
        assert CoachingNote.objects.get().text == "The second"

    def test_the_same_words_twice_are_no_second_window(self, cast, client):
        note = make.coaching_note(cast.pair, cast.coach_place, "As it was")
        client.force_login(cast.coach)
        seen = client.get(url("edit_note", note.pk)).context["form"]["seen"].value()
        sent = {"text": "Reworded", "seen": seen, "key": uuid.uuid4()}
        answers = [client.post(url("edit_note", note.pk), sent).status_code for _ in range(2)]
        assert answers == [302, 302]

    def test_answers_to_the_interview_written_in_two_windows(self, cast, client):
        client.force_login(cast.participant)
        there = url("interview", cast.pair.pk, "before")
        client.post(there, {"role": "From the first", "seen": ""})
        second = client.post(there, {"role": "From the second", "seen": ""})
        assert second.status_code == 422
        assert "From the first" in said(second)
        assert Interview.objects.get().answers["role"] == "From the first"

    def test_and_ratings(self, cast, client):
        client.force_login(cast.participant)
        there = url("assess", cast.participant_place.pk, "before")
        client.post(there, {"strengths": "From the first", "seen": ""})
        second = client.post(there, {"strengths": "From the second", "seen": ""})
        assert second.status_code == 422
        assert all(words in said(second) for words in ("From the first", "From the second"))
        assert Assessment.objects.get().strengths == "From the first"

    def test_a_form_that_says_nothing_is_no_second_window(self, cast, client):
        client.force_login(cast.participant)
        there = url("interview", cast.pair.pk, "before")
        client.post(there, {"role": "Kept", "seen": ""})
        refused = client.post(there, {"role": "", "seen": ""})
        assert refused.status_code == 422
        assert "As it stands now" not in said(refused)


class TestWayIn:
    def links(self, client, person):
        client.force_login(person)
        return [link["label"] for link in client.get("/").context["nav"]]

    def test_coaching_stands_in_the_navigation_of_those_who_have_it(self, cast, client):
        assert "Coaching" in self.links(client, cast.participant)
        assert "Coaching" in self.links(client, cast.coach)
        assert "Coaching" not in self.links(client, cast.set_mate)
        CoachingPair.objects.update(ended_at=make.NOW)
        assert "Coaching" not in self.links(client, cast.participant)

    def test_strengths_are_reached_from_ones_challenge(self, cast, client):
        mine = make.challenge(cast.set_mate_place)
        client.force_login(cast.set_mate)
        assert url("assessment", cast.set_mate_place.pk) in said(client.get(mine.get_absolute_url()))
