"""Canvases filled on screen, in versions, and on paper."""

import io
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from challenges import canvassing
from challenges.exceptions import NotTheNewest
from challenges.models import FilledCanvas
from challenges.services import canvases as services
from cohorts.models import Event
from tests import factories as make
from workshops import canvases

NARRATIVE = "public-narrative"


@pytest.fixture
def challenge(cast, client):
    client.force_login(cast.participant)
    return make.challenge(cast.participant_place)


@pytest.fixture
def filled(challenge):
    return make.canvas(challenge, began_at=timezone.now() - timedelta(days=30))


def url(name, *args):
    return reverse(f"challenges:{name}", args=args)


def page(client, path):
    return client.get(path).content.decode()


def words(response):
    assert response["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    return " ".join(text.split())


def fill(client, challenge, **sent):
    sent = {"box_self": "I was late once.", "audience": "me", "key": uuid.uuid4()} | sent
    return client.post(url("fill_canvas", challenge.pk, NARRATIVE), sent)


def test_the_challenge_leads_to_every_canvas_to_fill_or_to_print(client, challenge):
    assert url("canvases", challenge.pk) in page(client, challenge.get_absolute_url())
    html = page(client, url("canvases", challenge.pk))
    for canvas in canvases.canvases():
        assert canvas.title.replace("'", "&#x27;") in html
        assert url("blank_canvas", canvas.name) in html
        assert (url("fill_canvas", challenge.pk, canvas.name) in html) == (canvas.name != canvassing.MAPPED)
    assert url("start_map", challenge.pk) in html


def test_the_form_has_a_box_for_each_box_with_its_prompt_and_chooses_only_oneself(client, challenge):
    answer = client.get(url("fill_canvas", challenge.pk, NARRATIVE))
    form, canvas = answer.context["form"], canvassing.canvas_of(NARRATIVE)
    assert [field.label for field in form.boxes] == [box.title for box in canvas.boxes]
    assert [field.help_text for field in form.boxes] == [box.prompt for box in canvas.boxes]
    assert form["audience"].value() == "me"


def test_a_filled_canvas_is_kept_once_and_shows_what_was_written_and_what_was_not(client, challenge):
    key = uuid.uuid4()
    for _sent_twice in range(2):
        answer = fill(client, challenge, key=key)
    found = FilledCanvas.objects.get()
    assert answer.url == found.get_absolute_url()
    assert found.answers == {"self": "I was late once."}
    html = page(client, found.get_absolute_url())
    assert "I was late once." in html
    assert html.count("Left empty") == len(canvassing.canvas_of(NARRATIVE).boxes) - 1
    assert "<b>Only you</b> can read this" in html
    assert found.get_absolute_url() in page(client, challenge.get_absolute_url())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"box_self": ""}, "Write something in one of the boxes."),
        ({"box_self": "x" * 4001}, "at most 4000 characters"),
        ({"audience": ""}, "Choose who can read it."),
        ({"audience": "set", "learning_set": "0"}, "Your set has changed."),
    ],
)
def test_what_cannot_be_kept_is_asked_again_with_what_was_typed(client, challenge, wrong, said):
    answer = fill(client, challenge, **wrong)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert wrong.get("box_self", "I was late once.") in html
    assert not FilledCanvas.objects.exists()


def test_markup_from_a_word_processor_and_any_script_are_kept_and_shown_as_text(client, challenge):
    text = "<b>Bold</b> &nbsp; مرحبا 教育"
    fill(client, challenge, box_self=text)
    assert FilledCanvas.objects.get().answers["self"] == text
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp;nbsp; مرحبا 教育" in page(
        client, FilledCanvas.objects.get().get_absolute_url()
    )


def test_a_new_version_begins_with_the_last_which_stays_as_it_was(client, challenge, filled):
    form = client.get(url("fill_canvas", challenge.pk, NARRATIVE)).context["form"]
    assert form["box_self"].value() == "I was late."
    fill(client, challenge)
    assert [one.answers["self"] for one in FilledCanvas.objects.all()] == ["I was late once.", "I was late."]
    html = page(client, filled.get_absolute_url())
    assert "An earlier version: it stays as it was." in html
    assert FilledCanvas.objects.first().get_absolute_url() in html


def test_the_newest_version_is_changed_and_an_earlier_one_is_not(client, cast, challenge, filled):
    sent = {"box_self": "Changed", "audience": "facilitators"}
    assert client.post(url("edit_canvas", filled.pk), sent).url == filled.get_absolute_url()
    filled.refresh_from_db()
    assert (filled.answers, filled.audience) == ({"self": "Changed"}, "facilitators")
    assert Event.objects.get().fields == ["answers", "audience"]
    fill(client, challenge)
    answer = client.post(url("edit_canvas", filled.pk), sent | {"box_self": "Again"}, follow=True)
    assert "An earlier version stays as it was." in answer.content.decode()
    filled.refresh_from_db()
    assert filled.answers == {"self": "Changed"}
    readers = {"audience": "me", "learning_set": None}
    with pytest.raises(NotTheNewest):
        services.change_canvas(filled=filled, answers={}, **readers, by=cast.participant, now=make.NOW)


def test_the_later_of_two_windows_does_not_silently_undo_the_other(client, challenge, filled):
    path = url("edit_canvas", filled.pk)
    opened = {"seen": client.get(path).context["form"]["seen"].value(), "audience": "me"}
    assert client.post(path, opened | {"box_self": "From the first window"}).status_code == 302
    answer = client.post(path, opened | {"box_self": "From the second window"})
    html = answer.content.decode().partition("<main")[2]
    assert answer.status_code == 409
    assert "From the first window" in html.split("<form class")[0]
    assert "From the second window" in html.split("<form class")[1]
    filled.refresh_from_db()
    assert filled.answers == {"self": "From the first window"}
    assert client.post(path, answer.context["form"].data | {}).status_code == 302
    filled.refresh_from_db()
    assert filled.answers == {"self": "From the second window"}


