"""The box, the preview and adding: what comes back, what is said, and what is in the draft in the end."""

import re
from datetime import date, time, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.test_agenda import REAL_DAY, STARTS
from workshops.editions import slots
from workshops.models import Item
from workshops.pasting import LARGEST, MOST

REAL = (Path(__file__).parent.parent / "data" / "workshop-1.txt").read_text()


class Form(HTMLParser):
    """What a browser would send of the largest form of a page, every field as it stands."""

    def __init__(self, page):
        super().__init__()
        self.fields, self.area, self.select = {}, None, None
        self.feed(page.split("<main", 1)[1].split("</main>")[0])

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        name = named.get("name")
        if tag == "input" and name and (named.get("type") not in {"checkbox", "radio"} or "checked" in named):
            self.fields[name] = named.get("value") or ""
        elif tag == "textarea":
            self.area, self.fields[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and ("selected" in named or self.select not in self.fields):
            self.fields[self.select] = named["value"]

    def handle_endtag(self, tag):
        self.area = None if tag == "textarea" else self.area

    def handle_data(self, data):
        if self.area:
            self.fields[self.area] += data.removeprefix("\n")


@pytest.fixture
def day(cast, client):
    client.force_login(cast.facilitator)
    return cast.workshop.days.get()


@pytest.fixture
def paste(client, day):
    """paste(text) is the preview, as a page; paste(form, do=…) sends a preview on."""

    def paste(sent, **changed):
        data = {"text": sent} if isinstance(sent, str) else sent
        data = {name: value for name, value in (data | changed).items() if value is not None}
        return client.post(reverse("workshops:paste", args=[day.pk]), data)

    return paste


def form(response):
    return Form(response.content.decode()).fields


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def agenda(day):
    return [(slot.starts, slot.item.minutes, slot.item.title) for slot in slots(day)]


def test_the_real_day_in_two_presses(day, paste):
    preview = paste(REAL)
    assert preview.status_code == 200
    assert "We read 14 items" in text_of(preview)
    assert "Ends at 16:30 , after 6 hours 30 minutes." in text_of(preview)
    assert not Item.objects.exists()
    added = paste(form(preview), do="add")
    assert added.url == day.session.get_absolute_url()
    assert [(title, minutes) for _start, minutes, title in agenda(day)] == [row[:2] for row in REAL_DAY]
    assert [start for start, *_rest in agenda(day)] == STARTS
    assert {item.pinned_minute for item in day.items.all()} == {None}
    assert [item.kind for item in day.items.all()][4:7] == ["break", "exercise", "meal"]


def test_what_was_added_is_said_on_the_page_of_the_session(client, paste):
    added = paste(form(paste(REAL)), do="add")
    assert "14 items are added to the draft. Delegates see them when you publish" in text_of(client.get(added.url))


def test_every_row_can_be_corrected(day, paste):
    corrected = form(paste("10:00 Welcome\n10:30 Panel\n11:30 Close")) | {
        "r1-title": "The panel",
        "r1-minutes": "45",
        "r1-kind": "input",
        "r1-lead": "Cllr Ruth Amery",
        "r1-notes": "Chairs in a row",
        "r2-pin": "11:30",
    }
    paste(corrected, do="add")
    item = day.items.get(title="The panel")
    assert (item.minutes, item.kind, item.lead, item.notes) == (45, "input", "Cllr Ruth Amery", "Chairs in a row")
    assert agenda(day)[2] == ("11:30", 0, "Close")


def test_what_is_left_out_is_not_added_and_moves_nothing(day, paste):
    paste(form(paste("9:30 Staff arrive\n10:00 Welcome\n10:30 Tea\n10:45 Close")), **{"r0-leave": "on", "do": "add"})
    assert agenda(day) == [("10:00", 30, "Welcome"), ("10:30", 15, "Tea"), ("10:45", 0, "Close")]


def test_leaving_out_everything_adds_nothing_and_is_said(day, paste):
    response = paste(form(paste("10:00 Welcome")), **{"r0-leave": "on", "do": "add"})
    assert response.status_code == 422
    assert "Every item is left out" in text_of(response)
    assert not day.items.exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("minutes", "-5", "Minutes: A length cannot be negative."),
        ("minutes", "", "Minutes: Write the length in minutes"),
        ("pin", "lunch", "Pinned to: Write a time such as 12:45"),
        ("title", "", "Title: This field is required."),
        ("title", "x" * 201, "at most 200 characters"),
        ("lead", "x" * 121, "at most 120 characters"),
        ("notes", "x" * 4001, "at most 4000 characters"),
        ("kind", "dance", "Kind: Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(day, paste, field, typed, said):
    sent = form(paste("10:00 Welcome\n10:30 Close")) | {"r0-lead": "Kept", f"r1-{field}": typed}
    response = paste(sent, do="add")
    assert response.status_code == 422
    assert said in text_of(response)
    assert f'href="#id_r1-{field}"' in response.content.decode()
    assert form(response)["r0-lead"] == "Kept"
    assert form(response)[f"r1-{field}"] == ("other" if field == "kind" else typed) or field == "kind"
    assert not day.items.exists()


def test_what_is_wrong_in_a_row_that_is_left_out_stops_nothing(day, paste):
    paste(form(paste("10:00 Welcome\n10:30 Close")), **{"r0-minutes": "x", "r0-leave": "on", "do": "add"})
    assert [title for *_time, title in agenda(day)] == ["Close"]


def test_times_are_worked_out_again_without_adding(day, paste):
    again = paste(form(paste("10:00 Welcome\n10:30 Panel\n11:30 Close")), **{"r0-minutes": "45", "do": "again"})
    assert again.status_code == 200
    assert "Ends at 11:45 , after 1 hour 45 minutes. That is 4 hours 45 minutes before the day ends" in text_of(again)
    assert not day.items.exists()


def test_what_was_guessed_is_said_in_words(paste):
    page = text_of(paste("1.30\n2.00\nWelcome (Jo Hartley)\nPanel"))
    assert "We read 2 items; check 2" in page
    for words in ("matched in order", "as the afternoon", "a name for who leads", "nothing said how long it is"):
        assert words in page


def test_an_item_that_starts_elsewhere_is_pinned_and_the_gap_is_said(day, paste):
    preview = paste("10:00 – 10:30 Welcome\n11:00 – 12:00 Panel")
    assert "Gap: 30 minutes of nothing before 11:00." in text_of(preview)
    paste(form(preview), do="add")
    assert [item.pinned_minute for item in day.items.all()] == [None, 660]


def test_a_line_that_was_not_understood_finds_its_place(day, paste):
    preview = paste("Bring your badge\n10:00 Welcome\n11:00 Close\n\nMinibus to the station\n\nWith thanks")
    assert "3 lines were not understood" in text_of(preview)
    paste(form(preview), **{"u0-do": "below", "u1-do": "item", "u2-do": "leave", "do": "add"})
    assert agenda(day) == [
        ("10:00", 60, "Welcome"),
        ("11:00", 0, "Close"),
        ("11:00", 0, "Minibus to the station"),
    ]
    assert day.items.first().notes == "Bring your badge"


def test_a_line_that_stays_out_stays_on_the_page(paste):
    again = paste(
        form(paste("Bring your badge\n10:00 Welcome\n11:00 Close\n\nThanks")), **{"u1-do": "above", "do": "again"}
    )
    assert form(again)["u0-text"] == "Bring your badge"
    assert form(again)["r1-notes"] == "Thanks"
    assert "u1-text" not in form(again)


def test_of_very_many_lines_the_rest_is_counted(paste):
    page = text_of(paste("10:00 Close\n\n" + "thanks\n" * 150))
    assert "100 lines were not understood" in page
    assert "50 more lines were not understood" in page


def test_items_come_after_those_there_are(day, paste):
    make.item(day, "Coffee", 30)
    preview = paste("10:30 Welcome\n11:00 Close")
    assert "The draft has 1 item already" in text_of(preview)
    paste(form(preview), do="add")
    assert agenda(day) == [("10:00", 30, "Coffee"), ("10:30", 30, "Welcome"), ("11:00", 0, "Close")]


def test_or_in_their_place_when_asked(day, paste):
    make.item(day, "Coffee", 30)
    paste(form(paste("10:00 Welcome\n11:00 Close")), mode="instead", do="add")
    assert agenda(day) == [("10:00", 60, "Welcome"), ("11:00", 0, "Close")]


def test_the_button_pressed_twice_adds_once(client, day, paste):
    sent = form(paste(REAL))
    paste(sent, do="add")
    second = paste(sent, do="add")
    assert day.items.count() == 14
    assert "nothing was added twice" in text_of(client.get(second.url))


def test_pasted_again_in_another_tab_it_is_not_added_twice(day, paste):
    paste(form(paste(REAL)), do="add")
    paste(form(paste(REAL)), do="add")
    assert day.items.count() == 14


def test_a_draft_that_changed_meanwhile_is_told_and_nothing_is_lost(day, paste):
    sent = form(paste("10:00 Welcome\n11:00 Close")) | {"r0-lead": "Kept"}
    make.item(day, "Somebody else's", 10)
    told = paste(sent, do="add")
    assert told.status_code == 409
    assert "The draft has changed since you looked" in text_of(told)
    assert form(told)["r0-lead"] == "Kept"
    assert day.items.count() == 1
    paste(form(told), do="add")
    assert day.items.count() == 3


def test_several_days_go_to_the_days_of_their_dates(cast, client):
    session = make.session(cast.cohort, "Residential", on=date(2027, 3, 8), days=2, kind="residential")
    first, second = session.days.all()
    client.force_login(cast.coordinator)
    url = reverse("workshops:paste", args=[first.pk])
    preview = client.post(
        url, {"text": "Tuesday 9 March\n10:00 Sets\n12:00 Close\nMonday 8 March\n10:00 Walk\n11:00 Close"}
    )
    client.post(url, form(preview) | {"do": "add"})
    assert [item.title for item in first.items.all()] == ["Walk", "Close"]
    assert [item.title for item in second.items.all()] == ["Sets", "Close"]


@pytest.mark.parametrize(
    "headings",
    [
        ("Day 1 – Wednesday 4 March 2020", "Day 2 – Thursday 5 March 2020"),  # the agenda of an earlier year
        ("4 March 2020", "5 March 2020"),
        ("Monday", "Tuesday"),
        ("Day one", "Day two: the system"),
    ],
)
def test_headings_without_its_dates_go_to_the_days_in_turn(cast, client, headings):
    session = make.session(cast.cohort, "Residential", on=date(2027, 3, 8), days=2, kind="residential")
    client.force_login(cast.coordinator)
    url = reverse("workshops:paste", args=[session.days.first().pk])
    text = f"{headings[0]}\n10:00 Walk\n11:00 Close\n{headings[1]}\n10:00 Sets\n11:00 Close"
    client.post(url, form(client.post(url, {"text": text})) | {"do": "add"})
    assert [day.items.first().title for day in session.days.all()] == ["Walk", "Sets"]


def test_a_missing_day_is_offered_and_added_with_its_items(day, paste):
    tomorrow = day.date + timedelta(days=1)
    preview = paste("Day 1\n10:00 Walk\n11:00 Close\nDay 2\n9:15 Sets\n12:00 Close")
    assert form(preview)["s1-day"] == f"new:{tomorrow}"
    assert "It counts at once, in calendars and reminders." in text_of(preview)
    paste(form(preview), do="add")
    added = day.session.days.get(date=tomorrow)
    assert (added.opens, added.closes, added.venue) == (time(9, 15), time(12), day.venue)
    assert agenda(added) == [("09:15", 165, "Sets"), ("12:00", 0, "Close")]
    paste(form(preview), do="add")
    assert day.session.days.count() == 2


def test_a_heading_may_go_nowhere(day, paste):
    preview = paste("Day 1\n10:00 Walk\n11:00 Close\nDay 2\n9:15 Sets\n12:00 Close")
    paste(form(preview), **{"s1-day": "none", "do": "add"})
    assert day.session.days.count() == 1
    assert [title for *_time, title in agenda(day)] == ["Walk", "Close"]


def test_the_date_of_another_year_still_means_the_only_day(day, paste):
    paste(form(paste("Wednesday 4 March 2020\n10:00 Walk\n11:00 Close")), do="add")
    assert len(agenda(day)) == 2


@pytest.mark.parametrize("chosen", ["999999", "new:2027-12-24", "new:x", "²", "", "-1", "9" * 30])
def test_a_day_that_is_none_of_the_session_is_refused(day, paste, chosen):
    response = paste(form(paste("10:00 Walk\n11:00 Close")), **{"s0-day": chosen, "do": "add"})
    assert response.status_code == 422
    assert not Item.objects.exists()


def test_a_day_of_another_session_is_refused(cast, day, paste):
    other = cast.draft.days.get()
    assert paste(form(paste("10:00 Walk")), **{"s0-day": other.pk, "do": "add"}).status_code == 422
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste the agenda into the box first."),
        ("  \n ", "Paste the agenda into the box first."),
        ("x" * (LARGEST + 1), "That is 200,001 characters, and 200,000 can be read at once."),
        ("10:00 Welcome\n" * (MOST + 1), "That is more than 500 items or 5,000 lines."),
        ("%PDF-1.7\nendstream " + "x" * 130, "No items were found in it."),
        ("10:00 We\x00lcome", "Null characters are not allowed."),
    ],
    ids=["nothing", "blank", "long", "many", "pdf", "null"],
)
def test_what_cannot_be_read_is_said_and_stays_in_the_box(paste, text, said):
    response = paste(text)
    assert response.status_code == 422
    assert said in text_of(response)
    assert form(response)["text"].strip() == text.strip()


