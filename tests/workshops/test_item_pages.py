"""The page of one item."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.test_rows import agenda, table
from workshops.models import Objective
from workshops.services import days


@pytest.fixture
def day(cast, client):
    client.force_login(cast.facilitator)
    return cast.workshop.days.get()


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


def test_nothing_is_added_to_a_day_that_was_cancelled_meanwhile_and_the_words_come_back(cast, client, day):
    days.cancel(day=day, by=cast.coordinator, now=make.NOW)
    url = reverse("workshops:item_add", args=[day.pk])
    response = client.post(url, {"title": "A panel of three", "minutes": "45", "kind": "panel"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "This day is cancelled, so nothing was added to it" in page
    assert 'value="A panel of three"' in page
    assert not day.items.exists()
