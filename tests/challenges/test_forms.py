"""Bad input: what is wrong is said, what was typed is kept, nothing half is saved, and never a server error."""

import uuid
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse

from challenges.forms import CommitmentForm, EntryForm, KeyField
from challenges.models import Challenge, Commitment, Entry
from challenges.readers import circle_of
from cohorts.models import Event, SetMembership
from tests import factories as make

TODAY = make.NOW.date()
WORDS = {"title": "One offer", "statement": "Getting three services to agree.", "stage": "framed", "audience": "me"}
STRANGE = ["\0", "a\0b", "x" * 1_000_000, "two\nlines", "a\r\nBcc: everyone@example.example"]
INERT = ["🙂", "{{7*7}}", "<script>alert(1)</script>", '#panic("x")', "Ζωή", "محمد", "王芳", "%s %(a)s", "' OR 1=1 --"]


@pytest.fixture(autouse=True)
def _at_that_time():
    with time_machine.travel(make.NOW, tick=False):
        yield


@pytest.fixture
def challenge(cast, client):
    client.force_login(cast.participant)
    return make.challenge(cast.participant_place)


def entry_form(cast, **data):
    data = {"audience": "me", "key": str(uuid.uuid4())} | data
    return EntryForm(data, circle=circle_of(cast.participant_place), today=TODAY)


def test_an_entry_needs_one_word_at_least(cast):
    form = entry_form(cast, tried="   ", happened="")
    assert form.errors == {"tried": ["Write a line, or choose a word for how it is going."]}


@pytest.mark.parametrize("one", [{"mood": "stuck"}, {"tried": "x"}, {"happened": "x"}, {"next": "x"}])
def test_one_word_is_enough(cast, one):
    assert entry_form(cast, **one).is_valid()


def test_a_date_without_a_commitment_asks_for_its_words(cast):
    assert "commitment" in entry_form(cast, mood="slow", due_on="5 March 2027").errors


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12 February 2027", "The date for the commitment must be today or later."),
        ("31 February 2027", "Write a date that exists, such as 5 March 2027."),
        ("soon", "Write a date that exists, such as 5 March 2027."),
        ("5 March 2099", "Choose a date within the next two years."),
        ("1 January 99999", "Write a date that exists, such as 5 March 2027."),
        ("\0", "Write a date that exists, such as 5 March 2027."),
    ],
)
def test_a_commitment_is_for_a_date_that_exists_from_today_on(cast, typed, said):
    circle = circle_of(cast.participant_place)
    form = CommitmentForm({"text": "Ring", "audience": "me", "due_on": typed}, circle=circle, today=TODAY)
    assert form.errors["due_on"] == [said]


@pytest.mark.parametrize("typed", ["22 February 2027", "5 March", "Fri 5 Mar 2027", ""])
def test_dates_as_people_write_them(cast, typed):
    circle = circle_of(cast.participant_place)
    assert CommitmentForm({"text": "Ring", "audience": "me", "due_on": typed}, circle=circle, today=TODAY).is_valid()


@pytest.mark.parametrize("garbled", ["", "x", "\0", "1" * 40])
def test_a_garbled_key_counts_as_new(garbled):
    assert isinstance(KeyField().clean(garbled), uuid.UUID)


@pytest.mark.parametrize("audience", ["", "everyone", "SET", "\0"])
def test_an_audience_that_does_not_exist_is_refused(cast, audience):
    assert "audience" in entry_form(cast, mood="slow", audience=audience).errors


def test_the_set_that_was_shown_must_still_be_mine(cast):
    shown = {"mood": "slow", "audience": "set"}
    assert entry_form(cast, **shown, learning_set=str(cast.set_a.pk)).is_valid()
    for other in (str(cast.set_b.pk), "", "x", "\0"):
        form = entry_form(cast, **shown, learning_set=other)
        assert "audience" in form.errors
        assert form["learning_set"].value() == str(cast.set_a.pk)  # so that saving again means the set now shown


def test_without_a_seat_a_set_cannot_be_chosen(cast):
    SetMembership.objects.all().delete()
    form = entry_form(cast, mood="slow", audience="set", learning_set=str(cast.set_a.pk))
    assert form.errors["audience"] == ["You are not in a set, so choose another reader."]


# Through the pages.


