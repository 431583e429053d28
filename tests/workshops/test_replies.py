from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import trail
from workshops.exceptions import AlreadyCancelled, AlreadyOver, OtherSession
from workshops.expected import expected, invited
from workshops.models import Reply
from workshops.services import sessions
from workshops.services.replies import reply


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def day(cast):
    return cast.workshop.days.get()


def address(day, person):
    return reverse("workshops:reply", args=[day.pk, person.pk])


def say(cast, day, answer, person=None, now=make.NOW):
    return reply(day=day, person=person or cast.participant, answer=answer, by=cast.coordinator, now=now, note="rang")


def test_whoever_has_not_said_sorry_is_expected(cast, day):
    assert {str(place) for place in expected(day)} == {"Sam Okafor", "Robin Ashworth", "Jo Hartley"}
    say(cast, day, "sorry")
    assert cast.participant_place not in expected(day)
    for answer in ("coming", "part", "online"):
        say(cast, day, answer)
        assert cast.participant_place in expected(day)


def test_sorry_for_one_day_is_not_sorry_for_the_next(cast):
    first, second = make.session(cast.cohort, "Residential", days=2, kind="residential").days.all()
    say(cast, first, "sorry")
    assert (expected(first).count(), expected(second).count()) == (2, 3)


def test_a_set_meeting_asks_its_members_and_coaching_the_one_coached(cast):
    meeting = make.session(cast.cohort, "Set 1", kind="set_meeting", learning_set=cast.set_a)
    coaching = make.session(cast.cohort, "Coaching", kind="coaching", coaching_pair=cast.pair)
    assert {str(place) for place in invited(meeting)} == {"Sam Okafor", "Robin Ashworth"}
    assert list(invited(coaching)) == [cast.participant_place]


def test_the_last_word_counts_and_says_who_gave_it(cast, day):
    say(cast, day, "coming")
    said = say(cast, day, "sorry")
    assert Reply.objects.get() == said
    assert (said.answer, said.note, said.by) == ("sorry", "rang", cast.coordinator)
    assert trail(said) == [("replied", ["answer", "note", "said_by", "stays"])] * 2


def test_a_stranger_a_cancelled_day_and_a_day_that_is_over_take_no_reply(cast, day):
    with pytest.raises(OtherSession):
        say(cast, day, "coming", cast.other_cohort)
    with pytest.raises(AlreadyOver):
        say(cast, day, "coming", now=make.NOW + timedelta(days=30))
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=make.NOW)
    with pytest.raises(AlreadyCancelled):
        say(cast, day, "coming")
    assert not Reply.objects.exists()


def test_the_page_of_a_day_that_is_over_asks_nothing(cast, client, day, time_machine):
    time_machine.move_to(make.NOW + timedelta(days=30), tick=False)
    client.force_login(cast.participant)
    page = client.get(address(day, cast.participant)).content.decode()
    assert "This day is over" in page
    assert "Save reply" not in page


@pytest.mark.parametrize("answer", ["coming", "part", "online", "sorry"])
def test_a_participant_replies_from_the_session_page(cast, client, day, answer):
    client.force_login(cast.participant)
    response = client.post(address(day, cast.participant), {"answer": answer})
    assert response.url == cast.workshop.get_absolute_url()
    assert Reply.objects.get().answer == answer


def test_no_answer_or_another_is_said(cast, client, day):
    client.force_login(cast.participant)
    for typed in ({}, {"answer": "maybe"}, {"answer": "coming", "note": "x" * 161}):
        response = client.post(address(day, cast.participant), typed | {"note": typed.get("note", "Kept as typed")})
        assert response.status_code == 422
        assert "Kept as typed" in response.content.decode() or "note" in typed
    assert not Reply.objects.exists()


def test_nobody_replies_for_somebody_else_but_their_office_contact_and_the_office(cast, client, day):
    for role, status in (
        ("set_mate", 404),
        ("facilitator", 403),
        ("administrator", 404),
        ("office_contact", 302),
        ("coordinator", 302),
    ):
        client.force_login(getattr(cast, role))
        assert client.post(address(day, cast.participant), {"answer": "sorry"}).status_code == status
    client.force_login(cast.office_contact)
    assert client.post(address(day, cast.set_mate), {"answer": "sorry"}).status_code == 404
    assert list(Reply.objects.values_list("person", flat=True)) == [cast.participant.pk]


def test_an_office_contact_who_is_removed_replies_no_longer(cast, client, day):
    cast.participant.office_contacts.update(removed_at=make.NOW)
    client.force_login(cast.office_contact)
    assert client.post(address(day, cast.participant), {"answer": "sorry"}).status_code == 404


def test_the_office_sees_the_counts_and_who_said_it(cast, client, day):
    say(cast, day, "sorry")
    client.force_login(cast.coordinator)
    page = client.get(reverse("workshops:replies", args=[day.pk])).content.decode()
    assert "2 people expected" in page
    assert "Sorry 1" in page
    assert "no reply yet 2" in page
    assert "Dana Whitfield" in page
    assert "rang" in page
    assert "Record a reply" in page


def test_a_facilitator_reads_the_replies_and_records_none(cast, client, day):
    client.force_login(cast.facilitator)
    page = client.get(reverse("workshops:replies", args=[day.pk])).content.decode()
    assert "3 people expected" in page
    assert "Record a reply" not in page


def test_a_reply_for_a_day_that_was_cancelled_is_said(cast, client, day):
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=make.NOW)
    client.force_login(cast.participant)
    page = client.post(address(day, cast.participant), {"answer": "coming"}, follow=True).content.decode()
    assert "there is nothing to reply to" in page


def test_the_replies_cost_the_same_for_three_people_and_for_thirty(cast, client, day, django_assert_num_queries):
    client.force_login(cast.coordinator)
    for size in (3, 30):
        while cast.cohort.memberships.filter(role="participant").count() < size:
            person = make.person("Alex Archer")
            make.place(cast.cohort, person)
            say(cast, day, "coming", person)
        with django_assert_num_queries(10):
            client.get(reverse("workshops:replies", args=[day.pk]))


def test_a_number_longer_than_any_row_has_is_nobody(cast, day, client):
    client.force_login(cast.coordinator)
    assert client.get(f"/days/{day.pk}/reply/{'9' * 19}/").status_code == 404
