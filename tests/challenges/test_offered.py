"""A set settles its own dates: offered, marked, settled; what becomes of a press too many."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from challenges.exceptions import NoLongerOffered, NotInThatSet, TooManyOffered
from challenges.models import Availability, OfferedDate
from challenges.services import offered as services
from tests import factories as make
from tests.factories import NOW
from workshops.models import Session, SessionDay

pytestmark = pytest.mark.django_db
DAY = {"date": date(2027, 4, 28), "opens": time(10), "closes": time(12)}


@pytest.fixture
def one(cast):
    return services.offer(learning_set=cast.set_a, **DAY, by=cast.participant, now=NOW)


@pytest.fixture
def see(client, cast):
    def get(role):
        client.force_login(cast.roles[role])
        return client.get(reverse("challenges:set_dates", args=[cast.set_a.pk])).content.decode()

    return get


def mark(cast, one, role, answer):
    services.mark(learning_set=cast.set_a, answers={one.pk: answer}, by=cast.roles[role], now=NOW)


class TestOffering:
    def test_whoever_offers_can_come_and_the_same_again_is_the_same(self, cast, one):
        assert services.offer(learning_set=cast.set_a, **DAY, by=cast.set_mate, now=NOW) == one
        assert list(Availability.objects.values_list("membership__person__name", "answer")) == [
            (cast.participant.name, "yes")
        ]

    @pytest.mark.parametrize("role", ["other_set", "coordinator", "facilitator", "other_adviser"])
    def test_nobody_else_offers_marks_or_settles(self, cast, one, role):
        by = {"by": cast.roles[role], "now": NOW}
        with pytest.raises(NotInThatSet):
            services.offer(learning_set=cast.set_a, **DAY, **by)
        with pytest.raises(NotInThatSet):
            services.mark(learning_set=cast.set_a, answers={one.pk: "yes"}, **by)
        with pytest.raises(NotInThatSet):
            services.settle(offered=one, where={}, **by)
        with pytest.raises(NotInThatSet):
            services.take_back(offered=one, **by)

    def test_a_dozen_is_enough(self, cast, one, client):
        for number in range(1, services.MOST):
            services.offer(learning_set=cast.set_a, **{**DAY, "opens": time(8, number)}, by=cast.adviser, now=NOW)
        with pytest.raises(TooManyOffered):
            services.offer(learning_set=cast.set_a, **{**DAY, "opens": time(7)}, by=cast.adviser, now=NOW)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"date": "3 March 2020"}, "Choose today or a later day."),
            ({"date": "3 March 2040"}, "Choose a date within the next two years."),
            ({"closes": "09:00"}, "It must end after it starts."),
            ({"opens": "25:00"}, "Write a time that exists"),
            ({"date": ""}, "This field is required."),
        ],
    )
    def test_what_is_wrong_is_said_and_stays_typed(self, cast, client, typed, said):
        client.force_login(cast.participant)
        form = {"date": "5 May 2027", "opens": "10:00", "closes": "12:00"} | typed
        answer = client.post(reverse("challenges:offer_date", args=[cast.set_a.pk]), form)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert 'value="10:00"' in answer.content.decode() or "25:00" in answer.content.decode()
        assert not OfferedDate.objects.exists()


class TestMarking:
    def test_the_set_and_its_adviser_see_who_can(self, cast, one, see):
        mark(cast, one, "set_mate", "if_need_be")
        mark(cast, one, "adviser", "no")
        for role in ("participant", "set_mate", "adviser"):
            page = see(role)
            assert f"<b>Can:</b> {cast.participant}." in page
            assert f"<b>If need be:</b> {cast.set_mate}." in page
            assert f"<b>Cannot:</b> {cast.adviser}." in page
        assert "Suits everybody" not in page

    def test_the_last_word_counts(self, cast, one, see):
        for role in ("set_mate", "adviser"):
            mark(cast, one, role, "no")
            mark(cast, one, role, "yes")
        assert "Suits everybody" in see("participant")

    def test_posted_answers_are_kept_and_one_left_open_is_not_an_answer(self, cast, one, client):
        client.force_login(cast.set_mate)
        url = reverse("challenges:set_dates", args=[cast.set_a.pk])
        client.post(url, {})
        assert Availability.objects.filter(membership=cast.set_mate_place).count() == 0
        client.post(url, {f"on_{one.pk}": "no"})
        assert Availability.objects.get(membership=cast.set_mate_place).answer == "no"
        assert client.post(url, {f"on_{one.pk}": "perhaps"}).status_code == 422

    def test_a_date_of_another_set_is_passed_over(self, cast, one):
        foreign = OfferedDate.objects.create(learning_set=cast.set_b, by=cast.set_mate_place, at=NOW, **DAY)
        mark(cast, foreign, "participant", "no")
        assert not foreign.answers.exists()

    def test_whoever_left_the_set_no_longer_counts(self, cast, one, see):
        mark(cast, one, "set_mate", "no")
        mark(cast, one, "adviser", "yes")
        cast.set_mate_place.seats.update(left_at=NOW)
        page = see("participant")
        assert "Cannot" not in page
        assert "Suits everybody" in page

    def test_a_date_that_is_over_goes_by_itself(self, cast, one, see, time_machine):
        time_machine.move_to(NOW + timedelta(days=90))
        assert "No date is on offer" in see("participant")


class TestSettling:
    def test_it_becomes_a_meeting_of_the_set(self, cast, one, client):
        hall = make.venue(cast.programme, "Quay House")
        client.force_login(cast.adviser)
        answer = client.post(reverse("challenges:settle_date", args=[one.pk]), {"venue": hall.pk}, follow=True)
        assert "The meeting is settled" in answer.content.decode()
        assert "Meets on Wed 28 April, 10:00 to 12:00, Quay House" in answer.content.decode()
        day = SessionDay.objects.get(session__learning_set=cast.set_a)
        assert (day.session.kind, day.date, day.opens, day.closes) == ("set_meeting", *DAY.values())
        assert not OfferedDate.objects.exists()

    def test_pressed_twice_or_in_two_tabs_it_is_one_meeting(self, cast, one, client):
        services.settle(offered=one, where={}, by=cast.participant, now=NOW)
        with pytest.raises(NoLongerOffered):
            services.settle(offered=one, where={}, by=cast.set_mate, now=NOW)
        assert Session.objects.filter(learning_set=cast.set_a).count() == 1

    def test_other_dates_stay_on_offer(self, cast, one):
        other = services.offer(learning_set=cast.set_a, **{**DAY, "date": date(2027, 5, 26)}, by=cast.adviser, now=NOW)
        services.settle(offered=one, where={}, by=cast.participant, now=NOW)
        assert list(OfferedDate.objects.all()) == [other]

    def test_a_venue_of_another_programme_is_no_choice(self, cast, one, client):
        foreign = make.venue(make.programme("Another"), "Elsewhere")
        client.force_login(cast.participant)
        answer = client.post(reverse("challenges:settle_date", args=[one.pk]), {"venue": foreign.pk})
        assert answer.status_code == 422
        assert not Session.objects.filter(learning_set=cast.set_a).exists()

    def test_taken_back_it_is_gone_and_a_second_press_says_so(self, cast, one, client):
        client.force_login(cast.set_mate)
        url = reverse("challenges:take_back_date", args=[one.pk])
        assert "no longer on offer" in client.post(url, follow=True).content.decode()
        assert client.post(url).status_code == 404


def test_the_page_costs_as_many_queries_for_a_dozen_dates_and_eight_members_as_for_one(cast, one, client):
    client.force_login(cast.participant)
    url, costs = reverse("challenges:set_dates", args=[cast.set_a.pk]), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        costs.append(len(asked))
        for number in range(6):
            place = make.place(cast.cohort, make.person(f"Member {number}"))
            cast.set_a.seats.create(membership=place, joined_at=NOW)
            services.offer(learning_set=cast.set_a, **{**DAY, "opens": time(8, number)}, by=place.person, now=NOW)
    assert costs[0] == costs[1]
