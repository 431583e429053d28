"""What does not add up, on the page of those who run the session and before publishing, and what mends it."""

import re

import pytest
from django.urls import reverse

from cohorts.models import Needs, Room
from tests import factories as make
from tests.workshops.acting import publish, real_day
from workshops.models import Item, Objective
from workshops.models.item import MOST

BUTTON = re.compile(
    r'name="remedy" value="([a-z]+) (\d+) (\d+) (\d+)">([^<]*)</button>(?: <span class="hb-small">([^<]*))?'
)


@pytest.fixture
def day(cast, client):
    client.force_login(cast.facilitator)
    found = cast.workshop.days.get()
    found.room = Room.objects.create(venue=found.venue, name="Garden Room", capacity=40, step_free=True)
    found.save()
    return found


@pytest.fixture
def work(cast, day):
    """The real day, everything led, lunch pinned, its scenario work for six groups."""
    real_day(cast.workshop)
    Item.objects.update(lead="Martin Osei")
    Item.objects.filter(title="Lunch").update(pinned_minute=12 * 60 + 45)
    Item.objects.filter(title="Scenario work").update(together=15, each_minutes=10, each_of="group", each_count=6)
    return Item.objects.get(title="Scenario work")


def page(client, day):
    return client.get(day.session.get_absolute_url()).content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def buttons(html):
    """{kind: (words on the button, what it does)}"""
    return {found[0]: (found[4], words(found[5])) for found in BUTTON.findall(html)}


def press(client, day, kind):
    found = next(found for found in BUTTON.findall(page(client, day)) if found[0] == kind)
    return client.post(reverse("workshops:mend", args=[day.session_id]), {"remedy": " ".join(found[:4])}, follow=True)


def test_the_sum_is_said_in_the_list_and_on_the_row(client, day, work):
    html = page(client, day)
    assert words(html).count("15 together + 6 groups × 10 = 75 minutes, 60 planned.") == 2
    assert f'<a href="#item-{work.pk}">Scenario work</a>' in html
    assert "One thing in the agenda does not add up" in html


def test_each_button_says_what_it_will_do(client, day, work):
    assert buttons(page(client, day)) == {
        "longer": (
            "Make Scenario work 75 minutes",
            "Lunch moves to 13:00. Everything after starts 15 minutes later; the day ends at 16:45.",
        ),
        "shorter": ("Give each group 7 minutes", "It then takes 57 minutes; nothing else moves."),
        "fewer": ("Make it 4 groups", "It then takes 55 minutes; nothing else moves."),
    }


def test_one_press_mends_it_and_the_end_of_the_day_follows(client, day, work):
    html = press(client, day, "longer").content.decode()
    assert "Done: Scenario work. The day’s last item now ends at 16:45." in words(html)
    assert "Does not fit" not in html
    assert buttons(html)["close"] == ("Let the day end at 16:45", "Calendars follow at once.")
    html = press(client, day, "close").content.decode()
    assert "The day ends at 16:45 now." in html
    assert 'id="adds-up"' not in html
    assert "15 together + 6 groups × 10 = 75 minutes" in words(html)


@pytest.mark.parametrize(("kind", "field", "value"), [("shorter", "each_minutes", 7), ("fewer", "each_count", 4)])
def test_the_slot_may_stay_as_it_is(client, day, work, kind, field, value):
    assert "Does not fit" not in press(client, day, kind).content.decode()
    work.refresh_from_db()
    assert (getattr(work, field), work.minutes) == (value, 60)


def test_the_keyboard_stays_on_the_row(client, day, work):
    response = press(client, day, "shorter")
    assert response.redirect_chain[0][0].endswith(f"?at={work.pk}&go=edit#item-{work.pk}")


def test_a_button_pressed_on_an_old_page_does_nothing_and_says_so(client, day, work):
    Item.objects.filter(pk=work.pk).update(revision=2)
    url = reverse("workshops:mend", args=[day.session_id])
    html = client.post(url, {"remedy": f"longer {work.pk} 1 75"}, follow=True).content.decode()
    assert "Somebody else changed this meanwhile, so nothing is done." in html
    assert Item.objects.get(pk=work.pk).minutes == 60


@pytest.mark.parametrize(
    "remedy",
    [
        *("", "longer", "longer x 1 75", "longer {pk} 1 0", "longer {pk} 1 1441", "delete {pk} 1 75"),
        *("longer {other} 1 75", "longer 999999999999999999 1 75", "longer {pk} 1 75 75", "longer {pk} 1 -5"),
        *("close {day} 990 990", "close {day} 990 1440", "close {pk} 990 1000", "longer {pk} 1 ²"),
    ],
)
def test_what_no_button_sends_is_not_there(cast, client, day, work, remedy):
    other = make.item(cast.draft.days.get(), "Other", 60)
    typed = remedy.format(pk=work.pk, other=other.pk, day=day.pk)
    assert client.post(reverse("workshops:mend", args=[day.session_id]), {"remedy": typed}).status_code == 404
    assert set(Item.objects.filter(pk__in=[work.pk, other.pk]).values_list("minutes", flat=True)) == {60}