def test_the_text_stays_with_the_preview_and_is_read_again(paste):
    preview = paste("10:00 Welcome\n11:00 Close")
    again = paste(form(preview) | {"text": "10:00 Welcome\n10:30 Tea\n11:00 Close"}, do="read")
    assert "We read 3 items" in text_of(again)
    worked_out = paste(form(again), do="again")
    assert form(worked_out)["text"].splitlines() == ["10:00 Welcome", "10:30 Tea", "11:00 Close"]


@pytest.mark.parametrize("junk", [{"r0-title": "x"}, {"r9999-title": "x"}, {"s0-day": "1"}, {"u0-after": "²"}, {}])
@pytest.mark.parametrize("do", ["add", "again", "read", "other"])
def test_a_form_that_no_page_made_is_answered(day, paste, junk, do):
    assert paste(junk, do=do).status_code in {200, 422}
    assert not day.items.exists()


def test_what_was_typed_is_never_markup(paste):
    page = paste("Now <b>this</b>\n10:00 <script>alert(1)</script> {{ 7*7 }}\n11:00 Close").content.decode()
    assert "<script>alert" not in page
    assert "<b>this" not in page
    assert "{{ 7*7 }}" in page


def test_three_hundred_items_cost_as_many_queries_as_three(cast, client, day, django_assert_max_num_queries):
    for n in (3, 300):
        sent = form(client.post(reverse("workshops:paste", args=[day.pk]), {"text": "Sets (1 min)\n" * n}))
        with django_assert_max_num_queries(45):
            client.post(reverse("workshops:paste", args=[day.pk]), sent | {"do": "add", "mode": "instead"})
        assert day.items.count() == n


