"""The agenda table and the page of one item."""

import pytest
from django.urls import reverse

from tests import factories as make
from workshops.forms.rows import shown
from workshops.models import Item, Objective


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


def test_an_item_is_added_from_three_fields_at_the_foot_of_the_table(client, day):
    url = reverse("workshops:item_add", args=[day.pk])
    response = client.post(url, {"title": "Lunch", "minutes": "45", "kind": "meal"})
    item = day.items.get()
    assert (item.title, item.minutes, item.kind, item.pinned_minute) == ("Lunch", 45, "meal", None)
    page = client.get(response.url).content.decode()
    assert "autofocus" in page.split(f'id="quick-{day.pk}-title"')[1].split(">")[0]


def test_what_is_wrong_at_the_foot_comes_back_on_the_full_form(client, day):
    url = reverse("workshops:item_add", args=[day.pk])
    response = client.post(url, {"title": "Lunch", "minutes": "-45", "kind": "meal"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "A length cannot be negative." in page
    assert 'value="Lunch"' in page
    assert not day.items.exists()


def test_a_break_starts_as_a_quarter_of_an_hour(client, day):
    page = client.get(reverse("workshops:item_add", args=[day.pk]) + "?kind=break").content.decode()
    assert 'value="Break"' in page
    assert 'value="15"' in page


@pytest.mark.parametrize(
    ("typed", "pinned", "shown"),
    [("12:45", 765, "12:45"), ("00:30 next day", 1470, "00:30 next day"), ("", None, "")],
)
def test_a_pin_is_typed_as_a_time(client, day, typed, pinned, shown):
    item = make.item(day, "Lunch")
    url = reverse("workshops:item_edit", args=[item.pk])
    client.post(url, edited(item, pinned_minute=typed))
    item.refresh_from_db()
    assert item.pinned_minute == pinned
    page = client.get(url).content.decode()
    assert f'value="{shown}"' in page or not shown


def edited(item, **typed):
    return {"title": item.title, "minutes": item.minutes, "kind": item.kind, "revision": item.revision} | typed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"pinned_minute": "25:00"}, "Write a time such as 12:45, or 00:30 next day."),
        ({"pinned_minute": "noon"}, "Write a time such as 12:45, or 00:30 next day."),
        ({"minutes": "1500"}, "at most 1440 minutes"),
        ({"minutes": "-1"}, "cannot be negative"),
        ({"title": "a\x00b"}, "Null characters"),
        ({"title": "a\r\nb"}, "on one line"),
        ({"title": "x" * 1_000_000}, "at most 200 characters"),
        ({"notes": "x" * 1_000_000}, "at most 4000 characters"),
        ({"revision": "x"}, "Enter a whole number"),
    ],
)
def test_what_is_wrong_on_an_item_is_said_and_what_was_typed_is_kept(client, day, typed, said):
    item = make.item(day, "Lunch")
    response = client.post(reverse("workshops:item_edit", args=[item.pk]), edited(item, lead="Typed lead") | typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "Typed lead" in page
    item.refresh_from_db()
    assert (item.title, item.lead, item.revision) == ("Lunch", "", 1)


def test_two_editors_of_an_item_the_second_sees_both_texts(cast, client, day):
    objective = Objective.objects.create(session=cast.workshop, position=1, text="Listen")
    item = make.item(day, "Panel")
    url = reverse("workshops:item_edit", args=[item.pk])
    client.post(url, edited(item, notes="What the first wrote", objectives=[objective.pk]))
    response = client.post(url, edited(item, notes="What the second wrote"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else saved this item meanwhile" in page
    assert "What the first wrote" in page
    assert "What the second wrote" in page
    assert "<dd>Listen</dd>" in page
    item.refresh_from_db()
    assert item.notes == "What the first wrote"
    assert 'name="revision" value="2"' in page
    client.post(url, edited(item, notes="Both", revision=2))
    item.refresh_from_db()
    assert item.notes == "Both"


def test_an_objective_or_speaker_of_another_session_cannot_be_tied(cast, client, day):
    mine = Objective.objects.create(session=cast.workshop, position=1, text="Mine")
    make.speaker(cast.workshop)
    foreign = Objective.objects.create(session=cast.draft, position=1, text="Foreign")
    stranger = make.speaker(cast.draft, "Stranger")
    item = make.item(day, "Panel")
    url = reverse("workshops:item_edit", args=[item.pk])
    for typed in ({"objectives": [mine.pk, foreign.pk]}, {"speakers": [stranger.pk]}):
        assert client.post(url, edited(item, **typed)).status_code == 422
    assert not item.objectives.exists()
    assert not item.speakers.exists()


def test_speakers_and_objectives_are_chosen_on_the_item(cast, client, day):
    objective = Objective.objects.create(session=cast.workshop, position=1, text="Mine")
    speaker = make.speaker(cast.workshop)
    item = make.item(day, "Panel")
    url = reverse("workshops:item_edit", args=[item.pk])
    client.post(url, edited(item, objectives=[objective.pk], speakers=[speaker.pk]))
    assert (item.objectives.get(), item.speakers.get()) == (objective, speaker)
    assert client.get(url).content.decode().count("checked") == 2


def test_deleting_asks_first(client, day):
    item = make.item(day, "Panel")
    url = reverse("workshops:item_delete", args=[item.pk])
    assert "Delete Panel?" in client.get(url).content.decode()
    assert day.items.exists()
    client.post(url)
    assert not day.items.exists()


def test_the_draft_of_another_cohort_does_not_exist(cast, client, day):
    item = make.item(day, "Panel")
    client.force_login(cast.other_facilitator)
    for name in ("item_edit", "item_delete"):
        assert client.post(reverse(f"workshops:{name}", args=[item.pk]), edited(item, title="Mine")).status_code == 404
    assert client.post(agenda(day), table(item, minutes_0="25")).status_code == 404
    item.refresh_from_db()
    assert (item.title, item.minutes) == ("Panel", 30)


@pytest.mark.parametrize("name", ["objectives", "speakers"])
def test_a_number_longer_than_any_row_has_is_no_choice(cast, client, name):
    item = make.item(cast.workshop.days.get())
    Objective.objects.create(session=cast.workshop, position=1, text="Serve")
    make.speaker(cast.workshop)
    client.force_login(cast.facilitator)
    fields = {"title": "Lunch", "kind": "meal", "minutes": "45", "revision": "1", name: ["9" * 25]}
    assert client.post(reverse("workshops:item_edit", args=[item.pk]), fields).status_code == 422


MADE_OF = {"together": "15", "each_minutes": "10", "each_of": "group", "each_count": "6"}


def test_what_the_minutes_are_made_of_is_typed_and_shown_again(client, day):
    item = make.item(day, "Scenario work", 60)
    url = reverse("workshops:item_edit", args=[item.pk])
    client.post(url, edited(item, **MADE_OF))
    item.refresh_from_db()
    assert (item.together, item.each_minutes, item.each_of, item.each_count) == (15, 10, "group", 6)
    page = client.get(url).content.decode()
    assert '<option value="group" selected>Group</option>' in page
    client.post(url, edited(item, revision=2))
    item.refresh_from_db()
    assert (item.together, item.each_minutes, item.each_of, item.each_count) == (None, None, "", None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"each_of": ""}, "Choose what the minutes are for"),
        ({"each_minutes": ""}, "Write how many minutes each of them gets."),
        ({"each_minutes": "0"}, "greater than or equal to 1"),
        ({"each_of": "turn", "each_count": ""}, "Write how many turns there are."),
        ({"each_count": "1001"}, "less than or equal to 1000"),
        ({"together": "-1"}, "greater than or equal to 0"),
        ({"together": "9" * 30}, "less than or equal to 1440"),
        ({"each_of": "table"}, "Select a valid choice."),
    ],
)
def test_half_a_composition_is_said_and_nothing_is_saved(client, day, typed, said):
    item = make.item(day, "Scenario work", 60)
    response = client.post(
        reverse("workshops:item_edit", args=[item.pk]), edited(item, lead="Typed", **MADE_OF) | typed
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "violated" not in page
    assert 'value="Typed"' in page
    item.refresh_from_db()
    assert (item.each_of, item.revision) == ("", 1)
