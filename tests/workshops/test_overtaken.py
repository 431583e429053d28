"""Somebody is quicker between the moment a page is fetched and the moment it is saved: it is said, nothing is lost."""

from importlib import import_module

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.test_rows import agenda
from workshops.models import Item, SessionDay, Speaker


@pytest.fixture
def overtake(monkeypatch):
    """overtake(service, first) has `first` happen just before the service is called."""

    def overtake(service, first):
        module, _dot, verb = service.rpartition(".")
        real = getattr(import_module(module), verb)

        def late(**what):
            first()
            return real(**what)

        monkeypatch.setattr(service, late)

    return overtake


@pytest.fixture
def day(cast, client):
    client.force_login(cast.coordinator)
    return cast.workshop.days.get()


def test_a_day_that_was_cancelled_meanwhile_is_not_saved_and_what_was_typed_stays(client, day, overtake):
    overtake("workshops.services.days.edit", lambda: SessionDay.objects.update(cancelled_at=make.NOW))
    typed = {"date": "5 March 2027", "opens": "09:15", "closes": "16:00"}
    response = client.post(reverse("workshops:day_edit", args=[day.pk]), typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert "This day was cancelled meanwhile, so nothing was saved. Add a new day instead." in page
    assert 'value="09:15"' in page
    day.refresh_from_db()
    assert day.date == make.WORKSHOP


def test_a_speaker_who_was_removed_meanwhile_is_not_saved_and_what_was_typed_stays(cast, client, day, overtake):
    speaker = make.speaker(cast.workshop)
    overtake("workshops.services.speakers.edit", lambda: Speaker.objects.all().delete())
    typed = {"name": "Cllr Ruth Amery-Hall", "status": "asked"}
    response = client.post(reverse("workshops:speaker_edit", args=[speaker.pk]), typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert "They were removed from the session meanwhile, so nothing was saved." in page
    assert 'value="Cllr Ruth Amery-Hall"' in page
    assert not Speaker.objects.exists()


def test_an_item_that_was_deleted_meanwhile_is_not_deleted_twice(client, day, overtake):
    item = make.item(day, "Lunch")
    make.item(day, "Close")
    overtake("workshops.services.items.delete", lambda: Item.objects.filter(pk=item.pk).delete())
    page = client.post(agenda(day), {"delete": item.pk}, follow=True).content.decode()
    assert "Somebody deleted that item meanwhile." in page
    assert [left.title for left in day.items.all()] == ["Close"]
