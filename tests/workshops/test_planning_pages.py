"""Pages that plan: what is typed wrong is said beside the field, kept, and nothing half is saved."""

from datetime import date

import pytest
from django.urls import reverse

from cohorts.models import Event
from tests import factories as make
from workshops.models import Objective, Session, SessionDay

HOSTILE = [
    '<script>alert("x")</script>',
    "{{7*7}}",
    '#panic("x")',
    "Ελληνικά",
    "العربية",
    "领导力",
    "Zoë 🌱",
    "'; DROP TABLE x; --",
]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def add(cast, client):
    """add(**typed) posts the form of a new session as the coordinator."""
    client.force_login(cast.coordinator)
    url = reverse("workshops:session_add", args=[cast.cohort.pk])

    def add(**typed):
        return client.post(url, form() | typed)

    return add


def form():
    return {
        "kind": "workshop",
        "name": "Workshop 3",
        "title": "Across boundaries",
        "date": "Wed 19 May 2027",
        "opens": "10:00",
        "closes": "16.30",
        "objectives": "Listen\n\nSpeak\n",
    }


def test_a_session_typed_as_people_type_is_saved_as_a_draft(cast, add):
    room = make.venue(cast.programme).rooms.create(name="Garden Room")
    online = {"online_link": "meet.example.org/1", "online_host": "Pat Lindqvist", "dial_in": "0117 4960"}
    response = add(venue=room.venue.pk, room=room.pk, bring="Your challenge", **online)
    session = Session.objects.get(name="Workshop 3")
    assert response.url == session.get_absolute_url()
    day = session.days.get()
    assert (str(day.date), str(day.opens), str(day.closes)) == ("2027-05-19", "10:00:00", "16:30:00")
    assert (day.venue, day.room, day.dial_in) == (room.venue, room, "0117 4960")
    assert (day.online_link, day.online_host) == ("https://meet.example.org/1", "Pat Lindqvist")
    assert [objective.text for objective in session.objectives.all()] == ["Listen", "Speak"]
    assert session.dates_published_at is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"date": "31 February 2027"}, "Write a date that exists"),
        ({"date": ""}, "This field is required"),
        ({"date": "19 May 2072"}, "Check the year"),
        ({"closes": "09:00"}, "The end must be after the start."),
        ({"closes": "10:00"}, "The end must be after the start."),
        ({"date": "28 March 2027", "opens": "01:30", "closes": "02:10"}, "The end must be after the start."),
        ({"opens": "25:00"}, "Write a time that exists"),
        ({"name": "Work\x00shop"}, "Null characters are not allowed"),
        ({"name": "Work\r\nshop"}, "Write this on one line"),
        ({"name": "x" * 1_000_000}, "at most 80 characters"),
        ({"name": "  "}, "This field is required"),
        ({"kind": "party"}, "Select a valid choice"),
        ({"kind": "set_meeting"}, "Choose the set that meets."),
        ({"kind": "coaching"}, "Choose the pair."),
        ({"online_link": "javascript:alert(1)"}, "Write a whole web address"),
        ({"objectives": "x" * 301}, "up to 300 characters"),
        ({"objectives": "x" * 1_000_000}, "at most 10000 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_half_is_saved(cast, add, typed, said):
    before = (Session.objects.count(), SessionDay.objects.count(), Objective.objects.count(), Event.objects.count())
    response = add(**typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "There is a problem" in page
    assert "Across boundaries" in page
    after = (Session.objects.count(), SessionDay.objects.count(), Objective.objects.count(), Event.objects.count())
    assert after == before


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_kept_as_typed_and_inert(cast, client, add, text):
    page = client.get(add(name=text[:80], title=text, objectives=text).url).content.decode()
    session = Session.objects.get(title=text)
    assert session.objectives.get().text == text
    assert "<script>alert" not in page
    assert ">49<" not in page


def test_what_belongs_to_another_programme_cannot_be_chosen(cast, add):
    elsewhere = make.venue(cast.other_programme, "Elsewhere")
    stranger = make.learning_set(cast.second_cohort, "Set 9")
    for typed in ({"venue": elsewhere.pk}, {"kind": "set_meeting", "learning_set": stranger.pk}):
        assert add(**typed).status_code == 422
    assert not Session.objects.filter(name="Workshop 3").exists()


def test_a_room_at_another_venue_is_said(cast, add):
    room = make.venue(cast.programme, "Town Hall").rooms.create(name="Attic")
    page = add(venue=make.venue(cast.programme).pk, room=room.pk)
    assert page.status_code == 422
    assert "This room is at another venue." in page.content.decode()


def test_a_set_adviser_adds_meetings_of_their_own_set_alone(cast, client):
    client.force_login(cast.adviser)
    url = reverse("workshops:session_add", args=[cast.cohort.pk])
    typed = form() | {"kind": "set_meeting", "learning_set": cast.set_a.pk}
    assert client.post(url, typed | {"learning_set": cast.set_b.pk}).status_code == 422
    assert client.post(url, form()).status_code == 422
    assert client.get(client.post(url, typed).url).status_code == 200
    assert Session.objects.get(name="Workshop 3").learning_set == cast.set_a


def test_an_edit_keeps_what_was_typed_and_saves_nothing_when_wrong(cast, client):
    client.force_login(cast.facilitator)
    url = reverse("workshops:session_edit", args=[cast.workshop.pk])
    page = client.post(url, {"kind": "workshop", "name": "", "title": "Typed and kept"})
    assert page.status_code == 422
    assert "Typed and kept" in page.content.decode()
    assert Session.objects.get(pk=cast.workshop.pk).title == ""
    assert client.post(url, {"kind": "workshop", "name": "Workshop One"}).status_code == 302
    assert Session.objects.get(pk=cast.workshop.pk).name == "Workshop One"


def test_a_second_day_on_the_same_date_is_said_beside_the_field(cast, client):
    client.force_login(cast.facilitator)
    url = reverse("workshops:day_add", args=[cast.workshop.pk])
    typed = {"date": "3 March 2027", "opens": "10:00", "closes": "12:00"}
    page = client.post(url, typed)
    assert page.status_code == 422
    assert "The session has a day on this date already." in page.content.decode()
    assert client.post(url, typed | {"date": "4 March 2027"}).status_code == 302
    assert cast.workshop.days.count() == 2


def test_a_day_is_changed_on_its_page(cast, client):
    client.force_login(cast.facilitator)
    day = cast.workshop.days.get()
    url = reverse("workshops:day_edit", args=[day.pk])
    assert "3 March 2027" in client.get(url).content.decode()
    client.post(url, {"date": "10 March 2027", "opens": "9:30", "closes": "15:00"})
    day.refresh_from_db()
    assert (day.date, day.moves, day.sequence) == (date(2027, 3, 10), 1, 1)


def test_published_dates_reach_the_cohort_and_the_agenda_does_not(cast, client):
    make.item(cast.draft.days.get(), "A draft item")
    client.force_login(cast.facilitator)
    client.post(reverse("workshops:publish_dates", args=[cast.draft.pk]))
    client.force_login(cast.participant)
    page = client.get(cast.draft.get_absolute_url()).content.decode()
    assert "21 April" in page
    assert "A draft item" not in page


def test_publishing_says_what_delegates_see_now_and_what_they_will_see(cast, client):
    make.item(cast.workshop.days.get(), "The only item")
    client.force_login(cast.facilitator)
    url = reverse("workshops:publish", args=[cast.workshop.pk])
    page = client.get(url).content.decode()
    assert "Delegates see no agenda now." in page
    assert "The only item" in page
    assert "Edition 1 is published." in client.post(url, follow=True).content.decode()
    page = client.post(url, follow=True).content.decode()
    assert "Nothing has changed since the last edition" in page
    edition = client.get(reverse("workshops:edition", args=[cast.workshop.pk, 1])).content.decode()
    assert "The only item" in edition
    assert "by Frances Dale" in edition


def test_publishing_nothing_is_said(cast, client):
    client.force_login(cast.facilitator)
    page = client.post(reverse("workshops:publish", args=[cast.workshop.pk]), follow=True).content.decode()
    assert "The agenda has no items yet" in page


def test_a_speaker_is_added_changed_and_removed(cast, client):
    client.force_login(cast.facilitator)
    add = reverse("workshops:speaker_add", args=[cast.workshop.pk])
    typed = {"name": "Cllr Ruth Amery", "role": "Leader", "organisation": "Northmoor", "status": "asked"}
    assert client.post(add, typed | {"email": "not an address"}).status_code == 422
    client.post(add, typed)
    speaker = cast.workshop.speakers.get()
    client.post(reverse("workshops:speaker_edit", args=[speaker.pk]), typed | {"status": "withdrawn"})
    speaker.refresh_from_db()
    assert speaker.status == "withdrawn"
    assert "Withdrawn" in client.get(cast.workshop.get_absolute_url()).content.decode()
    client.post(reverse("workshops:speaker_remove", args=[speaker.pk]))
    assert not cast.workshop.speakers.exists()
    verbs = Event.objects.filter(model="workshops.speaker").values_list("verb", flat=True).order_by("pk")
    assert list(verbs) == ["added", "changed", "removed"]


@pytest.mark.parametrize(("role", "is_led"), [("facilitator", True), ("adviser", False)])
def test_only_those_who_may_add_a_venue_are_led_to_it(cast, client, role, is_led):
    meeting = make.session(cast.cohort, "Set 1 meets", kind="set_meeting", learning_set=cast.set_a)
    client.force_login(cast.roles[role])
    run = meeting if role == "adviser" else cast.workshop
    for url in (
        reverse("workshops:session_add", args=[cast.cohort.pk]),
        reverse("workshops:day_add", args=[run.pk]),
        reverse("workshops:day_edit", args=[run.days.get().pk]),
    ):
        page = client.get(url)
        assert page.status_code == 200
        assert (reverse("cohorts:venue_add", args=[cast.programme.pk]) in page.content.decode()) == is_led
