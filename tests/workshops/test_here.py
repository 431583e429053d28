"""I am here: six letters on the door, typed by whoever came."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import trail
from workshops.doors import LETTERS, TRIES, WAIT
from workshops.exceptions import AlreadyCancelled, AlreadyOver, NotYet, TooManyTries
from workshops.models import Arrival, Attendance, DoorCode, WrongLetters
from workshops.services import attendance, doors, sessions
from workshops.sheet_data.door_signs import door_signs_sheet

MORNING = datetime(2027, 3, 3, 9, 40, tzinfo=UTC)  # of the day, twenty minutes before it opens
AFTERNOON = datetime(2027, 3, 3, 14, 5, tzinfo=UTC)
ENDS = datetime(2027, 3, 3, 16, 30, tzinfo=UTC)


@pytest.fixture
def day(cast):
    return cast.workshop.days.get()


@pytest.fixture
def door(cast, day, time_machine):
    time_machine.move_to(MORNING, tick=False)
    return doors.open_door(day=day, by=cast.facilitator, now=make.NOW)


def arrive(door, who, now=MORNING, typed=None):
    return doors.arrive(typed=typed or door.letters, by=who, now=now)


def here(client, typed):
    return client.post(reverse("workshops:here"), {"letters": typed}, follow=True)


def register(client, cast, who="facilitator"):
    client.force_login(getattr(cast, who))
    return client.get(reverse("workshops:attendance", args=[cast.workshop.days.get().pk])).content.decode()


def test_a_door_has_six_letters_that_nobody_takes_for_others(cast, day, door):
    assert len(door.letters) == 6
    assert set(door.letters) <= set(LETTERS)
    assert not set(LETTERS) & set("AEIOULS0125")
    assert doors.open_door(day=day, by=cast.coordinator, now=MORNING).letters == door.letters
    assert trail(day) == [("opened the door", [])]


@pytest.mark.parametrize("shape", ["{0}", "{0} {1}", "{0}-{1}", " {0}  {1} "])
def test_the_letters_count_however_they_are_typed(cast, client, door, shape):
    typed = shape.format(door.letters[:3], door.letters[3:]) if "1" in shape else door.letters
    client.force_login(cast.participant)
    page = here(client, typed.lower()).content.decode()
    assert "You are noted as here" in page
    assert Arrival.objects.get().membership == cast.participant_place


def test_a_link_opens_the_page_and_only_the_button_says_so(cast, client, door):
    client.force_login(cast.participant)
    page = client.get(reverse("workshops:here_at", args=[door.letters])).content.decode()
    assert f'value="{door.letters}"' in page
    assert not Arrival.objects.exists()


def test_it_opens_an_hour_before_and_closes_when_the_day_ends(cast, door):
    opens = MORNING - timedelta(minutes=40)
    with pytest.raises(NotYet):
        arrive(door, cast.participant, opens - timedelta(seconds=1))
    assert arrive(door, cast.participant, opens)
    assert arrive(door, cast.set_mate, ENDS)
    with pytest.raises(AlreadyOver):
        arrive(door, cast.other_set, ENDS + timedelta(seconds=1))
    assert not WrongLetters.objects.exists()


def test_saying_so_twice_keeps_when_it_was_first(cast, door):
    arrive(door, cast.participant)
    arrive(door, cast.participant, AFTERNOON)
    assert Arrival.objects.get().at == MORNING


@pytest.mark.parametrize("path", ["/", "/here/", "session"])
def test_whoever_said_so_reads_it_wherever_they_look_and_is_not_asked_to_come(cast, client, door, path):
    arrive(door, cast.participant)
    client.force_login(cast.participant)
    page = client.get(cast.workshop.get_absolute_url() if path == "session" else path).content.decode()
    assert "09:40" in page
    assert "Will you come" not in page


@pytest.mark.parametrize("who", ["other_cohort", "withdrawn", "facilitator", "coordinator"])
def test_nobody_but_who_is_asked_comes_through_the_door(cast, door, who):
    assert arrive(door, getattr(cast, who)) is None
    assert not Arrival.objects.exists()


def test_wrong_letters_say_so_and_keep_what_was_typed(cast, client, door):
    client.force_login(cast.participant)
    response = here(client, "CCCCCC")
    assert response.status_code == 422
    assert "No session of yours has these letters" in response.content.decode()
    assert 'value="CCCCCC"' in response.content.decode()


@pytest.mark.parametrize("typed", ["", "CDF", "CDFGHJK", "\0\0\0\0\0\0", "ẞẞẞẞẞẞ", "<b>", "☃" * 6])
def test_what_cannot_be_on_a_door_is_refused(cast, client, door, typed):
    client.force_login(cast.participant)
    assert here(client, typed).status_code == 422
    assert not Arrival.objects.exists()


def test_after_ten_wrong_ones_even_the_right_one_waits(cast, client, door):
    for _time in range(TRIES):
        assert arrive(door, cast.participant, typed="CCCCCC") is None
    with pytest.raises(TooManyTries):
        arrive(door, cast.participant)
    client.force_login(cast.participant)
    assert "Ten times is enough" in here(client, door.letters).content.decode()
    assert arrive(door, cast.set_mate)
    assert arrive(door, cast.participant, MORNING + WAIT)


def test_wrong_letters_are_forgotten_after_a_day(cast, door):
    arrive(door, cast.participant, typed="CCCCCC")
    arrive(door, cast.participant, MORNING + timedelta(days=1), typed="CCCCCC")
    assert WrongLetters.objects.count() == 1


def test_letters_taken_away_open_nothing_and_who_came_stays(cast, day, door):
    arrive(door, cast.participant)
    doors.close_door(day=day, by=cast.facilitator, now=MORNING)
    assert arrive(door, cast.set_mate) is None
    assert Arrival.objects.get().membership == cast.participant_place


def test_a_day_that_is_cancelled_or_over_gets_no_letters(cast, day):
    with pytest.raises(AlreadyOver):
        doors.open_door(day=day, by=cast.facilitator, now=ENDS)
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=make.NOW)
    with pytest.raises(AlreadyCancelled):
        doors.open_door(day=day, by=cast.facilitator, now=make.NOW)


def test_a_cancelled_day_takes_nobody(cast, day, door):
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=make.NOW)
    with pytest.raises(AlreadyCancelled):
        arrive(door, cast.participant)


def test_it_concludes_nothing_and_ticks_the_register_until_that_is_entered(cast, client, day, door, time_machine):
    arrive(door, cast.participant)
    assert register(client, cast).count(" checked") == 1
    time_machine.move_to(AFTERNOON, tick=False)
    arrive(door, cast.set_mate, AFTERNOON)
    page = register(client, cast)
    assert page.count(" checked") == 3
    assert "The register is not yet entered" in page
    assert "Here since 09:40" in page
    assert not Attendance.objects.exists()
    attendance.enter(day=day, came=set(), halves=day.halves, by=cast.facilitator, now=ENDS)
    page = register(client, cast)
    assert page.count(" checked") == 0
    assert "Here since 09:40" in page


def test_who_enters_the_register_opens_and_closes_the_door(cast, client, day, time_machine):
    time_machine.move_to(MORNING, tick=False)
    assert "Make letters for the door" in register(client, cast)
    press = reverse("workshops:door", args=[day.pk])
    client.post(press)
    assert DoorCode.objects.get(day=day).spaced in register(client, cast)
    client.post(press, {"close": ""})
    assert "Make letters for the door" in register(client, cast)


def test_an_administrator_reads_no_letters(cast, client, door):
    assert door.spaced not in register(client, cast, "administrator")


def test_the_sign_on_the_door_has_the_letters(cast, day):
    (sign,) = door_signs_sheet(cast.workshop, None, now=make.NOW)["signs"]
    assert sign["here"] == ""
    door = doors.open_door(day=day, by=cast.facilitator, now=make.NOW)
    (sign,) = door_signs_sheet(cast.workshop, None, now=make.NOW)["signs"]
    assert sign["here"] == f"Here? Say so at localhost:8000/here/ with {door.spaced}"


def test_home_leads_there_while_the_door_is_open_and_not_after(cast, client, door):
    client.force_login(cast.participant)
    assert 'href="/here/"' in client.get("/").content.decode()
    arrive(door, cast.participant)
    assert 'href="/here/"' not in client.get("/").content.decode()
