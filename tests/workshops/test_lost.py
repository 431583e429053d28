"""An item deleted under the hands of somebody who writes on its page."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.test_item_pages import edited
from workshops.models import Item, Objective
from workshops.services import items


@pytest.fixture
def item(cast, client):
    client.force_login(cast.facilitator)
    day = cast.workshop.days.get()
    make.item(day, "Before")
    item = make.item(day, "Panel", 60, notes="Seat them")
    make.item(day, "After")
    return item


def url(item):
    return reverse("workshops:item_edit", args=[item.pk])


def typed(item, **words):
    return edited(item, of_day=item.day_id, notes="An hour's notes") | words


def deleted(cast, item):
    items.delete(item=Item.objects.get(pk=item.pk), by=cast.coordinator, now=make.NOW)


def test_the_page_knows_its_day(client, item):
    assert f'name="of_day" value="{item.day_id}"' in client.get(url(item)).content.decode()


def test_what_was_typed_is_shown_with_who_deleted_it_and_comes_back_in_its_place(cast, client, item):
    objective = Objective.objects.create(session=cast.workshop, position=1, text="Listen")
    deleted(cast, item)
    response = client.post(url(item), typed(item, objectives=[objective.pk]))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Dana Whitfield deleted Panel at 09:00 on 22 February." in page
    assert "An hour&#x27;s notes" in page
    assert "?put_back" in page
    response = client.post(f"{url(item)}?put_back", typed(item, objectives=[objective.pk]), follow=True)
    assert "Put back: Panel." in response.content.decode()
    back = Item.objects.get(pk=item.pk)
    assert (back.notes, back.position, list(back.objectives.all())) == ("An hour's notes", 2, [objective])
    assert [row.title for row in item.day.items.all()] == ["Before", "Panel", "After"]


def test_when_nobody_knows_the_old_one_any_more_a_new_one_takes_the_words(cast, client, item):
    deleted(cast, item)
    cast.workshop.draft_changes.all().delete()
    assert "Somebody deleted it while you were writing." in client.post(url(item), typed(item)).content.decode()
    client.post(f"{url(item)}?put_back", typed(item))
    back = item.day.items.last()
    assert (back.title, back.notes) == ("Panel", "An hour's notes")
    assert back.pk != item.pk


def test_wrong_words_are_not_put_back_and_not_lost(cast, client, item):
    deleted(cast, item)
    response = client.post(f"{url(item)}?put_back", typed(item, minutes="-5"))
    assert response.status_code == 422
    assert "An hour&#x27;s notes" in response.content.decode()
    assert not Item.objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("day", ["", "x", "²", "9" * 30])
def test_without_the_day_there_is_nothing_to_tell(cast, client, item, day):
    deleted(cast, item)
    assert client.post(url(item), typed(item, of_day=day)).status_code == 404
    assert client.get(url(item)).status_code == 404


def test_nobody_learns_of_items_elsewhere_or_puts_words_into_other_sessions(cast, client, item):
    theirs = make.item(cast.draft.days.get(), "Secret")
    deleted(cast, theirs)
    page = client.post(url(theirs), typed(item)).content.decode()
    assert "Secret" not in page
    assert "Dana Whitfield" not in page
    client.force_login(cast.other_facilitator)
    assert client.post(f"{url(theirs)}?put_back", typed(item)).status_code == 404
    client.force_login(cast.adviser)
    assert client.post(f"{url(theirs)}?put_back", typed(item)).status_code == 403
    assert item.day.items.count() == 3
