"""What a session asks afterwards, what is answered, and what others get of it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from challenges.asking import times_of
from challenges.exceptions import NotAsked
from challenges.models import Feedback, Question, Reflection
from challenges.querysets import FEEDBACK_LASTS
from challenges.recap import totals
from challenges.services import asking
from cohorts.models import Event
from tests import factories as make
from tests.canaries.crawl import text_of

BEGUN = make.NOW + timedelta(days=10)  # the workshop is on 3 March
OVER = make.NOW + timedelta(days=60)


@pytest.fixture
def prompt(cast):
    return make.question(cast.workshop)


@pytest.fixture
def scale(cast):
    return make.question(cast.workshop, "It was worth it.", kind="scale")


@pytest.fixture
def later(time_machine):
    time_machine.move_to(BEGUN, tick=False)


@pytest.fixture
def closed(time_machine):
    time_machine.move_to(OVER, tick=False)


def page(client, cast, role, name, session=None, **form):
    client.force_login(cast.roles[role])
    url = reverse(f"challenges:{name}", args=[(session or cast.workshop).pk])
    return client.post(url, form) if form else client.get(url)


def answer(question, text, was="", **pressed):
    """The form as a browser sends it: with what the box held when the page was opened."""
    return {f"answer_{question.pk}": text, f"initial-answer_{question.pk}": was, **pressed}


# What is asked


def test_a_facilitator_takes_prompts_from_the_library_and_adds_their_own(client, cast):
    first = str(page(client, cast, "facilitator", "ask").context["forms"][0].fields["chosen"].choices[0][0])
    sent = {"prompt-chosen": first, "prompt-own": "What did the minister not say?\n", "scale-own": "I learned a lot."}
    assert page(client, cast, "facilitator", "ask", **sent).status_code == 302
    asked = Question.objects.standing().filter(session=cast.workshop)
    assert [(each.kind, each.text) for each in asked.order_by("kind", "position")] == [
        ("prompt", first),
        ("prompt", "What did the minister not say?"),
        ("scale", "I learned a lot."),
    ]
    again = page(client, cast, "facilitator", "ask").context["forms"][0]
    assert (again["chosen"].value(), again["own"].value()) == ([first], "What did the minister not say?")


def test_a_prompt_that_is_put_back_finds_its_answers(cast, prompt):
    reflection = make.reflection(prompt, cast.participant_place)
    how = {"session": cast.workshop, "kind": "prompt", "by": cast.facilitator, "now": make.NOW}
    asking.ask(texts=[], **how)
    assert not Question.objects.standing().exists()
    asking.ask(texts=[prompt.text], **how)
    assert Question.objects.standing().get().reflections.get() == reflection


def test_more_than_a_phone_takes_is_refused_with_the_form_as_typed(client, cast):
    lines = "\n".join(f"Question {n}?" for n in range(9))
    refused = page(client, cast, "facilitator", "ask", **{"prompt-own": lines})
    assert refused.status_code == 422
    assert "Question 8?" in refused.content.decode()
    assert not Question.objects.exists()


def test_a_set_meeting_asks_nothing(client, cast):
    meeting = make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a)
    assert page(client, cast, "adviser", "ask", meeting).status_code == 404
    assert page(client, cast, "participant", "reflect", meeting).status_code == 404


# Reflections


@pytest.mark.usefixtures("later")
def test_a_reflection_is_saved_for_its_author_alone(client, cast, prompt):
    assert page(client, cast, "participant", "reflect", **answer(prompt, "That nobody asked.")).status_code == 302
    assert "That nobody asked." in page(client, cast, "participant", "reflect").content.decode()
    assert "That nobody asked." not in page(client, cast, "set_mate", "reflect").content.decode()
    assert Reflection.objects.get().offered_at is None


@pytest.mark.usefixtures("later")
def test_one_press_saves_and_offers_and_another_takes_back(client, cast, prompt):
    page(client, cast, "participant", "reflect", **answer(prompt, "Nobody asked.", offer=prompt.pk))
    assert Reflection.objects.offered().get().text == "Nobody asked."
    shown = page(client, cast, "participant", "reflect").content.decode()
    assert "Offered to the recap" in shown
    page(
        client, cast, "participant", "reflect", **answer(prompt, "Nobody asked.", "Nobody asked.", take_back=prompt.pk)
    )
    assert not Reflection.objects.offered().exists()
    assert Reflection.objects.get().text == "Nobody asked."


@pytest.mark.usefixtures("later")
def test_nothing_is_offered_that_is_not_written(client, cast, prompt):
    refused = page(client, cast, "participant", "reflect", **answer(prompt, "", offer=prompt.pk))
    assert refused.status_code == 422
    assert "Write something first" in refused.content.decode()


@pytest.mark.usefixtures("later")
def test_two_pages_open_at_once_do_not_undo_each_other(client, cast, prompt):
    other = make.question(cast.workshop, "What will you try?")
    page(client, cast, "participant", "reflect", **answer(prompt, "First page"), **answer(other, ""))
    page(client, cast, "participant", "reflect", **answer(prompt, ""), **answer(other, "Second page"))
    assert set(Reflection.objects.values_list("text", flat=True)) == {"First page", "Second page"}


@pytest.mark.usefixtures("later")
def test_one_answer_changed_on_two_pages_is_shown_before_it_is_replaced(client, cast, prompt):
    page(client, cast, "participant", "reflect", **answer(prompt, "First page"))
    refused = page(client, cast, "participant", "reflect", **answer(prompt, "Second page"))
    assert refused.status_code == 422
    assert "on another page meanwhile, to: First page" in refused.content.decode()
    assert Reflection.objects.get().text == "First page"
    again = refused.context["rows"][0][0].form
    kept = answer(prompt, "Second page", again.data[f"initial-answer_{prompt.pk}"])
    assert page(client, cast, "participant", "reflect", **kept).status_code == 302
    assert Reflection.objects.get().text == "Second page"


@pytest.mark.usefixtures("later")
def test_several_lines_are_not_taken_for_a_change(client, cast, prompt):
    make.reflection(prompt, cast.participant_place, "One\nTwo")
    sent = answer(prompt, "One\r\nTwo\r\nThree", "One\r\nTwo")
    assert page(client, cast, "participant", "reflect", **sent).status_code == 302
    assert Reflection.objects.get().text.splitlines() == ["One", "Two", "Three"]


@pytest.mark.usefixtures("later")
def test_a_box_that_is_emptied_takes_the_reflection_out(client, cast, prompt):
    make.reflection(prompt, cast.participant_place, "Not so.")
    page(client, cast, "participant", "reflect", **answer(prompt, "", "Not so."))
    assert not Reflection.objects.exists()


@pytest.mark.usefixtures("later")
def test_what_is_asked_no_longer_stays_with_its_author_and_nobody_else_is_asked(client, cast, prompt):
    make.reflection(prompt, cast.participant_place)
    Question.objects.update(removed_at=make.NOW)
    assert "That nobody asked." in page(client, cast, "participant", "reflect").content.decode()
    assert "Nothing is asked yet" in page(client, cast, "set_mate", "reflect").content.decode()


def test_before_the_session_the_page_says_when_it_opens_and_takes_nothing(client, cast, prompt):
    sent = page(client, cast, "participant", "reflect", **answer(prompt, "Too early"))
    assert "It opens when the session begins" in sent.content.decode()
    assert not Reflection.objects.exists()


def test_the_service_refuses_whoever_is_not_asked(cast, prompt):
    with pytest.raises(NotAsked):
        asking.reflect(
            place=cast.other_cohort_place, session=cast.workshop, answers={prompt: "x"}, by=cast.other_cohort, now=BEGUN
        )


@pytest.mark.parametrize("answer", [asking.reflect, asking.give_feedback])
def test_another_sessions_question_is_refused_by_the_service(cast, answer):
    elsewhere = make.question(make.session(cast.cohort, "Workshop 3"))
    who = {"place": cast.participant_place, "by": cast.participant, "now": BEGUN}
    with pytest.raises(NotAsked):
        answer(session=cast.workshop, answers={elsewhere: "x"}, **who)


@pytest.mark.usefixtures("later")
def test_anothers_question_cannot_be_offered_by_its_number(client, cast, prompt):
    elsewhere = make.question(make.session(cast.cohort, "Workshop 3"))
    refused = page(client, cast, "participant", "reflect", **answer(prompt, "Here"), offer=elsewhere.pk)
    assert refused.status_code == 422
    assert not Reflection.objects.exists()


# The recap


def test_five_offered_are_shown_without_names_and_four_are_not(client, cast, prompt):
    people = make.crowd(cast.cohort, 5)
    for n, place in enumerate(people[:4]):
        make.reflection(prompt, place, f"Thought {n}", offered=True)
    make.reflection(prompt, cast.participant_place, "Kept for me")
    assert "Thought" not in page(client, cast, "facilitator", "recap").content.decode()
    make.reflection(prompt, people[4], "Thought 4", offered=True)
    shown = page(client, cast, "coordinator", "recap").content.decode()
    assert all(f"Thought {n}" in shown for n in range(5))
    assert "Kept for me" not in shown
    assert not any(place.person.full_name in shown for place in people)


def test_whoever_left_takes_their_line_with_them(client, cast, prompt):
    people = make.crowd(cast.cohort, 5)
    for place in people:
        make.reflection(prompt, place, "Offered", offered=True)
    people[0].left_at = make.NOW
    people[0].save()
    assert page(client, cast, "facilitator", "recap").context["rows"][0].texts == []


def test_the_order_of_the_recap_is_not_that_of_writing(cast, client, prompt):
    places = make.crowd(cast.cohort, 12)
    written = [make.reflection(prompt, place, f"Thought {n}", offered=True).text for n, place in enumerate(places)]
    shown = page(client, cast, "facilitator", "recap").context["rows"][0].texts
    assert sorted(shown) == sorted(written)
    assert shown != written


def test_the_recap_is_printed_with_what_is_shown_and_nothing_else(client, cast, prompt):
    sheet = page(client, cast, "facilitator", "recap_sheet")
    assert "fewer than 5 people" in " ".join(text_of(sheet).split())
    for n, place in enumerate(make.crowd(cast.cohort, 5)):
        make.reflection(prompt, place, f"Thought {n}", offered=True)
    printed = text_of(page(client, cast, "facilitator", "recap_sheet"))
    assert "Thought 4" in printed
    assert prompt.text in printed


def test_the_next_session_leads_to_the_recap_of_the_one_before(client, cast, prompt):
    recap = reverse("challenges:recap", args=[cast.workshop.pk])
    assert recap in page(client, cast, "facilitator", "ask", cast.draft).content.decode()
    assert "Open with the recap" not in page(client, cast, "facilitator", "ask").content.decode()
    assert recap not in page(client, cast, "administrator", "ask", cast.draft).content.decode()


# Feedback


@pytest.mark.usefixtures("later")
def test_feedback_is_given_and_changed_and_the_trail_does_not_say_which_is_whose(client, cast, scale):
    opened = make.question(cast.workshop, "What next?", kind="open")
    sent = {f"answer_{scale.pk}": "4"} | answer(opened, "More time.")
    assert page(client, cast, "participant", "feedback", **sent).status_code == 302
    assert page(client, cast, "participant", "feedback", **{f"answer_{scale.pk}": "2"}).status_code == 302
    assert set(Feedback.objects.values_list("score", "text")) == {(2, ""), (None, "More time.")}
    assert not Event.objects.filter(model="challenges.feedback").exists()
    assert Event.objects.filter(verb="gave feedback", model="workshops.session").count() == 2


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("score", ["0", "6", "x"])
def test_a_score_outside_one_to_five_is_refused(client, cast, scale, score):
    assert page(client, cast, "participant", "feedback", **{f"answer_{scale.pk}": score}).status_code == 422
    assert not Feedback.objects.exists()


def test_feedback_closes_two_weeks_after_the_session(client, cast, scale, time_machine):
    time_machine.move_to(OVER)
    sent = page(client, cast, "participant", "feedback", **{f"answer_{scale.pk}": "4"})
    assert "Feedback is closed" in sent.content.decode()
    assert not Feedback.objects.exists()


CLOSES = make.date(2027, 3, 17)


def noon(on):
    return make.NOW.replace(year=on.year, month=on.month, day=on.day, hour=12)


@pytest.mark.parametrize(("on", "open_then"), [(CLOSES - timedelta(days=1), True), (CLOSES + timedelta(days=1), False)])
def test_answers_are_counted_from_the_moment_that_none_can_be_changed(cast, scale, on, open_then):
    now = noon(on)
    assert times_of(cast.workshop).takes_feedback(now) == open_then
    assert Question.objects.closed(now).exists() != open_then
    ends = cast.workshop.days.get().ends_at + FEEDBACK_LASTS
    assert times_of(cast.workshop).takes_feedback(ends)
    assert not Question.objects.closed(ends).exists()


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("role", ["facilitator", "coordinator", "sponsor"])
def test_while_answers_come_in_the_results_look_the_same_whatever_is_answered(client, cast, scale, role):
    opened = make.question(cast.workshop, "What next?", kind="open")
    looks = []
    for place in make.crowd(cast.cohort, 12):
        looks.append(strip(page(client, cast, role, "results").content.decode()))
        make.feedback(scale, place, score=1 + len(looks) % 5)
        make.feedback(opened, place, text=f"Said {len(looks)}")
    assert len(set(looks)) == 1
    assert "Nothing is counted until feedback closes on Wednesday 17 March" in looks[0]


def strip(html):
    """The page without what is new on each: the token of its forms."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", html)