@pytest.mark.parametrize("text", STRANGE)
def test_a_line_that_is_no_line_comes_back_and_saves_nothing(client, challenge, text):
    page = client.post(
        reverse("challenges:add_entry", args=[challenge.pk]),
        {"happened": "They listened.", "commitment": text, "audience": "me", "key": uuid.uuid4()},
    )
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert "They listened." in page.content.decode()
    assert not Entry.objects.exists()
    assert not Commitment.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "field", ["title", "statement", "why", "who", "progress_would_be", "themes", "stage", "audience"]
)
@pytest.mark.parametrize("text", ["\0", "x" * 1_000_000])
def test_no_field_of_the_challenge_breaks_the_server(client, cast, field, text):
    client.force_login(cast.participant)
    page = client.post(reverse("challenges:write", args=[cast.participant_place.pk]), WORDS | {field: text})
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert WORDS["title"] in page.content.decode() or field == "title"
    assert not Challenge.objects.exists()


@pytest.mark.parametrize("text", INERT)
def test_strange_text_is_kept_as_typed_and_shown_inert(client, cast, text):
    client.force_login(cast.participant)
    words = WORDS | {"title": text, "statement": text, "themes": text, "why": text}
    page = client.post(reverse("challenges:write", args=[cast.participant_place.pk]), words, follow=True)
    made = Challenge.objects.get()
    assert (made.title, made.statement, made.themes, made.why) == (text, text, text, text)
    assert "<script>alert" not in page.content.decode()
    assert ">49<" not in page.content.decode()


def test_what_is_missing_is_said_beside_the_field_and_in_the_summary(client, cast):
    client.force_login(cast.participant)
    page = client.post(reverse("challenges:write", args=[cast.participant_place.pk]), {"why": "It matters."})
    html = page.content.decode()
    assert page.status_code == 422
    assert "<title>Error: " in html
    assert 'href="#id_title"' in html
    assert html.count("Write a few words to know it by.") == 2
    assert html.count("Choose who can read it.") == 2
    assert "It matters." in html


def test_the_wrong_date_comes_back_with_everything_that_was_typed(client, challenge):
    sent = {
        "mood": "slow",
        "tried": "Two visits",
        "commitment": "Send the heads two pages",
        "due_on": "Fri 12 Feb 2027",
        "audience": "facilitators",
        "key": str(uuid.uuid4()),
    }
    page = client.post(reverse("challenges:add_entry", args=[challenge.pk]), sent)
    html = page.content.decode()
    assert page.status_code == 422
    for kept in ("Two visits", "Send the heads two pages", "Fri 12 Feb 2027", sent["key"]):
        assert kept in html
    assert 'value="slow" class="form-check-input" id="id_mood_1" checked' in html or "checked" in html
    assert page.context["form"]["audience"].value() == "facilitators"
    assert not Entry.objects.exists()


@pytest.mark.parametrize("state", ["", "open", "finished", "\0"])
def test_how_it_went_is_one_of_four(client, cast, challenge, state):
    made = make.commitment(cast.participant_place, challenge=challenge)
    page = client.post(reverse("challenges:how_it_went", args=[made.pk]), {"state": state, "outcome": "So so"})
    made.refresh_from_db()
    assert (page.status_code, made.state) == (422, "open")
    assert "So so" in page.content.decode()


@pytest.mark.parametrize("due", ["", "31 February 2027", "12 February 2027"])
def test_carried_needs_a_date_from_today_on(client, cast, challenge, due):
    made = make.commitment(cast.participant_place, challenge=challenge)
    page = client.post(reverse("challenges:how_it_went", args=[made.pk]), {"state": "carried", "due_on": due})
    made.refresh_from_db()
    assert (page.status_code, made.state, Commitment.objects.count()) == (422, "open", 1)


def test_bytes_that_are_no_text_do_not_break_the_server(client, challenge):
    url = reverse("challenges:add_entry", args=[challenge.pk])
    body = b"audience=me&tried=%ff%fe%00&mood=slow"
    page = client.post(url, body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 422
    body = urlencode({"audience": "me", "tried": "caf\u00e9"}).encode()
    assert client.post(url, body, content_type="application/x-www-form-urlencoded").status_code == 302


def test_a_number_beyond_any_row_is_not_found(client, challenge):
    assert client.get(f"/challenges/{10**30}/").status_code == 404


def test_two_years_ahead_is_the_furthest(cast):
    circle = circle_of(cast.participant_place)
    for days, valid in ((732, True), (733, False)):
        due = (TODAY + timedelta(days=days)).strftime("%d/%m/%Y")
        form = CommitmentForm({"text": "Ring", "audience": "me", "due_on": due}, circle=circle, today=TODAY)
        assert form.is_valid() is valid