def test_two_windows_that_say_the_same_are_one(client, challenge, filled):
    path = url("edit_canvas", filled.pk)
    opened = {"seen": client.get(path).context["form"]["seen"].value(), "audience": "me", "box_self": "The same"}
    assert [client.post(path, opened).status_code for _window in range(2)] == [302, 302]


def test_a_reader_sees_those_shared_with_them_and_changes_none(client, cast, challenge, filled):
    FilledCanvas.objects.filter(pk=filled.pk).update(audience="set", learning_set=cast.set_a)
    hidden = make.canvas(challenge, "and-not-or")
    client.force_login(cast.set_mate)
    for path in (challenge.get_absolute_url(), url("canvases", challenge.pk)):
        html = page(client, path)
        assert filled.get_absolute_url() in html
        assert hidden.get_absolute_url() not in html
    assert "I was late." in page(client, filled.get_absolute_url())
    assert client.post(url("edit_canvas", filled.pk), {"box_self": "Mine"}).status_code == 403
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(url("canvas_sheet", hidden.pk)).status_code == 404


def test_where_none_is_shared_the_page_says_how_one_comes_there(client, cast, challenge, filled):
    client.force_login(cast.set_mate)
    assert "No canvas that you can read" in page(client, url("canvases", challenge.pk))


def test_filled_on_paper_it_says_whose_it_is_and_who_can_read_it(client, challenge, filled):
    text = words(client.get(url("canvas_sheet", filled.pk)))
    for said in ("I was late.", "Sam Okafor", "Only you can read this", "West Country Leadership Programme"):
        assert said in text


def test_blank_on_paper_it_holds_every_prompt_and_nobodys_words(client, challenge, filled):
    text = words(client.get(url("blank_canvas", NARRATIVE)))
    assert all(box.title in text for box in canvassing.canvas_of(NARRATIVE).boxes)
    assert "I was late." not in text
    assert "Sam Okafor" not in text


def test_the_map_on_paper_has_a_line_for_each_on_it(client, challenge):
    drawn = make.map_of(challenge)
    for name, lose in (("Lead member", ""), ("Local paper", "A story")):
        make.stakeholder(drawn, name, stands="against", stands_to_lose=lose)
    text = words(client.get(url("map_sheet", drawn.pk)))
    for said in ("Lead member", "Local paper", "A story", "Against it", "Sam Okafor", "Only you can read this"):
        assert said in text


@pytest.mark.parametrize("name", ["no-such-canvas", "__init__"])
def test_a_canvas_that_has_no_file_is_not_there(client, challenge, name):
    assert client.get(url("fill_canvas", challenge.pk, name)).status_code == 404
    assert client.get(url("blank_canvas", name)).status_code == 404


def test_the_map_is_not_filled_as_a_canvas(client, challenge):
    assert client.get(url("fill_canvas", challenge.pk, canvassing.MAPPED)).status_code == 404


@pytest.fixture
def new_file(tmp_path, monkeypatch):
    """A canvas of two boxes, in a folder of its own."""
    text = 'title = "Before and after"\npurpose = "See it."\nlayout = "columns"\nminutes = 5\ndone = "alone"\n'
    text += "".join(f'[[boxes]]\nkey = "{key}"\nplace = "column"\ntitle = "{key}"\n' for key in ("before", "after"))
    (tmp_path / "before-and-after.toml").write_text(text)
    monkeypatch.setattr(canvases, "HERE", tmp_path)
    canvases.canvases.cache_clear()
    yield
    canvases.canvases.cache_clear()


@pytest.mark.usefixtures("new_file")
def test_a_new_canvas_is_a_file_and_is_offered_filled_and_printed(client, challenge):
    assert "Before and after" in page(client, url("canvases", challenge.pk))
    sent = {"box_before": "Three offers", "box_after": "One", "audience": "me"}
    answer = client.post(url("fill_canvas", challenge.pk, "before-and-after"), sent, follow=True)
    assert "Three offers" in answer.content.decode()
    assert "Three offers" in words(client.get(url("canvas_sheet", FilledCanvas.objects.get().pk)))


@pytest.mark.usefixtures("new_file")
def test_what_was_written_on_a_canvas_whose_file_is_gone_is_still_read_and_printed(client, challenge, filled):
    assert "I was late." in page(client, filled.get_absolute_url())
    assert NARRATIVE in page(client, url("canvases", challenge.pk))
    assert "I was late." in words(client.get(url("canvas_sheet", filled.pk)))
    assert client.get(url("edit_canvas", filled.pk)).url == filled.get_absolute_url()


@pytest.mark.parametrize("name", ["canvases", "canvas"])
def test_the_queries_are_the_same_for_one_version_and_for_thirty(client, challenge, filled, name):
    path, cost = url(name, challenge.pk if name == "canvases" else filled.pk), []
    client.get(path)
    for more in (0, 29):
        for n in range(more):
            made = make.canvas(challenge, began_at=timezone.now() - timedelta(days=n))
        with CaptureQueriesContext(connection) as queries:
            html = client.get(path).content.decode()
        cost.append(len(queries))
    assert made.get_absolute_url() in html
    assert cost[0] == cost[1]
