"""What changed since the last edition: before publishing, on each edition, and for delegates of what they read."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import publish

LONGER = "“Welcome” is longer: 45 minutes instead of 30 minutes."


@pytest.fixture
def item(cast):
    """An item of the workshop, published once."""
    made = make.item(cast.workshop.days.get())
    publish(cast)
    return made


def lengthen(item, minutes=45):
    item.minutes = minutes
    item.save()


def page(client, person, name, *args):
    client.force_login(person)
    return client.get(reverse(f"workshops:{name}", args=args)).content.decode()


def test_before_publishing_it_says_what_will_change(cast, client, item):
    assert "Changed since edition" not in page(client, cast.coordinator, "publish", cast.workshop.pk)
    lengthen(item)
    told = page(client, cast.coordinator, "publish", cast.workshop.pk)
    assert "Changed since edition 1" in told
    assert LONGER in told


def test_the_first_edition_changed_nothing(cast, client, item):
    assert "Changed since edition" not in page(client, cast.coordinator, "edition", cast.workshop.pk, 1)


def test_each_edition_says_what_it_changed_against_the_one_before(cast, client, item):
    lengthen(item)
    publish(cast)
    lengthen(item, 60)
    publish(cast)
    second = page(client, cast.coordinator, "edition", cast.workshop.pk, 2)
    assert "Changed since edition 1" in second
    assert LONGER in second
    third = page(client, cast.coordinator, "edition", cast.workshop.pk, 3)
    assert "Changed since edition 2" in third
    assert "1 hour instead of 45 minutes" in third


def test_delegates_read_what_the_latest_edition_changed(cast, client, item):
    assert "Changed since" not in page(client, cast.participant, "session", cast.workshop.pk)
    lengthen(item)
    publish(cast)
    told = page(client, cast.participant, "session", cast.workshop.pk)
    assert "Changed since edition 1: one thing" in told
    assert LONGER in told


def test_delegates_never_read_what_only_the_draft_changed(cast, client, item):
    lengthen(item)
    publish(cast)
    lengthen(item, 90)
    make.item(cast.workshop.days.get(), "A draft idea")
    for person in (cast.participant, cast.coach, cast.adviser):
        told = page(client, person, "session", cast.workshop.pk)
        assert LONGER in told
        assert "1 hour 30 minutes" not in told
        assert "A draft idea" not in told


def test_a_day_that_was_cancelled_keeps_its_name(cast, client):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    for day in residential.days.all():
        make.item(day)
    publish(cast, residential)
    residential.days.exclude(date=make.WORKSHOP).update(cancelled_at=make.NOW)
    publish(cast, residential)
    assert "Thu 4 March no longer takes place." in page(client, cast.participant, "session", residential.pk)


def test_publishing_again_says_that_what_was_printed_is_out_of_date(cast, client, item):
    lengthen(item)
    client.force_login(cast.coordinator)
    told = client.post(reverse("workshops:publish", args=[cast.workshop.pk]), follow=True).content.decode()
    assert "Edition 2 is published." in told
    assert "What was printed before is out of date: print again under “To print”." in told


def test_what_somebody_typed_is_shown_as_text(cast, client, item):
    item.title = "<script>{{7*7}}"
    item.save()
    told = page(client, cast.coordinator, "publish", cast.workshop.pk)
    assert "“Welcome” is called “&lt;script&gt;{{7*7}}” now." in told
