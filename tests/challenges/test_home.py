import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

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


@pytest.mark.parametrize("role", ["facilitator", "coordinator", "sponsor", "administrator", "withdrawn"])
def test_those_who_do_not_participate_get_nothing(cast, role):
    assert participant_context(Viewer(cast.roles[role]), make.NOW) == {}


def test_nothing_while_own_words_are_locked(cast):
    make.challenge(cast.participant_place)
    assert participant_context(Viewer(cast.participant, reads_words=False), make.NOW) == {}
