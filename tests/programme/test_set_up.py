from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from cohorts.models import Event, Person
from cohorts.services import administrators
from tests import factories as make

pytestmark = pytest.mark.django_db
FIRST = {"name": "Maren Holt", "email": "maren@office.example"}


def path():
    return f"/set-up/{administrators.set_up_token()}/"


def test_the_command_prints_a_link_at_the_address_of_the_site(capsys, settings):
    settings.BASE_URL = "https://programme.example"
    call_command("set_up_link")
    assert capsys.readouterr().out.startswith("https://programme.example/set-up/administrator:")


def test_the_first_administrator_says_who_they_are_and_is_signed_in(client):
    assert "Who looks after this?" in client.get(path()).content.decode()
    assert client.post(path(), FIRST)["Location"] == "/"
    person = Person.objects.get()
    assert (person.name, person.email, person.is_administrator) == ("Maren Holt", "maren@office.example", True)
    assert client.get("/me/").wsgi_request.user == person
    assert Event.objects.filter(verb="set up").count() == 1


def test_it_works_once_even_when_there_is_no_administrator_any_more(client):
    link = path()
    client.post(link, FIRST)
    Person.objects.update(is_administrator=False)
    assert client.get(link).status_code == 404
    assert client.post(link, FIRST | {"email": "other@office.example"}).status_code == 404
    with pytest.raises(CommandError):
        call_command("set_up_link")


def test_it_does_not_work_where_there_is_an_administrator(client):
    link = path()
    make.person(is_administrator=True)
    assert client.get(link).status_code == 404


def test_two_presses_at_once_make_one(client):
    administrators.set_up(email="maren@office.example", name="Maren Holt", now=timezone.now())
    with pytest.raises(administrators.AlreadySetUp):
        administrators.set_up(email="other@office.example", name="Other", now=timezone.now())


def test_it_works_for_seven_days(client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        link = path()
        clock.shift(timedelta(days=7, seconds=1))
        assert client.get(link).status_code == 404


@pytest.mark.parametrize("token", ["administrator", "administrator:1:x", "é"])
def test_a_made_up_link_finds_nothing(client, token):
    assert client.get(f"/set-up/{token}/").status_code == 404


def test_a_wrong_form_is_said_and_makes_nobody(client):
    response = client.post(path(), {"name": "", "email": "nobody"})
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert not Person.objects.exists()


def test_the_command_adds_somebody_new(capsys):
    call_command("add_administrator", "maren@office.example", name="Maren Holt")
    assert "Maren Holt (maren@office.example) is an administrator." in capsys.readouterr().out
    assert Person.objects.get().is_administrator


def test_the_command_raises_somebody_known_and_keeps_their_name():
    someone = make.person("Dana Whitfield", email="dana@office.example")
    call_command("add_administrator", "DANA@office.example")
    someone.refresh_from_db()
    assert (someone.name, someone.is_administrator) == ("Dana Whitfield", True)


@pytest.mark.parametrize("wrong", ["nobody", "a@b.example\nc@d.example", ""])
def test_the_command_refuses_what_is_no_address(wrong):
    with pytest.raises(CommandError):
        call_command("add_administrator", wrong)
    assert not Person.objects.exists()