def test_the_other_findings_have_words(cast, client, day):
    Objective.objects.create(session=cast.workshop, position=1, text="Listen")
    library = day.venue.rooms.create(name="Library", capacity=2, step_free=True)
    make.item(day, "Talk", 130, lead="Ines")
    make.item(day, "Guest", 60, lead="Ines", pinned_minute=12 * 60, room=library)
    make.item(day, "Unled", 400)
    html = words(page(client, day))
    for said in (
        "Does not fit: the items before run 10 minutes past 12:00, where this item is pinned.",
        "No break: 590 minutes of work from 10:00 to 19:40; this item alone takes more than two hours.",
        "Too small: 3 people expected; Library seats 2.",
        "Runs over: the agenda ends at 19:40, 190 minutes past the end of the day at 16:30.",
        "Nobody leads one item: Unled .",
        "Served by no item: Listen",
    ):
        assert said in html


def test_no_room_leads_to_where_the_day_gets_one(cast, client, day):
    type(day).objects.update(room=None)
    make.item(day, "Talk", lead="Ines")
    html = page(client, day)
    assert "No room for one item, nor for the day: Talk ." in words(html)
    assert reverse("workshops:day_edit", args=[day.pk]) in html.split('id="adds-up"')[1].split("</section>")[0]


def test_sets_say_their_airtime(cast, client, day):
    make.item(day, "Sets", 45, kind="sets")
    said = "Up to 2 in a set: 4 minutes for commitments, then 20 minutes 30 seconds of airtime a person."
    assert said in words(page(client, day))


def test_before_publishing_it_is_a_warning_and_no_block(cast, client, day, work):
    url = reverse("workshops:publish", args=[day.session_id])
    html = client.get(url).content.decode()
    assert "15 together + 6 groups × 10 = 75 minutes, 60 planned." in words(html)
    assert f'href="{day.session.get_absolute_url()}#item-{work.pk}"' in html
    assert 'name="remedy"' not in html
    client.post(url)
    assert cast.workshop.editions.count() == 1


def test_delegates_are_told_of_no_sum(cast, client, day, work):
    publish(cast)
    client.force_login(cast.participant)
    html = page(client, day)
    assert "Does not fit" not in html
    assert "does not add up" not in html


@pytest.mark.parametrize(("role", "told"), [("facilitator", True), ("coordinator", True), ("administrator", False)])
def test_a_room_with_steps_is_for_those_who_arrange_rooms_and_names_nobody(cast, client, day, role, told):
    Needs.objects.create(
        membership=cast.participant_place, access="canaryend", entered_by=cast.participant, at=make.NOW
    )
    Room.objects.update(step_free=False)
    item = make.item(day, "Talk", lead="Ines")
    client.force_login(getattr(cast, role))
    for url in (
        day.session.get_absolute_url(),
        reverse("workshops:publish", args=[day.session_id]),
        reverse("workshops:item_groups", args=[item.pk]),
    ):
        html = client.get(url).content.decode()
        assert ("told of access needs" in html) == (told and "groups" not in url)
        assert "canaryend" not in html
    assert cast.participant.name not in page(client, day)


def test_of_many_items_that_nobody_leads_the_first_five_are_named(client, day):
    items = [make.item(day, f"Part {n}", 15, kind="input") for n in range(1, 9)]
    told = words(page(client, day))
    assert "Nobody leads 8 items: Part 1 , Part 2 , Part 3 , Part 4 , Part 5 and 3 more." in told
    assert page(client, day).count("Nobody leads it") == len(items)


def test_a_long_title_is_cut_short_on_the_button_that_mends_it(client, work):
    Item.objects.filter(pk=work.pk).update(title="Bartholomew " * 16)
    button, _does = buttons(page(client, work.day))["longer"]
    assert button.startswith("Make Bartholomew Bartholomew")
    assert len(button) < 90


@pytest.mark.parametrize("kind", ["shorter", "fewer"])
def test_a_sum_that_is_not_there_any_more_is_not_mended(client, day, work, kind):
    Item.objects.filter(pk=work.pk).update(each_of="", each_minutes=None, each_count=None, together=None)
    url = reverse("workshops:mend", args=[day.session_id])
    html = client.post(url, {"remedy": f"{kind} {work.pk} 1 5"}, follow=True).content.decode()
    assert "Somebody else changed this meanwhile, so nothing is done." in html


def test_a_full_day_says_that_it_takes_no_break(client, day, work):
    more = MOST - day.items.count()
    Item.objects.bulk_create(Item(day=day, position=100 + n, title=f"{n}", minutes=1) for n in range(more))
    url = reverse("workshops:mend", args=[day.session_id])
    html = client.post(url, {"remedy": f"break {work.pk} 1 15"}, follow=True).content.decode()
    assert "A day holds at most 500 items, so no break is added." in html
    assert day.items.count() == MOST
