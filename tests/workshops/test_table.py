"""What the buttons of the agenda table do, to a page and to htmx; and what happens to rows that are gone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.test_rows import agenda, table
from workshops.models import Item
from workshops.models.item import MOST
from workshops.services import days, items, places, undo

HTMX = {"HX-Request": "true"}


@pytest.fixture
def day(cast, client):
    client.force_login(cast.facilitator)
    return cast.workshop.days.get()


@pytest.fixture
def line(day):
    return [make.item(day, title) for title in "abc"]


def order(day):
    return [item.title for item in day.items.all()]


def press(client, day, name, value, **headers):
    return client.post(agenda(day), {name: value}, headers=headers)


def deleted(cast, item):
    items.delete(item=Item.objects.get(pk=item.pk), by=cast.coordinator, now=make.NOW)


@pytest.mark.parametrize(
    ("name", "after", "go"),
    [
        ("up", "bac", "up"),
        ("down", "acb", "down"),
        ("duplicate", "abbc", "title"),
        ("pin", "abc", "menu"),
        ("delete", "ac", "menu"),
    ],
)
def test_a_button_does_its_one_thing_and_leads_the_keyboard_on(client, day, line, name, after, go):
    response = press(client, day, name, line[1].pk)
    assert order(day) == list(after)
    assert f"go={go}" in response.url
    assert client.get(response.url).content.decode().count(" autofocus") == 1


def test_a_new_item_is_inserted_ready_to_be_named(client, day, line):
    response = press(client, day, "insert", line[0].pk)
    assert order(day) == ["a", "New item", "b", "c"]
    page = client.get(response.url).content.decode()
    assert "autofocus" in page.split(f'id="title-{day.items.all()[1].pk}"')[1].split(">")[0]


def test_an_item_goes_to_the_end_of_another_day(cast, client, day, line):
    other = make.day(cast.workshop, day.date + timedelta(days=1))
    make.item(other, "x")
    assert (
        f'name="to_day" value="{line[0].pk} {other.pk}"' in client.get(day.session.get_absolute_url()).content.decode()
    )
    press(client, day, "to_day", f"{line[0].pk} {other.pk}")
    assert (order(day), order(other)) == (["b", "c"], ["x", "a"])


def test_an_item_is_dropped_behind_another_of_the_table_it_is_dropped_in(cast, client, day, line):
    other = make.day(cast.workshop, day.date + timedelta(days=1))
    there = make.item(other, "x")
    press(client, day, "place", f"{line[2].pk} 0")
    assert order(day) == ["c", "a", "b"]
    press(client, other, "place", f"{line[2].pk} {there.pk}")
    assert (order(day), order(other)) == (["a", "b"], ["x", "c"])


@pytest.mark.parametrize("name", ["up", "place", "to_day", "insert", "duplicate", "pin", "delete", "put_back", "mine"])
@pytest.mark.parametrize("value", ["", "x", "-1", "²", "9" * 18, "9" * 5000, "1 2 3"])
def test_a_button_that_names_no_item_is_refused(client, day, name, value):
    assert press(client, day, name, value).status_code == 404


@pytest.mark.parametrize("name", ["up", "place", "to_day", "insert", "duplicate", "pin", "delete", "put_back"])
def test_an_item_of_another_session_is_refused(cast, client, day, name):
    theirs = make.item(cast.draft.days.get(), "theirs")
    assert press(client, day, name, f"{theirs.pk} {day.pk}").status_code == 404
    assert list(Item.objects.values_list("title", "day")) == [("theirs", theirs.day_id)]


def test_nothing_goes_to_a_day_of_another_session(cast, client, day, line):
    assert press(client, day, "to_day", f"{line[0].pk} {cast.draft.days.get().pk}").status_code == 404
    assert order(day) == ["a", "b", "c"]


def test_htmx_gets_the_days_and_what_follows_from_them_and_no_page(client, day, line):
    line[2].pinned_minute = 600
    line[2].save()
    response = press(client, day, "up", line[1].pk, **HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.lstrip().startswith('<div id="drafts"')
    assert "<html" not in page
    for part in ("news", "publication", "objectives", "turns", "outcome"):
        assert f'id="{part}"' in page
    assert "things in the agenda do not add up" in page
    assert "where this item is pinned" in page
    assert "b is number 1 of 3 and starts at 10:00." in page
    assert f'data-at="{line[1].pk}" data-go="up"' in page
    assert "autofocus" not in page


def test_what_the_fragment_said_is_not_said_again_by_the_next_page(client, day, line):
    press(client, day, "up", line[1].pk, **HTMX)
    assert "b is number 1" not in client.get(day.session.get_absolute_url()).content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_button_of_an_item_that_is_gone_says_so(cast, client, day, line, headers):
    deleted(cast, line[1])
    response = press(client, day, "up", line[1].pk, **headers)
    page = response if headers else client.get(response.url)
    assert "Somebody deleted that item meanwhile." in page.content.decode()
    assert order(day) == ["a", "c"]


def test_the_words_typed_for_a_row_that_is_gone_are_shown_and_can_be_put_back(cast, client, day, line):
    mine = table(*line, minutes_0="40", title_1="The b", minutes_1="50")
    deleted(cast, line[1])
    response = client.post(agenda(day), mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "<b>b</b> was deleted by Dana Whitfield at 09:00 on 22 February." in page
    assert "The b, 50, Other" in page
    assert 'value="40"' in page
    lost = {
        f"lost{line[1].pk}-{key.partition('-')[2]}": value for key, value in mine.items() if f"i{line[1].pk}-" in key
    }
    rest = {key: value for key, value in mine.items() if f"i{line[1].pk}-" not in key}
    client.post(agenda(day), rest | lost | {"put_back": line[1].pk})
    assert [(item.title, item.minutes) for item in day.items.all()] == [("a", 40), ("The b", 50), ("c", 30)]
    assert day.items.all()[1].pk == line[1].pk


def test_a_row_that_is_gone_and_was_not_touched_is_no_news(cast, client, day, line):
    mine = table(*line, minutes_0="40")
    deleted(cast, line[1])
    assert client.post(agenda(day), mine).status_code == 302
    assert [item.minutes for item in day.items.all()] == [40, 30]


def test_what_somebody_put_back_already_is_not_put_back_twice(cast, client, day, line):
    mine = table(line[1], title_0="The b")
    lost = {f"lost{line[1].pk}-{key.partition('-')[2]}": value for key, value in mine.items()}
    deleted(cast, line[1])
    undo.undo(session=day.session, change=day.session.draft_changes.last().pk, by=cast.coordinator, now=make.NOW)
    response = client.post(agenda(day), lost | {"put_back": line[1].pk}, follow=True)
    assert "Somebody put that item back already." in response.content.decode()
    assert order(day) == ["a", "b", "c"]


def test_a_full_day_says_how_many_it_holds(client, day):
    Item.objects.bulk_create(Item(day=day, position=n, title=f"{n}") for n in range(1, MOST + 1))
    response = press(client, day, "duplicate", day.items.first().pk, **HTMX)
    assert response.status_code == 409
    assert "A day holds at most 500 items." in response.content.decode()
    typed = {"title": "One more", "minutes": "5", "kind": "other"}
    response = client.post(reverse("workshops:item_add", args=[day.pk]), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "A day holds at most 500 items." in page
    assert 'value="One more"' in page


def test_what_is_wrong_at_the_foot_comes_back_at_the_foot_to_htmx(client, day):
    typed = {"title": "Lunch", "minutes": "-45", "kind": "meal"}
    response = client.post(reverse("workshops:item_add", args=[day.pk]), typed, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("A length cannot be negative.") == 2  # at the box, and said
    assert 'value="Lunch"' in page
    assert '<option value="meal" selected>' in page


def test_a_second_try_does_nothing_when_the_first_had_arrived(client, day, line):
    seen = {"last": "0"}
    client.post(agenda(day), {"up": line[1].pk}, headers=HTMX)
    response = client.post(agenda(day), {"up": line[1].pk} | seen, headers=HTMX)
    assert "Your change had arrived after all: b moved up." in response.content.decode()
    typed = {"title": "Lunch", "minutes": "45", "kind": "meal"} | seen
    client.post(reverse("workshops:item_add", args=[day.pk]), typed, headers=HTMX)
    assert order(day) == ["b", "a", "c"]


def test_a_second_try_goes_ahead_when_nothing_happened_since(client, day, line):
    client.post(agenda(day), {"up": line[1].pk, "last": "0"}, headers=HTMX)
    assert order(day) == ["b", "a", "c"]


def test_a_second_try_goes_ahead_after_somebody_elses_change_and_saves_the_rows_too(cast, client, day, line):
    mine = table(*line, minutes_0="45")
    items.add(day=day, fields={"title": "d"}, by=cast.coordinator, now=make.NOW)
    client.post(agenda(day), mine | {"up": line[1].pk, "last": "0"}, headers=HTMX)
    assert [(item.title, item.minutes) for item in day.items.all()] == [("b", 30), ("a", 45), ("c", 30), ("d", 30)]


@pytest.mark.parametrize("last", ["", "x", "²", "-1", "9" * 30])
def test_a_mark_that_no_page_made_is_no_second_try(client, day, line, last):
    client.post(agenda(day), {"up": line[1].pk, "last": last}, headers=HTMX)
    assert order(day) == ["b", "a", "c"]


def test_undo_and_redo_say_in_words_what_and_whose(client, day, line):
    press(client, day, "up", line[1].pk)
    page = client.get(day.session.get_absolute_url()).content.decode()
    assert "Undo: b moved up, by Frances Dale" in page
    change = day.session.draft_changes.get()
    response = client.post(reverse("workshops:undo", args=[day.session_id]), {"change": change.pk}, follow=True)
    page = response.content.decode()
    assert order(day) == ["a", "b", "c"]
    assert "Undone: b moved up." in page
    assert "Redo: b moved up" in page
    assert "Undo:" not in page
    client.post(reverse("workshops:redo", args=[day.session_id]), {"change": change.pk})
    assert order(day) == ["b", "a", "c"]


@pytest.mark.parametrize("typed", ["", "x", "²", "-1", "9" * 30])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_undo_pressed_on_a_page_that_is_no_longer_true_changes_nothing(cast, client, day, line, typed, headers):
    press(client, day, "up", line[1].pk)
    url = reverse("workshops:undo", args=[day.session_id])
    response = client.post(url, {"change": typed}, headers=headers, follow=True)
    page = response.content.decode()
    assert response.status_code == (409 if headers else 200)
    assert "Nothing was changed: the draft is not as you saw it. Latest change: b moved up, by Frances Dale." in page
    assert order(day) == ["b", "a", "c"]


def test_a_pin_that_looks_like_the_small_hours_is_moved_to_the_next_day_in_one_press(client, day):
    make.item(day, "Dinner", 60, pinned_minute=23 * 60)
    make.item(day, "Music", 60, pinned_minute=30)
    page = client.get(day.session.get_absolute_url()).content.decode()
    assert "Pin Music to 00:30 next day" in page
    music = day.items.last()
    client.post(reverse("workshops:mend", args=[day.session_id]), {"remedy": f"tomorrow {music.pk} 1 30"})
    assert day.items.last().pinned_minute == 24 * 60 + 30
    page = client.get(day.session.get_absolute_url()).content.decode()
    assert "Does not fit" not in page
    assert "next day" in page


def test_a_day_that_runs_past_midnight_goes_on_counting(client, day):
    make.item(day, "Long", 1440)
    make.item(day, "Longer", 1440)
    make.item(day, "Late")
    page = client.get(day.session.get_absolute_url()).content.decode()
    assert page.count(">next day</small>") == 2
    press(client, day, "pin", day.items.last().pk)
    assert day.items.last().pinned_minute == 2 * 1440 - 1
    assert client.post(agenda(day), table(*day.items.all())).status_code == 302


def test_the_fragment_costs_as_many_queries_for_thirty_items_as_for_one(client, day, django_assert_num_queries):
    for size in (3, 30):
        while day.items.count() < size:
            make.item(day)
        first = day.items.first()
        with django_assert_num_queries(FRAGMENT_QUERIES):
            press(client, day, "down", first.pk, **HTMX)


FRAGMENT_QUERIES = 49


def test_a_row_whose_item_went_to_another_day_meanwhile_is_saved_where_it_is_now(cast, client, day):
    item, other = make.item(day, "Panel"), make.day(cast.workshop, day.date + timedelta(days=1))
    typed = table(item, title_0="Panel of three")
    places.place(item=item, day=other, after=None, by=cast.coordinator, now=make.NOW)
    page = client.post(agenda(day), typed, follow=True).content.decode()
    assert "Saved." in page
    assert order(day) == []
    assert order(other) == ["Panel of three"]


def test_undo_says_when_what_it_brings_back_is_on_a_cancelled_day(cast, client, day, line):
    other = make.day(cast.workshop, day.date + timedelta(days=1))
    for item, on in ((line[0], other), (line[0], day)):
        places.place(item=Item.objects.get(pk=item.pk), day=on, after=None, by=cast.facilitator, now=make.NOW)
    days.cancel(day=other, by=cast.facilitator, now=make.NOW)
    for change, is_told in zip(reversed(cast.workshop.draft_changes.all()), (True, False), strict=True):
        url = reverse("workshops:undo", args=[cast.workshop.pk])
        page = client.post(url, {"change": change.pk}, follow=True).content.decode()
        assert ("Some of it is on a cancelled day" in page) == is_told
    assert order(day) == ["a", "b", "c"]
