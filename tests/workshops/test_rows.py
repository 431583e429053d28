"""The rows of the agenda table, typed over."""

import pytest
from django.urls import reverse

from tests import factories as make
from workshops.forms.rows import shown
from workshops.models import Item


@pytest.fixture
def day(cast, client):
    client.force_login(cast.facilitator)
    return cast.workshop.days.get()


def table(*items, **changed):
    """The agenda table as the page posts it; `changed` is "minutes_1"-like: field, then the place of the item."""
    typed = {}
    for n, item in enumerate(items):
        boxes = shown(item)
        typed |= {f"i{item.pk}-{name}": changed.get(f"{name}_{n}", value) for name, value in boxes.items()}
    return typed


def agenda(day):
    return reverse("workshops:agenda", args=[day.pk])


def minutes(day):
    return [item.minutes for item in day.items.all()]


def test_lengths_and_kinds_are_changed_in_the_table(client, day):
    first, second = make.item(day, "First", 10), make.item(day, "Second", 10)
    response = client.post(agenda(day), table(first, second, minutes_0="25", kind_1="panel"))
    assert response.url == day.session.get_absolute_url()
    assert minutes(day) == [25, 10]
    assert [item.kind for item in day.items.all()] == ["other", "panel"]


def test_moving_an_item_saves_the_lengths_typed_before(client, day):
    first, second = make.item(day, "First", 10), make.item(day, "Second", 10)
    response = client.post(agenda(day), table(first, second, minutes_0="25") | {"up": second.pk})
    assert [(item.title, item.minutes) for item in day.items.all()] == [("Second", 10), ("First", 25)]
    assert response.url.endswith(f"?at={second.pk}&go=up#item-{second.pk}")


def test_the_keyboard_stays_on_the_button_that_moved_the_item(client, day):
    make.item(day, "First", 10)
    second, _third = make.item(day, "Second", 10), make.item(day, "Third", 10)
    page = client.get(f"{day.session.get_absolute_url()}?at={second.pk}&go=down").content.decode()
    button = page.split('aria-label="Move Second down"')[1].split(">")[0]
    assert "autofocus" in button
    assert page.count("autofocus") == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "A length cannot be negative."),
        ("1500", "An item lasts at most 1440 minutes, which is 24 hours."),
        ("ten", "Write the length in minutes, such as 45, or as 1h30."),
        ("", "Write the length in minutes"),
        ("9" * 4000, "at most 1440 minutes"),
        ("9" * 5000, "Write the length in minutes, such as 45"),
    ],
)
def test_a_length_that_cannot_be_is_said_and_nothing_is_saved(client, day, typed, said):
    first, second = make.item(day, "First", 10), make.item(day, "Second", 10)
    response = client.post(agenda(day), table(first, second, minutes_0="25", minutes_1=typed))
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert f'value="{typed}"' in page
    assert 'value="25"' in page
    assert minutes(day) == [10, 10]


def test_two_editors_of_the_table_the_second_is_told_and_loses_nothing(client, day):
    first, second = make.item(day, "First", 10), make.item(day, "Second", 10)
    mine = table(first, second, minutes_0="25")
    client.post(agenda(day), table(first, minutes_0="40"))
    response = client.post(agenda(day), mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else saved this meanwhile" in page
    assert "First is now saved with 40 minutes" in page
    assert 'value="25"' in page
    assert client.post(agenda(day), mine).status_code == 409
    assert minutes(day) == [40, 10]
    client.post(agenda(day), mine | {"mine": f"{first.pk} 2"})
    assert minutes(day) == [25, 10]


def test_the_second_may_also_leave_it_at_what_the_first_saved(client, day):
    first, second = make.item(day, "First", 10), make.item(day, "Second", 10)
    mine = table(first, second, minutes_0="25", minutes_1="30")
    client.post(agenda(day), table(first, minutes_0="40"))
    assert client.post(agenda(day), mine | {"theirs": first.pk}).status_code == 302
    assert minutes(day) == [40, 30]


def test_who_has_seen_the_one_version_does_not_overwrite_the_next(client, day):
    first = make.item(day, "First", 10)
    mine = table(first, minutes_0="25")
    client.post(agenda(day), table(first, minutes_0="40"))
    client.post(agenda(day), table(day.items.get(), minutes_0="50"))
    assert client.post(agenda(day), mine | {"mine": f"{first.pk} 2"}).status_code == 409
    assert minutes(day) == [50]


def test_two_who_typed_the_same_are_at_one(client, day):
    first = make.item(day, "First", 10)
    mine = table(first, minutes_0="40")
    client.post(agenda(day), mine)
    assert client.post(agenda(day), mine).status_code == 302


def test_a_title_and_a_pin_are_typed_in_the_row_too(client, day):
    first = make.item(day, "First", 10, pinned_minute=600)
    client.post(agenda(day), table(first, title_0=" The\r\nfirst ", pinned_minute_0="00:30 next day", minutes_0="1h30"))
    first.refresh_from_db()
    assert (first.title, first.pinned_minute, first.minutes) == ("The first", 1470, 90)
    client.post(agenda(day), table(first, pinned_minute_0=""))
    first.refresh_from_db()
    assert first.pinned_minute is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title_0": " "}, "Write a title."),
        ({"title_0": "x" * 201}, "A title has at most 200 characters."),
        ({"title_0": "a\x00b"}, "Null characters"),
        ({"pinned_minute_0": "noon"}, "Write a time such as 12:45, or 00:30 next day."),
        ({"kind_0": "party"}, "party is not one of the available choices"),
        ({"was_0": "x"}, "Enter a valid value"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_at_the_row(client, day, typed, said):
    first, second = make.item(day, "First", 10), make.item(day, "Second", 10)
    response = client.post(agenda(day), table(first, second, minutes_1="45", **typed))
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert 'value="45"' in page
    assert minutes(day) == [10, 10]


def test_a_row_that_only_the_other_editor_changed_is_left_alone(client, day):
    first, second = make.item(day, "First", 10), make.item(day, "Second", 10)
    mine = table(first, second, minutes_1="25")
    client.post(agenda(day), table(first, minutes_0="40"))
    assert client.post(agenda(day), mine).status_code == 302
    assert minutes(day) == [40, 25]


def test_an_item_of_another_day_in_the_table_refuses_everything(cast, client, day):
    mine, other = make.item(day, "Mine", 10), make.item(cast.draft.days.get(), "Other", 10)
    assert client.post(agenda(day), table(mine, other, minutes_0="25", minutes_1="25")).status_code == 404
    assert client.post(agenda(day), table(mine, minutes_0="25") | {"up": other.pk}).status_code == 404
    assert set(Item.objects.values_list("minutes", flat=True)) == {10}


@pytest.mark.parametrize("pk", ["", "x", "-1", "9" * 18, "9" * 5000, "²"])
def test_moving_what_is_no_item_is_refused(client, day, pk):
    assert client.post(agenda(day), {"up": pk}).status_code == 404
