"""Moving and cancelling: everything that it touches is shown first, then exactly that is done, once."""

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import AvoidedDates, Room
from cohorts.viewer import Viewer
from reminders.effects import effects
from reminders.models import Occasion
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import INVITED, WEEK_BEFORE, addresses, tick
from workshops.models import Pack, Reply, Session, SessionDay

pytestmark = pytest.mark.django_db
LATER = WEEK_BEFORE + timedelta(hours=3)
TOLD = LATER + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def told(cast, mailoutbox):
    tick(WEEK_BEFORE)
    mailoutbox.clear()
    return cast


def url(cast, name="session_move", pk=None):
    return reverse(f"reminders:{name}", args=[pk or cast.workshop.pk])


def see(client, cast, to="14 April 2027", who=None):
    client.force_login(who or cast.facilitator)
    return client.post(url(cast), {"date": to})


def move(client, cast, to="14 April 2027"):
    shown = see(client, cast, to).context["effects"].mark
    return client.post(url(cast), {"date": to, "shown": shown}, follow=True)


def text(response):
    return " ".join(response.content.decode().split())


def test_everything_it_touches_is_shown_and_nothing_is_done(client, told):
    day = told.workshop.days.get()
    Reply.objects.create(day=day, person=told.set_mate, answer="coming", by=told.set_mate, at=NOW)
    make.speaker(told.workshop, "Cllr Ruth Amery", status="confirmed")
    make.item(day, "Sets", kind="sets")
    Pack.objects.create(session=told.workshop, by=told.facilitator, at=NOW, made_at=NOW, copies={})
    before = list(Occasion.objects.order_by("pk").values())
    html = text(see(client, told))
    for said in (
        "7 people were told of it and get one mail each with the difference.",
        "<s>Wednesday 3 March 2027</s> → <b>Wednesday 14 April 2027</b>, 10:00 to 16:30",
        "<s>Tue 2 March, 09:00</s>",
        "Wed 7 April, 09:00",
        "1 reply was for the old date",
        "Cllr Ruth Amery</a> (confirmed)",
        "moves along, with whoever is to present",
        "1 day pack was made for it",
        "Sam Okafor",
    ):
        assert said in html
    told.workshop.refresh_from_db()
    assert told.workshop.days.get().date == date(2027, 3, 3)
    assert list(Occasion.objects.order_by("pk").values()) == before


def test_one_press_then_does_exactly_that(client, told, mailoutbox):
    assert "7 people get one mail each in two minutes" in text(move(client, told))
    assert told.workshop.days.get().date == date(2027, 4, 14)
    tick(TOLD)
    assert addresses(mailoutbox) == sorted(INVITED)


def test_pressing_twice_changes_nothing_more(client, told, mailoutbox):
    shown = see(client, told).context["effects"].mark
    form = {"date": "14 April 2027", "shown": shown}
    client.post(url(told), form)
    client.post(url(told), form)
    assert told.workshop.days.get().sequence == 1


def test_what_changed_since_it_was_shown_is_shown_again_and_nothing_is_done(client, told):
    shown = see(client, told).context["effects"].mark
    told.participant_place.left_at = LATER
    told.participant_place.save()
    response = client.post(url(told), {"date": "14 April 2027", "shown": shown})
    assert response.status_code == 409
    assert "Something has changed since you saw this" in response.content.decode()
    assert told.workshop.days.get().date == date(2027, 3, 3)


def test_a_session_that_nobody_was_told_of_moves_without_a_mail(client, cast, mailoutbox):
    assert "Nobody has been told of it yet" in text(see(client, cast))
    assert "so no mail goes out" in text(move(client, cast))
    tick(TOLD)
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("29 March 2027", "Mon 29 March is a bank holiday: Easter Monday."),
        ("17 April 2027", "Saturday 17 April 2027 is at the weekend."),
        ("7 April 2027", "Wed 7 April is among the dates to avoid. School holiday: Easter."),
        ("11 August 2027", "is outside the cohort’s dates"),
        ("11 August 2027", "is outside the programme’s dates"),
        ("22 February 2027", "Mon 22 Feb is over."),
        ("21 April 2027", "Workshop 2 is on Wed 21 April, too."),
        ("9 April 2027", "1 meeting of a set or pair is on"),
    ],
)
def test_an_unwelcome_date_is_said(client, cast, to, said):
    AvoidedDates.objects.create(
        programme=cast.programme, name="Easter", starts_on=date(2027, 4, 5), ends_on=date(2027, 4, 16)
    )
    make.session(cast.cohort, "Set meeting", on=date(2027, 4, 9), kind="set_meeting", learning_set=cast.set_b)
    html = text(see(client, cast, to))
    assert said.replace("Feb ", "February ") in html or said in html


