"""Being sure who it is: proved lately, and by a key where the office asks it."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from cohorts.models import Event, Person, ProgrammeRole
from programme.proof import ASKED
from tests.doors import tables
from tests.doors.test_doors import knock
from tests.programme.test_sign_in import ask, code, enter, sign_in_by_code
from tests.programme.test_sign_in_keys import digits, with_authenticator

LONG_AGO = 16 * 60
needs_keys = pytest.mark.parametrize("role", ["coordinator", "administrator"])


@pytest.fixture
def keys_needed(settings):
    settings.COORDINATORS_NEED_KEYS = True


@pytest.mark.parametrize("name", sorted(ASKED))
def test_whoever_did_not_prove_lately_who_they_are_does_so_first(name, client, cast):
    door = tables.DOORS[name]
    client.force_login(cast.coordinator, ago=LONG_AGO)
    before = Event.objects.count()
    for method in ("GET", "POST"):
        response = client.generic(method, door.url(cast), door.data(cast), content_type=door.content_type)
        assert response["Location"].startswith("/me/prove/?next=")
    assert Event.objects.count() == before
    client.force_login(cast.coordinator)
    assert knock(client, door, cast) == door.expected("coordinator")


def test_they_are_told_why_and_come_back_by_a_fresh_code(client, cast):
    client.force_login(cast.participant, ago=LONG_AGO)
    to = client.get("/me/data/")["Location"]
    assert to == "/me/prove/?next=%2Fme%2Fdata%2F"
    assert "Sign in again" in client.get(to).content.decode()
    again = client.post("/me/prove/again/?next=%2Fme%2Fdata%2F")
    assert again["Location"] == "/sign-in/?next=%2Fme%2Fdata%2F"
    assert "_auth_user_id" not in client.session
    client.post(again["Location"], {"email": cast.participant.email})
    assert enter(client, code(), next="/me/data/")["Location"] == "/me/data/"


def test_a_button_pressed_without_proof_does_nothing_and_leads_back_to_its_page(client, cast):
    role = ProgrammeRole.objects.get(programme=cast.programme, person=cast.sponsor)
    client.force_login(cast.coordinator, ago=LONG_AGO)
    page = f"http://testserver{cast.programme.get_absolute_url()}"
    response = client.post(reverse("cohorts:role_remove", args=[role.pk]), HTTP_REFERER=page, follow=True)
    assert "Nothing is done yet" in response.content.decode()
    assert response.request["QUERY_STRING"] == f"next=http%3A%2F%2Ftestserver%2Fprogrammes%2F{cast.programme.pk}%2F"
    assert ProgrammeRole.objects.filter(pk=role.pk).exists()


def test_the_way_back_leads_to_no_other_site(client, cast):
    client.force_login(cast.participant)
    for page in ("/me/prove/", "/me/key/"):
        assert "evil.example" not in client.get(f"{page}?next=https://evil.example/").content.decode()
    assert client.post("/me/prove/again/?next=//evil.example/")["Location"] == "/sign-in/?next=%2Fme%2F"


@needs_keys
def test_a_code_alone_opens_nothing_of_the_office_where_a_key_is_needed(role, keys_needed, client, cast):
    client.force_login(cast.roles[role])
    for url in ("/", "/people/", cast.programme.get_absolute_url(), f"/people/{cast.participant.pk}/passkey/"):
        assert client.get(url)["Location"].startswith("/me/key/?next=")
    assert client.post(f"/people/{cast.participant.pk}/passkey/")["Location"].startswith("/me/key/")
    assert client.get("/privacy/").status_code == client.get("/me/").status_code == 200


@needs_keys
def test_without_the_setting_a_code_is_enough(role, client, cast):
    client.force_login(cast.roles[role])
    assert client.get("/").status_code == 200


def test_everybody_else_signs_in_as_before(keys_needed, client, cast):
    for person in (cast.participant, cast.facilitator, cast.adviser, cast.sponsor):
        client.force_login(person)
        assert client.get("/").status_code == 200


def test_who_has_no_key_is_led_to_one_and_then_in(keys_needed, client, cast):
    client.force_login(cast.coordinator)
    page = client.get("/me/key/?next=/people/").content.decode()
    assert 'href="/me/passkeys/add/"' in page
    assert client.get("/me/passkeys/add/").status_code == 200
    secret = client.get("/me/authenticator/").context["form"].secret
    client.post("/me/authenticator/", {"code": digits(secret)})
    assert client.get("/").status_code == 200


def test_the_code_of_an_authenticator_opens_the_office(keys_needed, client, cast):
    secret = with_authenticator(cast.coordinator)
    ask(client, cast.coordinator.email)
    assert enter(client, code())["Location"] == "/sign-in/authenticator/"
    client.post("/sign-in/authenticator/", {"code": digits(secret)})
    assert client.get("/people/").status_code == 200


def test_a_mailbox_that_others_read_adds_no_key(keys_needed, client, cast):
    Person.objects.filter(pk=cast.coordinator.pk).update(shared_mailbox=True)
    client.force_login(cast.coordinator)
    page = client.get("/me/key/").content.decode()
    assert "help you in person" in page
    assert "/me/passkeys/add/" not in page


def test_a_role_given_while_somebody_is_signed_in_asks_for_a_key_at_once(keys_needed, client, cast):
    client.force_login(cast.facilitator)
    assert client.get("/").status_code == 200
    ProgrammeRole.objects.create(programme=cast.programme, person=cast.facilitator, role=ProgrammeRole.Role.COORDINATOR)
    assert client.get("/")["Location"] == "/me/key/?next=%2F"


def test_lost_keys_are_forgotten_by_command_with_every_sign_in(client, cast):
    sign_in_by_code(client, cast.coordinator)
    with_authenticator(cast.coordinator)
    assert client.get("/me/").status_code == 200
    call_command("forget_keys", cast.coordinator.email.upper())
    assert client.get("/me/").status_code == 302
    assert not Authenticator.objects.exists()
    assert Event.objects.get(verb="forgot the keys of").object_id == cast.coordinator.pk
    with pytest.raises(CommandError, match=r"Nobody has the address nobody@west\.example"):
        call_command("forget_keys", "nobody@west.example")
