from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from reminders import wording
from reminders.models import Kind, Rule
from tests.reminders.story import WEEK_BEFORE, tick

pytestmark = pytest.mark.django_db


def words_of(cast, **fields):
    """Let the programme speak for itself a week before, to participants."""
    tick(WEEK_BEFORE - timedelta(days=3))
    rule = Rule.objects.get(programme=cast.programme, role="participant", days=7)
    for name, value in fields.items():
        setattr(rule, name, value)
    rule.save()
    return rule


def mail_to(outbox, person):
    (mail,) = [mail for mail in outbox if person.email in mail.to[0]]
    return mail


def test_own_words_stand_in_place_of_the_usual_opening_and_the_facts_stay(cast, mailoutbox):
    words_of(
        cast,
        words="Dear {first_name}, we meet at {venue} on {date}, {time}.\nYours, {office}",
        subject="See you at {session}",
    )
    tick(WEEK_BEFORE)
    mail = mail_to(mailoutbox, cast.participant)
    assert mail.subject == "See you at Workshop 1"
    assert "Dear Sam, we meet at Hartwell Hall on Wednesday 3 March 2027, 10:00 to 16:30." in mail.body
    assert "is in 7 days" not in mail.body
    assert "Address: near Wexcombe, TA0 0AA" in mail.body
    assert "Robin" in mail_to(mailoutbox, cast.set_mate).body


def test_a_facilitator_reads_the_usual_words(cast, mailoutbox):
    words_of(cast, words="Bring what you promised.")
    tick(WEEK_BEFORE)
    assert "Bring what you promised." in mail_to(mailoutbox, cast.participant).body
    assert "Bring what you promised." not in mail_to(mailoutbox, cast.facilitator).body


@pytest.mark.parametrize("text", ["{first_nam}", "{}", "{ password }", "{0}", "Until {date} at {tme}"])
def test_a_placeholder_that_does_not_exist_is_refused_by_name(text):
    with pytest.raises(ValidationError, match=r"There is no {[^d].*You can write {first_name}, {programme}"):
        wording.check(text, Kind.BEFORE_SESSION)


def test_braces_around_anything_else_are_left_alone():
    wording.check("{session.cohort} or {a set}", Kind.BEFORE_SESSION)


def test_what_looks_like_a_template_is_only_text(cast, mailoutbox):
    words_of(cast, words="{% load x %} {{ person.email }} {{ '{first_name}' }}")
    tick(WEEK_BEFORE)
    assert "{% load x %} {{ person.email }} {{ 'Sam' }}" in mail_to(mailoutbox, cast.participant).body


def test_the_session_of_a_rule_without_one_is_not_offered():
    with pytest.raises(ValidationError, match=r"{date}"):
        wording.check("Until {date}", Kind.INVITATION)