@pytest.fixture
def autumn(cast):
    """On 14 April the second cohort meets in the Garden Room; somebody of the first belongs to it, too."""
    place = make.place(cast.second_cohort, cast.participant)
    day = make.session(cast.second_cohort, "Elsewhere", on=date(2027, 4, 14)).days.get()
    day.room = Room.objects.create(venue=day.venue, name="Garden Room")
    day.save()
    cast.workshop.days.update(room=day.room)
    return SimpleNamespace(place=place, day=day)


def test_a_room_that_is_taken_is_said_only_for_that_time(client, cast, autumn):
    assert "Garden Room is taken at that time on Wed 14 April." in text(see(client, cast))
    autumn.day.opens, autumn.day.closes = time(17), time(19)
    autumn.day.save()
    assert "is taken at that time" not in text(see(client, cast))


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("coordinator", "In another cohort’s session at that time on Wed 14 April: Sam Okafor."),
        ("facilitator", "1 person whose other cohort you do not see is in its session at that time on Wed 14 April."),
    ],
)
def test_who_is_elsewhere_is_named_only_to_whoever_may_know(client, cast, autumn, role, said):
    html = text(see(client, cast, who=cast.roles[role]))
    assert said in html
    assert ("In another cohort’s session" in html) == (role == "coordinator")


@pytest.mark.parametrize("ended", ["left", "cancelled"])
def test_nobody_is_elsewhere_who_left_or_whose_other_day_is_cancelled(client, cast, autumn, ended):
    if ended == "left":
        autumn.place.left_at = NOW
        autumn.place.save()
    else:
        autumn.day.cancelled_at = NOW
        autumn.day.save()
    assert "at that time on Wed 14 April" not in text(see(client, cast)).replace("is taken at that time", "")


def test_a_date_that_another_day_of_it_had_is_said(client, cast):
    make.day(cast.workshop, date(2027, 3, 4))
    html = text(see(client, cast, "4 March 2027"))
    assert "Thu 4 March was another day of this session" in html
    assert "Two days of this session" not in html


def test_two_days_of_it_on_one_date_are_said(client, cast):
    make.day(cast.workshop, date(2027, 3, 3), opens=time(17), closes=time(19))
    assert "Two days of this session would be on Wed 14 April." in text(see(client, cast))


def test_a_start_that_the_clocks_skip_is_said(client, cast):
    day = cast.workshop.days.get()
    day.opens = time(1, 30)
    day.save()
    assert "the clocks skip the hour" in text(see(client, cast, "28 March 2027"))


def test_a_date_that_does_not_exist_is_explained(client, cast):
    response = see(client, cast, "31 April 2027")
    assert response.status_code == 422
    assert "31 April 2027" in response.content.decode()


def test_cancelling_shows_who_hears_and_does_it_once(client, told, mailoutbox):
    client.force_login(told.facilitator)
    response = client.get(url(told, "session_cancel"))
    assert "7 people were told of it" in text(response)
    assert told.workshop.days.get().cancelled_at is None
    done = client.post(url(told, "session_cancel"), {"shown": response.context["effects"].mark}, follow=True)
    assert "7 people get one mail each" in text(done)
    again = client.post(url(told, "session_cancel"), {"shown": response.context["effects"].mark}, follow=True)
    assert "cancelled already" in text(again)
    tick(TOLD)
    assert {mail.subject for mail in mailoutbox} == {"Cancelled: Workshop 1"}


def test_one_of_two_days_is_cancelled_with_a_preview(client, told):
    make.day(told.workshop, date(2027, 3, 4))
    client.force_login(told.facilitator)
    page = url(told, "day_cancel", told.workshop.days.last().pk)
    shown = client.get(page).context["effects"].mark
    client.post(page, {"shown": shown})
    assert [day.cancelled_at is None for day in told.workshop.days.all()] == [True, False]


def test_a_reply_for_the_old_date_waits_and_stands_again_when_it_moves_back(client, cast):
    day = cast.workshop.days.get()
    Reply.objects.create(day=day, person=cast.set_mate, answer="sorry", by=cast.set_mate, at=NOW)
    move(client, cast)
    assert not day.replies.exists()
    move(client, cast, "3 March 2027")
    assert day.replies.get().answer == "sorry"


def test_whoever_changes_a_day_sees_beside_the_button_who_was_told(client, told):
    client.force_login(told.facilitator)
    html = text(client.get(reverse("workshops:day_edit", args=[told.workshop.days.get().pk])))
    assert "7 people were told of this session already" in html
    assert "Sam Okafor" in html.split("told of this session already")[1].split("</details>")[0]
    untold = text(client.get(reverse("workshops:day_edit", args=[told.draft.days.get().pk])))
    assert "Nobody has been told of this session yet." in untold


