import re
from datetime import timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from challenges.asking import waiting
from challenges.home import participant_context
from challenges.models import Entry
from cohorts.viewer import Viewer
from tests import factories as make


def slip(person):
    request = RequestFactory().get("/")
    request.user = person
    return render_to_string("challenges/_slip.html", participant_context(Viewer(person), make.NOW), request)


def test_before_the_first_draft_the_home_page_invites_it(cast):
    context = participant_context(Viewer(cast.participant), make.NOW)
    assert (context["challenge"], context["slip"], context["open_commitments"]) == (None, None, [])
    assert "Write a first draft" in slip(cast.participant)


def test_the_home_page_has_the_challenge_the_last_entry_and_what_is_open(cast):
    challenge = make.challenge(cast.participant_place)
    make.entry(challenge, at=make.NOW - timedelta(days=5))
    last = make.entry(challenge, at=make.NOW - timedelta(days=4))
    still = make.commitment(cast.participant_place, challenge=challenge)
    make.commitment(cast.participant_place, challenge=challenge, state="done", closed_at=make.NOW)
    context = participant_context(Viewer(cast.participant), make.NOW)
    assert (context["challenge"], context["last_entry"], context["open_commitments"]) == (challenge, last, [still])
    assert "Last progress entry Thu 18 February" in slip(cast.participant)


def test_the_slip_is_a_form_that_saves_without_scripts(client, cast):
    challenge = make.challenge(cast.participant_place)
    html = slip(cast.participant)
    assert f'action="/challenges/{challenge.pk}/entries/new/"' in html
    key = re.search(r'name="key" value="([^"]+)"', html)[1]
    named = re.search(r'name="learning_set" value="([^"]+)"', html)[1]
    client.force_login(cast.participant)
    sent = {"mood": "stuck", "happened": "No date yet", "audience": "set", "learning_set": named, "key": key}
    assert client.post(f"/challenges/{challenge.pk}/entries/new/", sent).status_code == 302
    made = Entry.objects.get()
    assert (made.mood, made.happened, made.learning_set) == ("stuck", "No date yet", cast.set_a)


def test_an_empty_slip_comes_back_on_the_longer_page(client, cast):
    challenge = make.challenge(cast.participant_place)
    client.force_login(cast.participant)
    page = client.post(f"/challenges/{challenge.pk}/entries/new/", {"audience": "cohort"})
    assert page.status_code == 422
    assert page.context["form"]["audience"].value() == "cohort"


def test_the_newest_cohort_is_the_one_at_home(cast):
    newer = make.cohort(cast.programme, "Autumn 2027", starts_on=make.date(2027, 6, 1))
    place = make.place(newer, cast.participant)
    make.challenge(cast.participant_place)
    context = participant_context(Viewer(cast.participant), make.NOW)
    assert (context["place"], context["challenge"]) == (place, None)


# Looking back on a session

OVER = make.NOW + timedelta(days=10)  # the workshop was the day before


@pytest.fixture
def prompts(cast):
    return [make.question(cast.workshop, text) for text in ("What struck you most?", "What will you try?")]


def line(person, now):
    return render_to_string("challenges/_waiting.html", participant_context(Viewer(person), now)).strip()


def test_after_a_session_the_home_page_says_once_that_something_is_asked(cast, prompts):
    make.question(cast.workshop, "It was worth it.", kind="scale")
    make.question(cast.workshop, "Asked no longer", removed_at=make.NOW)
    said = line(cast.participant, OVER)
    assert "Two questions about Workshop 1: two minutes" in said
    assert f'href="/sessions/{cast.workshop.pk}/reflect/"' in said
    prompts[1].delete()
    assert "One question about Workshop 1: one minute" in line(cast.participant, OVER)


@pytest.mark.usefixtures("prompts")
def test_it_is_said_from_the_end_of_the_session_for_a_fortnight(cast):
    ends = cast.workshop.days.get().ends_at
    moments = [ends - timedelta(minutes=1), ends, ends + timedelta(days=14), ends + timedelta(days=14, minutes=1)]
    assert [bool(line(cast.participant, now)) for now in moments] == [False, True, True, False]


def test_an_answer_ends_it_for_whoever_gave_it(cast, prompts):
    make.reflection(prompts[0], cast.participant_place)
    assert line(cast.participant, OVER) == ""
    assert "Workshop 1" in line(cast.set_mate, OVER)


@pytest.mark.usefixtures("prompts")
def test_the_latest_of_several_sessions_is_the_one_named(cast):
    later = make.session(cast.cohort, "Workshop 2", on=make.date(2027, 3, 4))
    make.question(later)
    make.question(make.session(cast.cohort, "Set day", on=make.date(2027, 3, 4), published=False))
    now = OVER + timedelta(days=2)
    assert "Workshop 2" in line(cast.participant, now)
    later.days.update(cancelled_at=make.NOW)
    assert "Workshop 1" in line(cast.participant, now)


@pytest.mark.usefixtures("prompts")
def test_nobody_is_asked_whom_the_register_misses_or_who_came_later(cast):
    day = cast.workshop.days.get()
    cast.set_mate_place.joined_at = day.ends_at + timedelta(hours=1)
    cast.set_mate_place.save()
    assert line(cast.set_mate, OVER) == ""
    mark = {"membership": cast.other_set_place, "came": True, "by": cast.facilitator, "at": OVER}
    day.attendance.create(**mark, half="am")
    assert "Workshop 1" in line(cast.participant, OVER)
    day.attendance.create(**mark, half="pm")
    assert line(cast.participant, OVER) == ""
    assert "Workshop 1" in line(cast.other_set, OVER)


@pytest.mark.usefixtures("prompts")
def test_it_costs_the_same_queries_whatever_was_asked(cast, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        waiting(cast.participant_place, OVER)
    for n in range(8):
        make.question(make.session(cast.cohort, f"Workshop {n}"), f"Prompt {n}")
    with django_assert_num_queries(len(few)):
        waiting(cast.participant_place, OVER)
    assert len(few) == 1


@pytest.mark.parametrize("role", ["facilitator", "coordinator", "sponsor", "administrator", "withdrawn"])
def test_those_who_do_not_participate_get_nothing(cast, role):
    assert participant_context(Viewer(cast.roles[role]), make.NOW) == {}


def test_nothing_while_own_words_are_locked(cast):
    make.challenge(cast.participant_place)
    assert participant_context(Viewer(cast.participant, reads_words=False), make.NOW) == {}