def test_a_session_that_still_takes_answers_does_not_stand_beside_a_later_one(cast, scale):
    earlier = make.session(cast.cohort, "Two days before", on=make.date(2027, 3, 1))
    first = make.question(earlier, scale.text, kind="scale")
    for place in make.crowd(cast.cohort, 5):
        make.feedback(first, place, score=2)
    for days, mean in ((1, 2), (4, None)):
        [total] = totals(cast.workshop, noon(CLOSES - timedelta(days=days)))
        assert (total.before.mean if total.before else None) == mean


@pytest.mark.usefixtures("closed")
def test_totals_stand_in_bars_and_in_a_table_from_five_on(client, cast, scale):
    people = make.crowd(cast.cohort, 5)
    for place in people[:4]:
        make.feedback(scale, place, score=4)
    assert "fewer than 5 people have answered" in page(client, cast, "facilitator", "results").content.decode()
    make.feedback(scale, people[4], score=2)
    shown = page(client, cast, "facilitator", "results")
    assert {score: count for score, count, _ in shown.context["totals"][0].rows} == {5: 0, 4: 4, 3: 0, 2: 1, 1: 0}
    text = shown.content.decode()
    assert "5 people, 3.6 on average" in text
    assert 'width="192.0"' in text  # four of five, of 240


