import pytest
from django.urls import reverse

from tests import factories as make
from workshops import reply_links
from workshops.models import Reply


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def day(cast):
    return cast.workshop.days.get()


def address(day):
    return reverse("workshops:replies_enter", args=[day.pk])


def row(person, answer, **fields):
    return {f"p{person.pk}-{name}": value for name, value in ({"answer": answer} | fields).items()}


def kept():
    return {
        reply.person.email.split("@")[0]: (reply.answer, reply.note, reply.said_by) for reply in Reply.objects.all()
    }


def said(cast, name):
    return kept().get(getattr(cast, name).email.split("@")[0])


def test_the_office_enters_several_and_who_said_each(cast, client, day):
    client.force_login(cast.coordinator)
    typed = row(cast.participant, "sorry", said_by="Her assistant") | row(cast.set_mate, "part", note="From 11:00")
    assert client.post(address(day), typed).url == reverse("workshops:replies", args=[day.pk])
    assert said(cast, "participant") == ("sorry", "", "Her assistant")
    assert said(cast, "set_mate") == ("part", "From 11:00", "")
    assert set(Reply.objects.values_list("by", flat=True)) == {cast.coordinator.pk}
    assert len(kept()) == 2


def test_one_wrong_row_keeps_every_row_as_typed_and_saves_none(cast, client, day):
    client.force_login(cast.coordinator)
    typed = row(cast.participant, "sorry", note="Ill") | row(cast.set_mate, "", note="Rang, unsure")
    response = client.post(address(day), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Reply: Robin Ashworth: Choose one of the four." in page
    assert "Ill" in page
    assert "Rang, unsure" in page
    assert '<option value="sorry" selected>' in page
    assert not Reply.objects.exists()


def test_a_row_left_alone_keeps_who_said_it_and_when(cast, client, day):
    before = Reply.objects.create(day=day, person=cast.participant, answer="coming", by=cast.participant, at=make.NOW)
    client.force_login(cast.coordinator)
    client.post(address(day), row(cast.participant, "coming") | row(cast.set_mate, "sorry"))
    assert Reply.objects.get(person=cast.participant).by == before.by == cast.participant
    assert said(cast, "set_mate") == ("sorry", "", "")


def test_a_stranger_s_row_is_not_read(cast, client, day):
    client.force_login(cast.coordinator)
    client.post(address(day), row(cast.other_cohort, "coming") | row(cast.participant, "online"))
    assert list(Reply.objects.values_list("person", flat=True)) == [cast.participant.pk]


def test_nights_are_asked_between_the_days_of_a_residential_alone(cast, client, day):
    first, last = make.session(cast.cohort, "Residential", days=2, kind="residential").days.all()
    client.force_login(cast.coordinator)
    asked = ["Stays the night" in client.get(address(each)).content.decode() for each in (day, first, last)]
    assert asked == [False, True, False]
    client.post(address(first), row(cast.participant, "sorry", stays="yes") | row(cast.set_mate, "coming", stays="no"))
    assert dict(Reply.objects.values_list("person", "stays")) == {cast.participant.pk: True, cast.set_mate.pk: False}


def test_another_answer_from_the_page_of_one_keeps_the_night_unless_they_are_away(cast, client, day):
    Reply.objects.create(day=day, person=cast.participant, answer="coming", stays=True, at=make.NOW)
    client.force_login(cast.participant)
    nights = []
    for answer in ("part", "sorry"):
        client.post(reverse("workshops:reply", args=[day.pk, cast.participant.pk]), {"answer": answer})
        nights.append(Reply.objects.get().stays)
    assert nights == [True, None]


def test_it_costs_the_same_for_three_people_and_for_thirty(cast, client, day, django_assert_num_queries):
    client.force_login(cast.coordinator)
    client.get(address(day))
    with django_assert_num_queries(QUERIES):
        client.get(address(day))
    for n in range(27):
        make.place(cast.cohort, make.person(f"Person {n}"))
    with django_assert_num_queries(QUERIES):
        client.get(address(day))


QUERIES = 9


def test_a_link_never_shows_what_another_noted_and_leaves_it_until_it_says_something_else(cast, client, day):
    fields = {"answer": "part", "note": "Leaves early, clinic", "said_by": "Her PA", "by": cast.coordinator}
    Reply.objects.create(day=day, person=cast.participant, **fields, at=make.NOW)
    link = reply_links.path(cast.workshop.pk, cast.participant, cast.participant)
    told = []
    for answer, note in (("part", ""), ("part", "Mine")):
        assert "clinic" not in client.get(link).content.decode()
        assert "clinic" not in client.post(link, answered(day, answer, note), follow=True).content.decode()
        told.append((Reply.objects.get().note, Reply.objects.get().said_by, Reply.objects.get().by))
    assert told == [("Leaves early, clinic", "Her PA", cast.coordinator), ("Mine", "", cast.participant)]
    assert "Mine" in client.get(link).content.decode()


def answered(day, answer, note):
    return {f"d{day.pk}-answer": answer, f"d{day.pk}-note": note}
