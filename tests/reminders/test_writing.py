"""The office writes to many: every name before it goes, ten minutes to take it back, once each."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from cohorts.models import OfficeContact
from reminders.circles import circles
from reminders.models import Broadcast, Message
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import MINUTE, addresses, tick
from workshops.models import Reply

pytestmark = pytest.mark.django_db
GOES = NOW + Broadcast.HELD


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def form(cast, to="participants", **fields):
    return {
        "to": f"{cast.cohort.pk}:{to}",
        "subject": "Car park",
        "words": "Dear {first_name}, the car park is shut. Ring {office}.",
        "key": str(uuid.UUID(int=7)),
    } | fields


def press(client, cast, step, who=None, **fields):
    client.force_login(who or cast.coordinator)
    return client.post(reverse("reminders:write", args=[cast.programme.pk]), form(cast, **fields) | {"step": step})


def send(client, cast, **fields):
    draft = press(client, cast, "show", **fields).context["draft"]
    return press(client, cast, "send", shown=draft.mark, **fields)


def test_every_name_is_shown_with_how_it_reads_and_nothing_goes(client, cast, mailoutbox):
    html = press(client, cast, "show").content.decode()
    assert "4 people get it" in html
    for name in ("Sam Okafor", "Robin Ashworth", "Jo Hartley", "Ellis Moreau"):
        assert name in html
    assert "Dear Ellis, the car park is shut." in html
    assert not Broadcast.objects.exists()
    tick(GOES)
    assert mailoutbox == []


def test_it_goes_after_ten_minutes_once_to_each(client, cast, mailoutbox):
    response = send(client, cast)
    made = Broadcast.objects.get()
    assert response.url == made.get_absolute_url()
    tick(GOES - MINUTE)
    assert mailoutbox == []
    tick(GOES)
    tick(GOES + MINUTE)
    assert addresses(mailoutbox) == ["office_contact", "other_set", "participant", "set_mate"]
    (mail,) = [mail for mail in mailoutbox if "<participant@" in mail.to[0]]
    assert mail.subject == "Car park"
    assert "Hello Sam,\n\nDear Sam, the car park is shut." in mail.body


def test_within_ten_minutes_it_can_be_taken_back(client, cast, mailoutbox):
    send(client, cast)
    made = Broadcast.objects.get()
    assert "Take it back" in client.get(made.get_absolute_url()).content.decode()
    client.post(reverse("reminders:take_back", args=[made.pk]))
    tick(GOES)
    assert mailoutbox == []
    assert set(Message.objects.values_list("state", "why")) == {("skipped", "taken_back")}
    assert "Nobody gets it" in client.get(made.get_absolute_url()).content.decode()


def test_afterwards_it_says_that_it_is_on_its_way(client, cast, mailoutbox):
    send(client, cast)
    made = Broadcast.objects.get()
    with time_machine.travel(GOES, tick=False):
        response = client.post(reverse("reminders:take_back", args=[made.pk]), follow=True)
    assert "on its way" in response.content.decode()
    tick(GOES)
    assert len(mailoutbox) == 4


def test_pressing_twice_is_one_message(client, cast, mailoutbox):
    send(client, cast)
    assert press(client, cast, "send", shown="whatever").url == Broadcast.objects.get().get_absolute_url()
    tick(GOES)
    assert len(mailoutbox) == 4


def test_a_list_that_changed_meanwhile_is_shown_again_and_nothing_goes(client, cast):
    draft = press(client, cast, "show").context["draft"]
    make.place(cast.cohort, make.person("Newly Arrived"))
    response = press(client, cast, "send", shown=draft.mark)
    assert response.status_code == 409
    assert "The list has changed" in response.content.decode()
    assert not Broadcast.objects.exists()


def test_whoever_joins_after_it_was_ordered_does_not_get_it_and_whoever_left_neither(client, cast, mailoutbox):
    send(client, cast)
    make.place(cast.cohort, make.person("Newly Arrived"))
    cast.set_mate.is_active = False
    cast.set_mate.save()
    tick(GOES)
    assert addresses(mailoutbox) == ["office_contact", "other_set", "participant"]


def test_the_circles_are_cohorts_sets_roles_and_those_without_a_reply(cast):
    day = cast.workshop.days.get()
    Reply.objects.create(day=day, person=cast.set_mate, answer="coming", by=cast.set_mate, at=NOW)
    found = {
        circle.key.partition(":")[2]: circle for circle in circles(cast.programme, NOW) if circle.cohort == cast.cohort
    }

    def names(key):
        return {person.email.removesuffix("@cast.example") for person in found[key].people()}

    assert names(f"set{cast.set_a.pk}") == {"participant", "set_mate", "office_contact"}
    assert names("facilitator") == {"facilitator"}
    assert names("coach") == {"coach", "other_coach"}
    assert names(f"day{day.pk}") == {"participant", "other_set", "office_contact"}
    assert {"adviser", "facilitator", "participant"} < names("everyone")


def test_an_office_contact_instead_takes_the_principals_place(cast):
    OfficeContact.objects.update(instead=True)
    (circle,) = [one for one in circles(cast.programme, NOW) if one.key == f"{cast.cohort.pk}:participants"]
    assert cast.participant not in circle.people()
    assert cast.office_contact in circle.people()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"to": "nowhere"}, "Select a valid choice"),
        ({"subject": "Hello\r\nBcc: everyone@world.example"}, "one line"),
        ({"subject": "{who}"}, "There is no {who} here"),
        ({"words": "On {date}"}, "There is no {date} here"),
        ({"words": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, cast, wrong, said):
    client.force_login(cast.coordinator)
    response = client.post(reverse("reminders:write", args=[cast.programme.pk]), form(cast) | {"step": "show"} | wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
    if "words" not in wrong:
        assert "the car park is shut" in response.content.decode()


def test_the_list_costs_the_same_for_many(client, cast, django_assert_max_num_queries):
    for number in range(30):
        make.place(cast.cohort, make.person(f"Person {number}"))
    client.force_login(cast.coordinator)
    with django_assert_max_num_queries(27):
        press(client, cast, "show")


def test_one_who_failed_is_named_with_the_reason(client, cast, mailoutbox):
    send(client, cast)
    tick(GOES)
    Message.objects.filter(person=cast.set_mate).update(state="failed", why="address_failed")
    html = press(client, cast, "show", key=str(uuid.UUID(int=8))).content.decode()
    assert "the mail server refused the address" in html
    assert "3 people get it" in html


def test_a_paused_programme_holds_it(client, cast, mailoutbox):
    send(client, cast)
    cast.programme.paused_at = NOW
    cast.programme.save()
    tick(GOES)
    assert mailoutbox == []
    cast.programme.paused_at = None
    cast.programme.save()
    tick(GOES + timedelta(hours=1))
    assert len(mailoutbox) == 4
