"""The programme on one page, and on paper: in order, as far as it is published, and set meetings to their own alone."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cohorts.viewer import Viewer
from tests import factories as make
from tests.workshops.acting import publish
from workshops.models import Objective, Session
from workshops.overview import overview
from workshops.services import sessions


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


def told(person, cohort):
    return [(entry.session.name, entry.state) for entry in overview(cohort, Viewer(person), make.NOW)]


@pytest.fixture
def page(client, cast):
    """page(person) is the text of the programme of the cast's cohort for that person."""

    def page(person):
        client.force_login(person)
        response = client.get(reverse("workshops:programme", args=[cast.cohort.pk]))
        assert response.status_code == 200
        return response.content.decode()

    return page


@pytest.fixture
def paper(client, cast):
    def paper(person, query=""):
        client.force_login(person)
        response = client.get(reverse("workshops:programme_sheet", args=[cast.cohort.pk]) + query)
        assert response["Content-Type"] == "application/pdf"
        return PdfReader(io.BytesIO(response.content))

    return paper


def words(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def objective(session, text="Listen to one another"):
    return Objective.objects.create(session=session, position=1, text=text)


def test_every_state_is_told_in_the_order_of_the_dates(cast):
    make.session(cast.cohort, "Residential", on=date(2027, 2, 2), kind="residential")
    off = make.session(cast.cohort, "Lab", on=date(2027, 3, 1), kind="strategy_lab")
    sessions.cancel(session=off, by=cast.coordinator, now=make.NOW)
    end = make.session(cast.cohort, "End", on=date(2027, 5, 19), kind="end_event")
    make.item(end.days.get())
    publish(cast, end)
    shared = [("Residential", "over"), ("Lab", "cancelled"), ("Workshop 1", "held")]
    assert told(cast.participant, cast.cohort) == [*shared, ("End", "agenda")]
    assert told(cast.facilitator, cast.cohort) == [*shared, ("Workshop 2", "draft"), ("End", "agenda")]


def test_the_next_is_the_first_that_is_published_and_ahead(cast):
    make.session(cast.cohort, "Residential", on=date(2027, 2, 2))
    make.session(cast.cohort, "A draft", on=date(2027, 2, 25), published=False)
    entries = overview(cast.cohort, Viewer(cast.facilitator), make.NOW)
    assert [entry.session.name for entry in entries if entry.is_next] == ["Workshop 1"]


def test_objectives_are_those_of_the_latest_edition_and_never_the_draft_s(cast, page):
    first = objective(cast.workshop)
    make.item(cast.workshop.days.get())
    for person in (cast.participant, cast.facilitator):
        assert first.text not in page(person)
    publish(cast)
    first.text = "A draft of ours"
    first.save()
    for person in (cast.participant, cast.facilitator, cast.coach):
        assert "Listen to one another" in page(person)
        assert "A draft of ours" not in page(person)


def test_an_office_contact_reads_dates_and_places_and_no_objectives(cast, page, paper):
    objective(cast.workshop)
    make.item(cast.workshop.days.get())
    publish(cast)
    assert "Wednesday 3 March 2027" in page(cast.office_contact)
    assert "Listen to one another" not in page(cast.office_contact)
    assert "Listen to one another" not in words(paper(cast.office_contact))


def test_a_set_s_meeting_is_told_to_the_set_alone(cast, page, paper):
    make.session(cast.cohort, "Our secret", on=date(2027, 4, 7), kind="set_meeting", learning_set=cast.set_a)
    for person in (cast.participant, cast.set_mate, cast.adviser):
        assert "Our secret" in page(person)
        assert "Our secret" in words(paper(person))
    for person in (cast.other_set, cast.other_adviser, cast.facilitator, cast.coordinator, cast.coach):
        assert "Our secret" not in page(person)
        assert "Set meeting" not in page(person)
        assert "Our secret" not in words(paper(person))


def test_the_page_says_what_is_next_what_is_over_and_what_to_bring(cast, page):
    make.session(cast.cohort, "Residential", on=date(2027, 2, 2), bring="An old pen")
    Session.objects.filter(pk=cast.workshop.pk).update(bring="your challenge", title="Across boundaries")
    text = page(cast.participant)
    assert "Next: Workshop 1, Wed 3 March" in text.replace("\n", " ")
    for said in (
        "10:00 to 16:30",
        "Hartwell Hall",
        "Across boundaries",
        "Bring: your challenge",
        "Hold the date",
        "Over",
    ):
        assert said in text
    assert "An old pen" not in text


def test_a_cohort_without_dates_says_so(cast, client):
    client.force_login(cast.other_cohort)
    text = client.get(reverse("workshops:programme", args=[cast.second_cohort.pk])).content.decode()
    assert "No dates yet" in text
    assert "Print the programme" not in text


def test_the_paper_holds_what_is_published_and_no_draft_whoever_prints_it(cast, paper):
    objective(cast.workshop)
    make.item(cast.workshop.days.get())
    publish(cast)
    for person in (cast.participant, cast.coordinator):
        pdf = paper(person)
        text = words(pdf)
        assert len(pdf.pages) == 1
        assert "The programme of Spring 2027" in text
        assert "Listen to one another" in text
        assert "Workshop 2" not in text
        assert "Printed 22 February 2027 at 09:00" in text


def test_the_paper_keeps_to_a_page_for_a_usual_programme_and_can_be_large(cast, paper):
    for n in range(3, 7):
        made = make.session(
            cast.cohort, f"Workshop {n}", on=make.WORKSHOP + timedelta(days=14 * n), title="Across " * 6
        )
        for text in ("Listen to one another", "Speak plainly", "Decide what changes"):
            objective(made, text)
        make.item(made.days.get())
        publish(cast, made)
    assert len(paper(cast.participant).pages) == 1
    large = paper(cast.participant, "?size=large")
    assert "Workshop 6" in words(large)
    assert "Speak plainly" in words(large)


def test_what_people_typed_is_printed_as_typed(cast, paper):
    Session.objects.filter(pk=cast.workshop.pk).update(name='#panic("x")', title="{{7*7}} *bold* <b>", bring="$x$ @ref")
    text = words(paper(cast.participant))
    for typed in ('#panic("x")', "{{7*7}} *bold* <b>", "$x$ @ref"):
        assert typed in text


def test_a_programme_without_any_date_still_prints(cast, client):
    client.force_login(cast.other_cohort)
    response = client.get(reverse("workshops:programme_sheet", args=[cast.second_cohort.pk]))
    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize(("role", "queries"), [("participant", 10), ("coordinator", 11)])
def test_the_page_costs_the_same_for_one_session_and_for_thirty(cast, client, role, queries, django_assert_num_queries):
    client.force_login(getattr(cast, role))
    make.item(cast.workshop.days.get())
    for size in (2, 4, 30):
        while Session.objects.count() < size:
            on = make.WORKSHOP + timedelta(days=Session.objects.count())
            made = make.session(cast.cohort, "More", on=on, days=2)
            make.item(made.days.first())
            publish(cast, made)
        publish_again(cast, size)
        with django_assert_num_queries(queries):
            client.get(reverse("workshops:programme", args=[cast.cohort.pk]))


def publish_again(cast, size):
    objective(cast.workshop, f"Objective {size}")
    publish(cast)
