"""The page behind a speaker's link: no sign-in, nothing changes by opening it, one press says whether they come."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import publish
from workshops.models import Speaker
from workshops.services import sessions, speaking


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def panel(cast):
    day = cast.workshop.days.get()
    make.item(day, "Welcome", 30)
    return make.item(day, "Voices from the centre", 60, kind="panel", lead="Frances Dale")


@pytest.fixture
def speaker(panel):
    made = make.speaker(panel.day.session, email="ruth@guests.example", mobile="01632 960999", asked="Ten minutes")
    made.items.add(panel)
    return made


def link(speaker):
    return reverse("workshops:speak", args=[speaker.pk, speaking.token_of(speaker)])


def status(speaker):
    return Speaker.objects.get(pk=speaker.pk).status


def test_who_has_not_answered_is_not_asked_to_take_it_back(client, speaker):
    asked = client.get(link(speaker)).content.decode()
    assert "I cannot come</button>" in asked
    Speaker.objects.update(status="confirmed", answered_at=make.NOW)
    assert "I cannot come after all</button>" in client.get(link(speaker)).content.decode()


def test_it_says_when_where_how_long_with_whom_and_what_is_asked(cast, client, speaker, panel):
    make.speaker(cast.workshop, "Hana Varga", role="Chief Executive").items.add(panel)
    cast.programme.office_name, cast.programme.office_phone = "Dana Whitfield", "01632 960218"
    cast.programme.save()
    venue = panel.day.venue
    venue.directions, venue.parking, venue.access = "A minibus at 09:20", "Forty spaces", "Level entrance"
    venue.save()
    page = client.get(link(speaker)).content.decode()
    for words in (
        *(
            "Wednesday 3 March 2027",
            "10:30 to 11:30",
            "1 hour",
            "Voices from the centre",
            "Hana Varga, Chief Executive",
        ),
        *("Frances Dale", "Ten minutes", "Hartwell Hall, near Wexcombe", "A minibus at 09:20", "Forty spaces"),
        *("Level entrance", "Dana Whitfield", "01632 960218", "West Country Leadership Programme"),
    ):
        assert words in page


def test_opening_it_changes_nothing(client, speaker):
    for _ in range(2):
        client.get(link(speaker))
        client.head(link(speaker))
    assert Speaker.objects.get(pk=speaker.pk).answered_at is None
    assert status(speaker) == "asked"


def test_no_address_or_telephone_of_a_guest_is_on_it(cast, client, speaker, panel):
    other = make.speaker(cast.workshop, "Hana Varga", email="hana@guests.example", mobile="01632 960888")
    other.items.add(panel)
    page = client.get(link(speaker)).content.decode()
    for secret in ("ruth@guests.example", "01632 960999", "hana@guests.example", "01632 960888"):
        assert secret not in page


def test_what_is_published_is_told_and_the_draft_is_not(cast, client, speaker, panel):
    publish(cast)
    panel.minutes = 90
    panel.notes = "Seat them level"
    panel.save()
    page = client.get(link(speaker)).content.decode()
    assert "10:30 to 11:30" in page
    assert "12:00" not in page
    assert "Seat them level" not in page


def test_no_browser_cache_search_engine_or_other_site_keeps_it(client, speaker):
    for response in (client.get(link(speaker)), client.post(link(speaker), {"answer": "yes"})):
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"


def test_one_press_says_yes(client, speaker):
    page = client.post(link(speaker), {"answer": "yes", "was": "asked"}, follow=True).content.decode()
    assert status(speaker) == "confirmed"
    assert "You speak on Wednesday 3 March 2027" in page
    assert "The programme office sees that you can come." in page


def test_one_press_says_no_with_or_without_a_reason_and_it_can_be_taken_back(client, speaker):
    page = client.post(link(speaker), {"answer": "no", "why": "A budget meeting"}, follow=True).content.decode()
    assert status(speaker) == "withdrawn"
    assert "You cannot come on Wednesday 3 March 2027" in page
    assert "A budget meeting" in page
    client.post(link(speaker), {"answer": "yes"})
    assert status(speaker) == "confirmed"
    client.post(link(speaker), {"answer": "no"})
    assert status(speaker) == "withdrawn"


def test_two_tabs_the_last_word_counts_and_says_so(client, speaker):
    client.post(link(speaker), {"answer": "no", "was": "asked"})
    page = client.post(link(speaker), {"answer": "yes", "was": "asked"}, follow=True).content.decode()
    assert status(speaker) == "confirmed"
    assert "Another answer had been given since you opened the page." in page


def test_pressed_twice_or_changed_in_one_tab_nothing_is_said_of_another(client, speaker):
    for answer, was in (("no", "asked"), ("no", "asked"), ("yes", "withdrawn")):
        page = client.post(link(speaker), {"answer": answer, "was": was}, follow=True).content.decode()
        assert "Another answer" not in page


def test_one_in_reserve_is_told_what_that_means(client, cast):
    reserve = make.speaker(cast.workshop, status="reserve")
    page = client.get(link(reserve)).content.decode()
    assert "You stand ready for Wednesday 3 March 2027" in page
    assert "I can stand ready" in page
    client.post(link(reserve), {"answer": "yes"})
    assert status(reserve) == "reserve"
    page = client.post(link(reserve), {"answer": "no"}, follow=True).content.decode()
    assert "I can stand ready after all" in page
    client.post(link(reserve), {"answer": "yes"})
    assert status(reserve) == "reserve"


def test_one_whose_place_was_filled_is_not_told_that_they_speak(cast, client, speaker):
    speaker.items.clear()
    page = client.post(link(speaker), {"answer": "yes"}, follow=True).content.decode()
    assert "You can come on Wednesday 3 March 2027" in page
    assert "It is not settled yet where in the day." in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose one of the two."),
        ({"answer": "maybe"}, "Choose one of the two."),
        ({"answer": "no", "why": "x" * 301}, "at most 300 characters"),
        ({"answer": "no", "why": "a\x00b"}, "Null characters"),
        ({"answer": "no", "why": "a\r\nb"}, "on one line"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(client, speaker, typed, said):
    response = client.post(link(speaker), typed)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert status(speaker) == "asked"


def test_what_was_typed_stays_in_the_box(client, speaker):
    why = "A budget meeting <b>" + "x" * 300
    page = client.post(link(speaker), {"answer": "no", "why": why}).content.decode()
    assert f'value="A budget meeting &lt;b&gt;{"x" * 300}"' in page


@pytest.mark.parametrize("token", ["0" * 64, "x", "é", "%00"])
def test_a_wrong_token_is_not_found_in_friendly_words(client, speaker, token):
    for response in (
        client.get(f"/speak/{speaker.pk}/{token}/"),
        client.post(f"/speak/{speaker.pk}/{token}/", {"answer": "no"}),
    ):
        assert response.status_code == 404
        assert "This link does not work" in response.content.decode()
        assert "Ruth" not in response.content.decode()
    assert status(speaker) == "asked"


def test_the_token_of_another_speaker_or_kind_opens_nothing(cast, client, speaker):
    other = make.speaker(cast.draft, "Other")
    assert client.get(f"/speak/{other.pk}/{speaking.token_of(speaker)}/").status_code == 404
    assert client.post(f"/speak/{other.pk}/{speaking.token_of(speaker)}/", {"answer": "no"}).status_code == 404
    assert status(other) == "asked"
    for pk in (10**9, 10**30):
        assert client.get(f"/speak/{pk}/{speaking.token_of(speaker)}/").status_code == 404


def test_the_link_before_the_new_one_opens_nothing(cast, client, speaker):
    old = link(speaker)
    speaking.new_link(speaker=speaker, by=cast.coordinator, now=make.NOW)
    assert client.get(old).status_code == 404
    assert client.post(old, {"answer": "no"}).status_code == 404
    assert status(speaker) == "asked"
    assert client.get(link(Speaker.objects.get(pk=speaker.pk))).status_code == 200


def test_after_the_day_it_says_that_it_is_over(cast, client, speaker, time_machine):
    time_machine.move_to(cast.workshop.days.get().ends_at, tick=False)
    page = client.get(link(speaker)).content.decode()
    assert "Workshop 1 is over" in page
    assert 'name="answer"' not in page
    page = client.post(link(speaker), {"answer": "no"}, follow=True).content.decode()
    assert "It is over, so there is nothing to answer any more." in page
    assert status(speaker) == "asked"


def test_a_cancelled_day_asks_nothing(cast, client, speaker):
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=make.NOW)
    page = client.get(link(speaker)).content.decode()
    assert "does not take place as planned" in page
    assert 'name="answer"' not in page
    page = client.post(link(speaker), {"answer": "no"}, follow=True).content.decode()
    assert "It is cancelled, so there is nothing to answer." in page


def test_it_needs_the_token_of_the_form(client, speaker):
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post(link(speaker), {"answer": "no"}).status_code == 403
    assert status(speaker) == "asked"


def test_what_the_office_typed_is_text(client, speaker, panel):
    speaker.asked = "<script>{{7*7}}"
    speaker.save()
    panel.title = "<img src=x>"
    panel.save()
    page = client.get(link(speaker)).content.decode()
    assert "&lt;script&gt;{{7*7}}" in page
    assert "&lt;img src=x&gt;" in page
