"""What no form expects: fifty thousand words, markup from a word processor, right to left, a set that is no more."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from challenges.models import Entry
from cohorts.services import sets
from tests import factories as make

MANY = "They listened, with a condition. " * 10_000  # fifty thousand words
PASTED = '<p class="MsoNormal"><b>They</b> listened<o:p></o:p><script>alert(1)</script></p>'
ARABIC = "تحدثت مع المديرين"


def session(cast):
    """A session of the whole cohort that is on now and asks one thing."""
    hour = timedelta(hours=1)
    cast.workshop.days.update(starts_at=timezone.now() - hour, ends_at=timezone.now() + hour)
    return cast.workshop


def challenge(cast):
    return make.challenge(cast.participant_place)


def url(name, *args):
    return reverse(f"challenges:{name}", args=args)


def challenge_edit(cast):
    made = challenge(cast)
    sent = {"title": "A", "stage": "framed", "audience": "me"}
    return url("edit", made.pk), "statement", sent, made.get_absolute_url()


def entry(cast):
    made = challenge(cast)
    return url("add_entry", made.pk), "happened", {"audience": "me"}, made.get_absolute_url()


def canvas(cast):
    filled = make.canvas(challenge(cast))
    return url("edit_canvas", filled.pk), "box_self", {"audience": "me"}, filled.get_absolute_url()


def comment(cast):
    on = make.entry(challenge(cast))
    return url("add_comment", on.pk), "text", {}, on.challenge.get_absolute_url()


def reflection(cast):
    prompt = make.question(session(cast))
    own = url("reflect", cast.workshop.pk)
    return own, f"answer_{prompt.pk}", {f"initial-answer_{prompt.pk}": ""}, own


def feedback(cast):
    asked = make.question(session(cast), kind="open")
    own = url("feedback", cast.workshop.pk)
    return own, f"answer_{asked.pk}", {f"initial-answer_{asked.pk}": ""}, own


def story(cast):
    part = make.trace(cast.participant_place, "My year", "They listened.").parts.get()
    return url("trace_edit", part.pk), "text", {"heading": ""}, part.trace.get_absolute_url()


def commitment(cast):
    made = challenge(cast)
    return url("add_commitment", made.pk), "text", {"audience": "me"}, made.get_absolute_url()


def somebody(cast):
    drawn = make.map_of(challenge(cast))
    sent = {"name": "Chair", "says": "both", "stands": "for"}
    return url("add_stakeholder", drawn.pk), "cares_about", sent, drawn.get_absolute_url()


def marks(cast):
    made = challenge(cast)
    return url("marks", made.pk), "live_why", {"live": "unsure", "audience": "me"}, made.get_absolute_url()


FORMS = [challenge_edit, entry, canvas, comment, reflection, feedback, story, commitment, somebody, marks]
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)


@pytest.fixture
def writer(client, cast):
    client.force_login(cast.participant)
    return client


@every_form
def test_fifty_thousand_words_are_answered_with_how_many_fit_and_come_back_as_typed(writer, cast, form):
    path, field, sent, read = form(cast)
    before = writer.get(read).content.decode().count("They listened, with a condition.")
    answer = writer.post(path, sent | {field: MANY, "key": uuid.uuid4()})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r"at most \d[\d,]* characters", html)
    assert MANY.strip() in html
    assert writer.get(read).content.decode().count("They listened, with a condition.") == before


@every_form
def test_markup_from_a_word_processor_is_kept_as_text_and_does_nothing(writer, cast, form):
    path, field, sent, read = form(cast)
    assert writer.post(path, sent | {field: PASTED, "key": uuid.uuid4()}).status_code == 302
    html = writer.get(read).content.decode()
    assert "&lt;b&gt;They&lt;/b&gt; listened" in html
    assert "<script>alert" not in html
    assert 'class="MsoNormal"' not in html


@every_form
def test_words_from_right_to_left_are_typed_and_read_so(writer, cast, form):
    path, field, sent, read = form(cast)
    box = re.search(rf'<(?:input|textarea)[^>]*name="{field}"[^>]*>', writer.get(path).content.decode())[0]
    assert 'dir="auto"' in box
    assert writer.post(path, sent | {field: ARABIC, "key": uuid.uuid4()}).status_code == 302
    html = writer.get(read).content.decode()
    assert re.search(rf'(?:dir="auto"|<bdi)[^<]*>(?:<b dir="ltr">[^<]*</b> |\s)*{ARABIC}', html)


@pytest.fixture
def dissolved(cast):
    """An entry for a set in which nobody sits any more, and which nobody advises."""
    made = make.entry(
        make.challenge(cast.participant_place), happened="Said in the set", audience="set", learning_set=cast.set_a
    )
    by = {"by": cast.coordinator, "now": make.NOW}
    for place in (cast.participant_place, cast.set_mate_place):
        sets.unseat(membership=place, **by)
    sets.appoint_adviser(learning_set=cast.set_a, adviser=None, **by)
    return made


def test_an_entry_whose_set_is_dissolved_stays_with_its_author_alone(client, cast, dissolved):
    met = set()
    for role in ("participant", "set_mate", "adviser", "other_set", "other_adviser", "facilitator", "coordinator"):
        client.force_login(cast.roles[role])
        if "Said in the set" in client.get(dissolved.challenge.get_absolute_url()).content.decode():
            met.add(role)
    assert met == {"participant"}


def test_its_author_is_asked_again_who_reads_it_and_is_refused_the_set_that_is_no_more(writer, cast, dissolved):
    path = url("share_entry", dissolved.pk)
    form = writer.get(path).context["form"]
    assert form["audience"].value() == ""
    refused = writer.post(path, {"audience": "set", "learning_set": cast.set_a.pk})
    assert refused.status_code == 422
    assert "You are not in a set, so choose another reader." in refused.content.decode()
    assert writer.post(path, {"audience": "cohort"}).status_code == 302
    assert Entry.objects.get().audience == "cohort"


@pytest.mark.parametrize("form", [entry, canvas, commitment, marks, challenge_edit], ids=lambda form: form.__name__)
def test_a_set_one_does_not_sit_in_is_refused_as_reader_and_what_was_typed_stands(writer, cast, form):
    path, field, sent, read = form(cast)
    wanted = {field: "Kept as typed", "audience": "set", "learning_set": cast.set_b.pk, "key": uuid.uuid4()}
    refused = writer.post(path, sent | wanted)
    assert refused.status_code == 422
    assert "Your set has changed." in refused.content.decode()
    assert "Kept as typed" in refused.content.decode()
    assert "Kept as typed" not in writer.get(read).content.decode()
