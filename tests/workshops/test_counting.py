import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.test_sheet_data import reply
from workshops.counting import asked_to, counts
from workshops.expected import invited
from workshops.models import Session


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def meeting(cast):
    return make.session(cast.cohort, "Set 1 meets", kind="set_meeting", learning_set=cast.set_a)


def counted(session):
    days = list(session.days.all())
    return counts([session], days)[days[0].pk]


def page(client, person, url):
    client.force_login(person)
    return client.get(url).content.decode()


def test_it_asks_the_very_people_who_are_invited(cast, meeting):
    coaching = make.session(cast.cohort, "Coaching", kind="coaching", coaching_pair=cast.pair)
    every = [cast.workshop, meeting, coaching]
    assert asked_to(every) == {one.pk: frozenset(invited(one).values_list("person", flat=True)) for one in every}


def test_coming_is_whoever_comes_in_any_way_and_who_has_left_is_not_counted(cast):
    day = cast.workshop.days.get()
    reply(day, cast.participant_place, "online")
    reply(day, cast.set_mate_place, "sorry")
    reply(day, cast.other_cohort_place, "coming")
    found = counted(cast.workshop)
    assert (found.coming, found.sorry, found.unanswered, found.expected) == (1, 1, 1, 2)


def test_a_set_is_short_only_when_apologies_leave_fewer_than_its_number(cast, meeting):
    shorts = []
    for fewest in (None, 2, 3):
        cast.set_a.fewest = fewest
        cast.set_a.save()
        meeting.refresh_from_db()
        shorts.append(counted(meeting).is_short)
    assert shorts == [False, False, False]  # nobody has said sorry
    reply(meeting.days.get(), cast.participant_place, "sorry")
    cast.set_a.fewest = 2
    cast.set_a.save()
    assert counted(Session.objects.get(pk=meeting.pk)).is_short


def test_coordinator_and_adviser_read_that_the_set_is_short_and_its_members_do_not(cast, client, meeting):
    cast.set_a.fewest = 2
    cast.set_a.save()
    reply(meeting.days.get(), cast.participant_place, "sorry")
    for person in (cast.coordinator, cast.adviser):
        told = page(client, person, meeting.get_absolute_url())
        assert "1 person is left after apologies; it works with 2 or more." in told
        assert reverse("workshops:replies", args=[meeting.days.get().pk]) in told
    for person in (cast.set_mate, cast.facilitator):
        assert "left after apologies" not in page(client, person, meeting.get_absolute_url())


def test_the_list_counts_for_those_alone_who_read_replies(cast, client):
    reply(cast.workshop.days.get(), cast.participant_place, "sorry")
    for person in (cast.coordinator, cast.facilitator):
        told = page(client, person, reverse("workshops:sessions"))
        assert "0 coming, 1 sorry, 2 not answered" in told
        assert reverse("workshops:replies", args=[cast.workshop.days.get().pk]) in told
    for person in (cast.participant, cast.adviser):
        assert "not answered" not in page(client, person, reverse("workshops:sessions"))


def test_many_days_cost_the_queries_of_one(cast, django_assert_num_queries):
    make.session(cast.cohort, "Set 1 meets", kind="set_meeting", learning_set=cast.set_a)
    for size in (1, 8):
        while Session.objects.count() < size:
            make.session(cast.cohort, "More", kind="set_meeting", learning_set=cast.set_a)
        sessions = list(Session.objects.select_related("learning_set"))
        days = [day for one in sessions for day in one.days.all()]
        with django_assert_num_queries(3):  # and one more where a coaching pair meets
            counts(sessions, days)


def test_the_cohort_s_page_leads_there_whoever_reads_replies(cast, client):
    told = "beside each date ahead"
    names = ("coordinator", "facilitator", "participant", "administrator")
    found = [name for name in names if told in page(client, getattr(cast, name), cast.cohort.get_absolute_url())]
    assert found == ["coordinator", "facilitator"]