class TestEverything:
    def form(self, **more):
        return {"since": "24 February 2027", "number": "6", "unit": "weeks", "extend": "on"} | more

    def see(self, client, cast, **more):
        client.force_login(cast.coordinator)
        return client.post(reverse("reminders:postpone_all", args=[cast.cohort.pk]), self.form(**more))

    def test_every_session_from_a_date_moves_by_as_many_weeks_and_one_mail_says_so(self, client, told, mailoutbox):
        make.session(told.cohort, "End event", on=date(2027, 7, 28), published=True)
        tick(LATER)
        response = self.see(client, told)
        html = text(response)
        assert "<b>Wednesday 14 April 2027</b>" in html
        assert "<b>Wednesday 8 September 2027</b>" in html
        ticked = [str(one.session.pk) for one in response.context["effects"].touched]
        assert len(ticked) == 3
        self.see(client, told, shown=response.context["effects"].mark, sessions=ticked)
        assert told.workshop.days.get().date == date(2027, 4, 14)
        told.cohort.refresh_from_db()
        assert told.cohort.ends_on == date(2027, 9, 8)
        tick(TOLD)
        assert addresses(mailoutbox) == sorted(INVITED)

    @pytest.mark.parametrize(("number", "to"), [("9", date(2027, 3, 12)), ("-2", date(2027, 3, 1))])
    def test_by_days_the_weekday_may_change(self, client, told, number, to):
        moved = {"number": number, "unit": "days"}
        response = self.see(client, told, **moved)
        only = [str(one.session.pk) for one in response.context["effects"].touched]
        self.see(client, told, shown=response.context["effects"].mark, sessions=only, **moved)
        assert told.workshop.days.get().date == to

    @pytest.mark.parametrize(("role", "leads"), [("coordinator", True), ("participant", False)])
    def test_whoever_plans_finds_the_way_from_the_sessions_and_the_programme(self, client, cast, role, leads):
        client.force_login(cast.roles[role])
        way = reverse("reminders:postpone_all", args=[cast.cohort.pk])
        for page in (reverse("workshops:sessions"), reverse("workshops:programme", args=[cast.cohort.pk])):
            assert (way in client.get(page).content.decode()) == leads

    def test_single_ones_stay_where_they_are(self, client, told):
        response = self.see(client, told)
        only = [str(told.draft.pk)]
        again = self.see(client, told, shown=response.context["effects"].mark, sessions=only, again="1")
        assert [one.session for one in again.context["effects"].touched] == [told.draft]
        self.see(client, told, shown=again.context["effects"].mark, sessions=only)
        assert told.workshop.days.get().date == date(2027, 3, 3)
        assert told.draft.days.get().date == date(2027, 6, 2)

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"number": "0"}, "0 moves nothing"),
            ({"number": "soon"}, "Write a number, such as 6"),
            ({"number": "800"}, "less than or equal to 730"),
            ({"number": "105"}, "more than two years"),
            ({"unit": "years"}, "not one of the available choices"),
            ({"since": "1 January 2030"}, "No session of the cohort begins"),
        ],
    )
    def test_what_makes_no_sense_is_explained(self, client, cast, wrong, said):
        response = self.see(client, cast, **wrong)
        assert response.status_code == 422
        assert said in response.content.decode()

    def test_either_all_move_or_none(self, client, told, monkeypatch):
        response = self.see(client, told)
        mark, ticked = response.context["effects"].mark, [str(told.workshop.pk), str(told.draft.pk)]
        told.draft.days.update(cancelled_at=LATER)
        assert self.see(client, told, shown=mark, sessions=ticked).status_code == 409
        assert told.workshop.days.get().date == date(2027, 3, 3)

    def test_to_look_costs_the_same_for_ten_sessions_as_for_one(self, told):
        one = self.cost_of_looking(told, [told.workshop])
        labs = [make.session(told.cohort, f"Lab {n}", on=date(2027, 5, 5 + n)) for n in range(9)]
        tick(LATER)
        assert self.cost_of_looking(told, [told.workshop, *labs]) == one

    def cost_of_looking(self, told, of):
        """With an act that moves all of them by the same queries."""
        days = list(SessionDay.objects.filter(session__in=of))
        week = timedelta(weeks=6)
        for day in days:
            day.date, day.starts_at, day.ends_at = day.date + week, day.starts_at + week, day.ends_at + week
            day.sequence, day.moves = day.sequence + 1, day.moves + 1

        def act():
            SessionDay.objects.bulk_update(days, ["date", "starts_at", "ends_at", "sequence", "moves"])
            Session.objects.filter(pk__in=[one.pk for one in of]).update(changed_at=LATER)

        with CaptureQueriesContext(connection) as asked:
            found = effects(of, act, Viewer(told.coordinator), LATER)
        assert len(found.touched) == len(of)
        assert found.told
        return len(asked)

    def test_each_session_more_costs_the_page_equally_much(self, client, told):
        self.see(client, told)  # what is read once and kept
        costs = []
        for number in range(3):
            for part in range(3):
                make.session(told.cohort, f"Lab {number}.{part}", on=date(2027, 5, 5 + 3 * number + part))
            tick(LATER)
            with CaptureQueriesContext(connection) as asked:
                self.see(client, told)
            costs.append(len(asked))
        assert costs[2] - costs[1] == costs[1] - costs[0]
