"""Certificates: from the registers, for those the office ticks."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests import factories as make
from workshops.certificates import not_entered, records
from workshops.services import attendance

AFTER = datetime(2027, 3, 3, 17, tzinfo=UTC)


@pytest.fixture
def entered(cast, time_machine):
    """The register of the workshop: one came for the day, one for the morning, one not at all."""
    time_machine.move_to(AFTER, tick=False)
    came = {(cast.participant_place.pk, "am"), (cast.participant_place.pk, "pm"), (cast.set_mate_place.pk, "am")}
    attendance.enter(day=cast.workshop.days.get(), came=came, by=cast.facilitator, now=AFTER)


def page(client, cast, who="coordinator"):
    client.force_login(getattr(cast, who))
    return client.get(reverse("workshops:certificates", args=[cast.cohort.pk])).content.decode()


def printed(client, cast, *places):
    client.force_login(cast.coordinator)
    url = reverse("workshops:certificates_sheet", args=[cast.cohort.pk])
    return client.get(url, {"place": [place.pk for place in places]})


def words(response):
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(response.content)).pages]


def test_it_counts_the_half_days_that_the_registers_say(cast, entered):
    found = {each.place: (each.came, each.held, len(each.sessions)) for each in records(cast.cohort)}
    assert found == {cast.participant_place: (2, 2, 1), cast.set_mate_place: (1, 2, 1), cast.other_set_place: (0, 2, 0)}


def test_a_set_s_own_meeting_is_on_no_certificate(cast, entered):
    meeting = make.session(cast.cohort, "Set 1", date(2027, 3, 1), kind="set_meeting", learning_set=cast.set_a)
    came = {(cast.participant_place.pk, "am")}
    attendance.enter(day=meeting.days.get(), came=came, by=cast.adviser, now=AFTER)
    assert {session.name for each in records(cast.cohort) for session in each.sessions} == {"Workshop 1"}


def test_whoever_came_to_something_is_ticked(cast, client, entered):
    said = page(client, cast)
    assert said.count(" checked") == 2
    assert "2 of 2" in said
    assert "0 of 2" in said


def test_a_register_not_entered_is_said_and_counts_for_nobody(cast, client, time_machine):
    time_machine.move_to(AFTER, tick=False)
    said = page(client, cast)
    assert "Not entered yet, so counted for nobody" in said
    assert " checked" not in said
    assert [day.session for day in not_entered(cast.cohort, AFTER)] == [cast.workshop]


def test_each_ticked_person_gets_a_page_of_their_own(cast, client, entered):
    first, second = sorted(words(printed(client, cast, cast.participant_place, cast.set_mate_place)))
    both = first + second
    assert "Sam Okafor" in both
    assert "Robin Ashworth" in both
    assert both.count("Workshop 1") == 2
    assert "Jo Hartley" not in both


def test_it_can_be_printed_for_one_who_came_to_nothing(cast, client, entered):
    (only,) = words(printed(client, cast, cast.other_set_place))
    assert "Jo Hartley" in only
    assert "Sessions attended" not in only


def test_somebody_of_another_cohort_refuses_them_all(cast, client, entered):
    assert printed(client, cast, cast.participant_place, cast.other_cohort_place).status_code == 404


@pytest.mark.parametrize("value", ["x", "-1", "", "9" * 30])
def test_a_tick_that_is_not_on_the_page_is_not_found(cast, client, value):
    client.force_login(cast.coordinator)
    url = reverse("workshops:certificates_sheet", args=[cast.cohort.pk])
    assert client.get(url, {"place": value}).status_code == 404


def test_ticking_nobody_says_so(cast, client):
    client.force_login(cast.coordinator)
    url = reverse("workshops:certificates_sheet", args=[cast.cohort.pk])
    assert "Nobody is ticked" in client.get(url, follow=True).content.decode()


def test_the_page_costs_the_same_for_three_and_for_thirty(cast, client, entered, django_assert_num_queries):
    page(client, cast)
    with django_assert_num_queries(9):
        page_again = client.get(reverse("workshops:certificates", args=[cast.cohort.pk]))
    for n in range(27):
        make.place(cast.cohort, make.person(f"Alex {n}"))
    with django_assert_num_queries(9):
        assert len(client.get(page_again.wsgi_request.path).content) > len(page_again.content)
