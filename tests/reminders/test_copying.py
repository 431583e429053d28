"""Copying a cohort: every new date is seen first, with what speaks against it; then just that is made, once."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import AvoidedDates, Cohort, Event
from tests import factories as make
from workshops.models import Session, SessionDay

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(make.NOW, tick=False):
        yield


def text(response):
    return " ".join(response.content.decode().split())


def send(client, cast, who=None, **fields):
    client.force_login(who or cast.coordinator)
    given = {"name": "Spring 2028", "begins": "1 March 2028", "extend": "on"} | fields
    return client.post(reverse("reminders:cohort_copy", args=[cast.cohort.pk]), given)


def dates_in(response):
    """The fields of the preview as they stand, with the mark of what was shown."""
    fields = {field.html_name: field.value() for _session, field, _made in response.context["rows"]}
    return fields | {"shown": response.context["found"].mark}


def days_of(name="Spring 2028"):
    days = SessionDay.objects.filter(session__cohort__name=name).order_by("date")
    return [(day.session.name, day.date) for day in days.select_related("session")]


def test_every_new_date_is_shown_and_nothing_is_saved(client, cast):
    html = text(send(client, cast))
    assert "<b>Wednesday 1 March 2028</b>, 10:00 to 16:30" in html
    assert "<b>Wednesday 19 April 2028</b>" in html
    assert "Nothing is saved yet" in html
    assert not Cohort.objects.filter(name="Spring 2028").exists()
    assert Session.objects.count() == 2


def test_a_second_press_makes_exactly_what_was_shown_and_a_third_no_more(client, cast):
    seen = dates_in(send(client, cast))
    response = send(client, cast, **seen)
    made = Cohort.objects.get(name="Spring 2028")
    assert response.url == made.get_absolute_url()
    assert days_of() == [("Workshop 1", date(2028, 3, 1)), ("Workshop 2", date(2028, 4, 19))]
    assert (made.memberships.count(), made.sets.count()) == (0, 0)
    assert not any(session.is_published for session in made.sessions.all())
    assert send(client, cast, **seen).url == made.get_absolute_url()
    assert Session.objects.filter(cohort=made).count() == 2


def test_one_date_is_changed_and_seen_again_before_it_counts(client, cast):
    seen = dates_in(send(client, cast)) | {f"day_{cast.draft.pk}": "22 Apr 2028"}
    again = send(client, cast, **seen)
    assert again.status_code == 409
    assert "Saturday 22 April 2028 is at the weekend" in text(again)
    assert not Cohort.objects.filter(name="Spring 2028").exists()
    send(client, cast, **dates_in(again))
    assert days_of()[1] == ("Workshop 2", date(2028, 4, 22))


def test_show_it_again_only_shows(client, cast):
    seen = dates_in(send(client, cast))
    assert send(client, cast, **seen, again="1").status_code == 200
    assert not Cohort.objects.filter(name="Spring 2028").exists()


@pytest.mark.parametrize(
    ("begins", "second"),
    [
        ("1 March 2028", date(2028, 4, 19)),
        ("29 February 2028", date(2028, 4, 19)),  # a leap day and a Tuesday: the nearest whole weeks are 52
        ("22 December 2027", date(2028, 2, 9)),  # over the year's end
        ("4 March 2028", date(2028, 4, 19)),
        ("5 March 2028", date(2028, 4, 26)),
    ],
)
def test_the_first_is_on_the_date_given_and_the_others_keep_their_weekday(client, cast, begins, second):
    send(client, cast, **dates_in(send(client, cast, begins=begins)), begins=begins)
    [(_first, on), (_second, then)] = days_of()
    assert f"{on.day} {on:%B %Y}" == begins
    assert (then, then.weekday()) == (second, 2)


def test_what_speaks_against_a_date_is_said(client, cast):
    AvoidedDates.objects.create(
        programme=cast.programme, name="Easter", starts_on=date(2028, 4, 10), ends_on=date(2028, 4, 21)
    )
    make.session(cast.cohort, "End event", on=date(2027, 5, 28))
    room = cast.workshop.days.get().venue.rooms.create(name="Garden Room")
    cast.workshop.days.update(room=room)
    other = make.session(cast.second_cohort, "Theirs", on=date(2028, 3, 1))
    other.days.update(room=room)
    html = text(send(client, cast, extend=""))
    assert "Wed 19 April is among the dates to avoid. School holiday: Easter." in html
    assert "Garden Room is taken at that time on Wed 1 March" in html
    assert "is outside the programme’s dates" in html
    late = {f"day_{cast.workshop.pk}": "29 May 2028", f"day_{cast.draft.pk}": "27 March 2028"}
    html = text(send(client, cast, **late))
    assert "Mon 29 May is a bank holiday" in html
    assert "Workshop 1" in html
    sunday = {f"day_{cast.workshop.pk}": "26 March 2028"}
    assert "The clocks change in the night before Sun 26 March" in text(send(client, cast, **sunday))


def test_two_sessions_on_one_day_are_said(client, cast):
    both = {f"day_{cast.draft.pk}": "1 March 2028"}
    assert "Workshop 1 is on Wed 1 March, too." in text(send(client, cast, **both))


@pytest.mark.parametrize(("extend", "ends"), [("on", True), ("", False)])
def test_the_programme_ends_later_only_where_asked(client, cast, extend, ends):
    was = cast.programme.ends_on
    shown = send(client, cast, extend=extend)
    assert ("The programme then ends on" in text(shown)) == ends
    send(client, cast, extend=extend, **dates_in(shown))
    cast.programme.refresh_from_db()
    made = Cohort.objects.get(name="Spring 2028")
    assert cast.programme.ends_on == (made.ends_on if ends else was)
    assert made.starts_on == cast.cohort.starts_on + timedelta(weeks=52)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "This field is required"),
        ({"begins": "30 February 2028"}, "Write a date that exists"),
        ({"begins": "1 March 2082"}, "more than five years"),
        ({"name": "Autumn 2026"}, "The programme has a cohort of that name already"),
    ],
)
def test_what_is_wrong_is_said_and_kept_as_typed(client, cast, wrong, said):
    response = send(client, cast, **wrong)
    assert response.status_code == 422
    assert said in text(response)
    [typed] = wrong.values()
    assert f'value="{typed}"' in text(response) or not typed


@pytest.mark.parametrize("typed", ["31 April 2028", "someday", "", "1 May 2099"])
def test_a_wrong_date_of_one_session_stays_as_typed_beside_it(client, cast, typed):
    seen = dates_in(send(client, cast)) | {f"day_{cast.draft.pk}": typed}
    response = send(client, cast, **seen)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {f"day_{cast.draft.pk}"}
    assert f'value="{typed}"' in text(response) or not typed
    assert not Cohort.objects.filter(name="Spring 2028").exists()


def test_a_cohort_without_sessions_brings_its_dates(client, cast):
    client.force_login(cast.coordinator)
    way = reverse("reminders:cohort_copy", args=[cast.second_cohort.pk])
    assert "It has no session with a date" in text(client.get(way))
    begins = f"{cast.second_cohort.starts_on + timedelta(weeks=52):%-d %B %Y}"
    shown = client.post(way, {"name": "Autumn 2027", "begins": begins}).context["found"].mark
    client.post(way, {"name": "Autumn 2027", "begins": begins, "shown": shown})
    made = Cohort.objects.get(name="Autumn 2027")
    assert made.starts_on == cast.second_cohort.starts_on + timedelta(weeks=52)
    assert not made.sessions.exists()


def test_the_trail_says_who_copied_what(client, cast):
    send(client, cast, **dates_in(send(client, cast)))
    lines = Event.objects.filter(verb="copied", by=cast.coordinator).values_list("model", "programme")
    of = cast.programme.pk
    assert list(lines) == [("cohorts.cohort", of), ("workshops.session", of), ("workshops.session", of)]


def test_the_way_leads_there_from_the_cohort_for_those_who_may(client, cast):
    way = reverse("reminders:cohort_copy", args=[cast.cohort.pk])
    for role, leads in (("coordinator", True), ("facilitator", False)):
        client.force_login(cast.roles[role])
        assert (way in text(client.get(cast.cohort.get_absolute_url()))) == leads


def test_to_look_costs_the_same_for_ten_sessions_as_for_two(client, cast):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            send(client, cast)
        return len(queries)

    cost()
    few = cost()
    for n in range(8):
        make.session(cast.cohort, f"Lab {n}", on=date(2027, 5, 5 + n))
    assert cost() == few