@pytest.mark.usefixtures("closed")
def test_the_same_statement_asked_twice_is_shown_before_and_after(client, cast, scale):
    earlier = make.session(cast.cohort, "Residential", on=make.date(2027, 2, 3))
    first = make.question(earlier, scale.text, kind="scale")
    for place in make.crowd(cast.cohort, 5):
        make.feedback(first, place, score=2)
        make.feedback(scale, place, score=4)
    total = page(client, cast, "facilitator", "results").context["totals"][0]
    assert (total.before.mean, total.mean) == (2, 4)
    assert page(client, cast, "facilitator", "results", earlier).context["totals"][0].before is None


@pytest.mark.usefixtures("closed")
def test_too_few_before_are_not_shown_beside(client, cast, scale):
    first = make.question(make.session(cast.cohort, "Residential", on=make.date(2027, 2, 3)), scale.text, kind="scale")
    make.feedback(first, cast.participant_place, score=1)
    for place in make.crowd(cast.cohort, 5):
        make.feedback(scale, place, score=4)
    assert page(client, cast, "facilitator", "results").context["totals"][0].before is None


@pytest.mark.usefixtures("closed")
def test_a_sponsor_reads_totals_and_no_words(client, cast, scale):
    opened = make.question(cast.workshop, "What next?", kind="open")
    for place in make.crowd(cast.cohort, 5):
        make.feedback(scale, place, score=4)
        make.feedback(opened, place, text="More time.")
    client.force_login(cast.sponsor)
    listed = client.get(reverse("challenges:all_results")).content.decode()
    assert reverse("challenges:results", args=[cast.workshop.pk]) in listed
    shown = page(client, cast, "sponsor", "results").content.decode()
    assert "4.0 on average" in shown
    assert "More time." not in shown
    assert "More time." in page(client, cast, "facilitator", "results").content.decode()


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("name", ["recap", "results"])
def test_one_question_and_many_cost_the_same_queries(client, cast, name):
    people = make.crowd(cast.cohort, 5)
    make.session(cast.cohort, "Residential", on=make.date(2027, 2, 3))
    page(client, cast, "facilitator", name)
    url, cost = reverse(f"challenges:{name}", args=[cast.workshop.pk]), []
    for number in (1, 6):
        for n in range(number):
            prompt = make.question(cast.workshop, f"Prompt {number} {n}")
            scale = make.question(cast.workshop, f"Scale {number} {n}", kind="scale")
            for place in people:
                make.reflection(prompt, place, offered=True)
                make.feedback(scale, place, score=3)
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(url).content.decode()
        assert (prompt if name == "recap" else scale).text in shown
        cost.append(len(queries))
    assert cost[0] == cost[1]


# Ways in


def test_the_session_leads_participants_and_those_who_run_it_there(client, cast):
    client.force_login(cast.participant)
    seen = client.get(cast.workshop.get_absolute_url()).content.decode()
    assert reverse("challenges:reflect", args=[cast.workshop.pk]) in seen
    assert reverse("challenges:feedback", args=[cast.workshop.pk]) in seen
    client.force_login(cast.facilitator)
    draft = client.get(cast.workshop.get_absolute_url()).content.decode()
    assert reverse("challenges:ask", args=[cast.workshop.pk]) in draft
