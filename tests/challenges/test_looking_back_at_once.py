"""The same answer, comment and story from two phones at the same moment, on the database that really runs them so."""

import uuid
from datetime import timedelta

import pytest

from challenges.models import Comment, Feedback, Question, Reflection, Trace
from challenges.services import asking, comments, traces
from tests import factories as make
from tests.cast import assemble
from tests.cohorts.test_at_once import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
BEGUN = make.NOW + timedelta(days=10)


def test_an_answer_is_kept_once_and_offered_once():
    cast = assemble()
    prompt, scale = make.question(cast.workshop), make.question(cast.workshop, "Worth it.", kind="scale")
    who = {"place": cast.participant_place, "session": cast.workshop, "by": cast.participant, "now": BEGUN}
    assert at_once(*[lambda: asking.reflect(answers={prompt: "Once"}, offer=prompt, **who)] * 4) == [None] * 4
    assert at_once(*[lambda: asking.give_feedback(answers={scale: 4}, **who)] * 4) == [None] * 4
    assert Reflection.objects.offered().count() == Feedback.objects.count() == 1


def test_two_facilitators_who_ask_the_same_ask_it_once():
    cast = assemble()
    asked = {"session": cast.workshop, "kind": "prompt", "texts": ["What struck you?"]}
    assert at_once(*[lambda: asking.ask(by=cast.facilitator, now=make.NOW, **asked)] * 4) == [None] * 4
    assert Question.objects.standing().count() == 1


def test_a_comment_is_made_once_and_a_story_begun_once():
    cast = assemble()
    entry = make.entry(make.challenge(cast.participant_place), audience="cohort")
    sent = {"entry": entry, "text": "And the bus company?", "key": uuid.uuid4(), "by": cast.set_mate, "now": make.NOW}
    assert at_once(*[lambda: comments.comment(**sent)] * 4) == [Comment.objects.get()] * 4
    chosen = {"place": cast.participant_place, "title": "What I tried", "keys": [f"entry-{entry.pk}"]}
    at_once(*[lambda: traces.choose(by=cast.participant, now=make.NOW, **chosen)] * 4)
    assert Trace.objects.get().parts.count() == 1
