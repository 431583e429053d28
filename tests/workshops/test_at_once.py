"""Two presses on one agenda at the same moment, on the database that really runs them at the same moment."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.cast import assemble
from tests.cohorts.test_at_once import at_once
from workshops.exceptions import Gone, MovedOn
from workshops.models import Item, Speaker
from workshops.services import items, losses, places, speakers, speaking, undo

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
FOUR = 4


@pytest.fixture
def cast(db):
    return assemble()


@pytest.fixture
def by(cast):
    return {"by": cast.facilitator, "now": make.NOW}


@pytest.fixture
def day(cast):
    return cast.workshop.days.get()


def refused(given, reason):
    return sum(isinstance(one, reason) for one in given)


def test_undo_pressed_by_several_at_once_undoes_one_step(cast, day, by):
    for title in "abcdef":
        items.add(day=day, fields={"title": title}, **by)
    latest = cast.workshop.draft_changes.last().pk
    given = at_once(*[lambda: undo.undo(session=cast.workshop, change=latest, **by)] * FOUR)
    assert refused(given, MovedOn) == FOUR - 1
    assert day.items.count() == 5


def test_items_added_at_once_each_have_a_place_and_a_step_of_their_own(cast, day, by):
    at_once(*[lambda n=n: items.add(day=day, fields={"title": f"{n}"}, **by) for n in range(FOUR)])
    assert [item.position for item in day.items.all()] == [1, 2, 3, 4]
    assert [change.number for change in cast.workshop.draft_changes.all()] == [1, 2, 3, 4]


def test_an_item_deleted_while_others_move_it_is_gone_for_them_and_nothing_fails(day, by):
    for title in "abc":
        make.item(day, title)
    item = day.items.last()
    given = at_once(
        lambda: items.delete(item=Item.objects.select_related("day").get(pk=item.pk), **by),
        *[lambda: places.move(item=item, up=True, **by)] * FOUR,
    )
    assert all(one is None or isinstance(one, Item | Gone) for one in given)
    assert [(other.title, other.position) for other in day.items.all()] == [("a", 1), ("b", 2)]


def test_an_item_put_back_by_several_at_once_comes_back_once(cast, day, by):
    item = make.item(day, "a")
    pk = item.pk
    items.delete(item=item, **by)
    given = at_once(*[lambda: losses.put_back(session=cast.workshop, item=pk, fields={}, **by)] * FOUR)
    assert refused(given, MovedOn) == FOUR - 1
    assert day.items.count() == 1


def test_delete_pressed_twice_at_once_deletes_once_and_says_so(cast, day):
    item = make.item(day, "a")
    url, client = reverse("workshops:item_delete", args=[item.pk]), Client()
    client.force_login(cast.facilitator)

    def press():
        mine = Client()
        mine.cookies = client.cookies
        return mine.post(url).status_code

    assert set(at_once(*[press] * FOUR)) <= {302, 404}
    assert not day.items.exists()


def test_a_speaker_removed_while_they_answer_is_no_fault(cast, by):
    speaker = make.speaker(cast.workshop)
    url = reverse("workshops:speak", args=[speaker.pk, speaking.token_of(speaker)])
    given = at_once(
        lambda: speakers.remove(speaker=Speaker.objects.get(pk=speaker.pk), **by),
        *[lambda: Client().post(url, {"answer": "yes"}).status_code] * FOUR,
    )
    assert {one for one in given if not isinstance(one, Gone)} <= {None, 302, 404}
    assert not Speaker.objects.exists()


def test_a_speaker_removed_by_several_at_once_is_removed_once(cast, by):
    speaker = make.speaker(cast.workshop)
    given = at_once(*[lambda: speakers.remove(speaker=speaker, **by)] * FOUR)
    assert refused(given, Gone) == FOUR - 1