def test_a_day_has_at_most_so_many_items(day, paste):
    Item.objects.bulk_create(Item(day=day, title="More", minutes=1, position=n) for n in range(MOST))
    response = paste(form(paste("10:00 Welcome")), do="add")
    assert response.status_code == 422
    assert "at most 500 items" in text_of(response)
    assert day.items.count() == MOST


def test_a_cancelled_day_takes_nothing(client, day):
    day.cancelled_at = make.NOW
    day.save()
    response = client.get(reverse("workshops:paste", args=[day.pk]))
    assert response.url == day.session.get_absolute_url()
    assert "This day is cancelled" in text_of(client.get(response.url))


def test_an_empty_day_invites_to_paste_and_a_full_one_has_a_link(client, day):
    url = reverse("workshops:paste", args=[day.pk])
    page = client.get(day.session.get_absolute_url()).content.decode()
    assert f'action="{url}"' in page
    assert "Paste the agenda you have" in page
    make.item(day)
    assert f'href="{url}"' in client.get(day.session.get_absolute_url()).content.decode()


def test_who_may_not_change_the_draft_may_not_paste(cast, client, day):
    client.force_login(cast.participant)
    response = client.post(reverse("workshops:paste", args=[day.pk]), {"text": REAL})
    assert response.status_code == 403
    client.force_login(cast.other_facilitator)
    assert client.post(reverse("workshops:paste", args=[day.pk]), {"text": REAL}).status_code == 404


def test_every_box_of_the_preview_has_a_name_of_its_own(paste):
    page = paste("Day 1\n10:00 Walk\nDay 2\n9:15 Sets").content.decode()
    assert page.count(">Title, item 1<") == page.count(">Title, item 2<") == 1


def test_a_day_that_is_added_is_where_the_day_of_the_page_is_online_too(client, day, paste):
    online = {"online_link": "https://meet.example.org/1", "online_host": "Pat Lindqvist", "dial_in": "0117 4960"}
    type(day).objects.filter(pk=day.pk).update(**online)
    preview = paste("Wednesday 3 March\n10:00 Walk\n11:00 Close\nThursday 4 March\n10:00 Sets\n12:00 Close")
    paste(form(preview), do="add")
    page = client.get(day.session.get_absolute_url()).content.decode()
    assert "undo takes the items back, and leaves the day" in page
    added = day.session.days.exclude(pk=day.pk).values("date", "venue", *online).get()
    assert added == {"date": date(2027, 3, 4), "venue": day.venue_id} | online
