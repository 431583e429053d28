import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template.loader import render_to_string
from django.urls import path, reverse

from programme.urls import urlpatterns as real
from programme.views.refused import refused

FORM = "application/x-www-form-urlencoded"


def fail(request, with_):
    raise {"403": PermissionDenied, "400": SuspiciousOperation, "500": ZeroDivisionError}[with_]


urlpatterns = [*real, path("fail/<str:with_>/", fail)]

SAYS = {
    "400": "That could not be read",
    "403": "You may see this, but not change it",
    "404": "There is nothing here for you",
    "500": "Something went wrong here",
}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("status", SAYS)
def test_each_error_has_a_page_of_the_house(client, cast, status):
    client.force_login(cast.participant)
    client.raise_request_exception = False
    response = client.get("/nowhere/" if status == "404" else f"/fail/{status}/")
    page = response.content.decode()
    assert response.status_code == int(status)
    assert f"<h1>{SAYS[status]}</h1>" in page
    assert "css/handbook.css" in page


@pytest.mark.parametrize("status", ["400", "500"])
def test_what_may_fail_together_with_everything_else_needs_nothing(status):
    assert SAYS[status] in render_to_string(f"{status}.html")


def test_an_address_that_only_takes_a_press_says_so_when_it_is_opened(client, cast):
    client.force_login(cast.coordinator)
    address = reverse("cohorts:set_remove", args=[cast.set_a.pk])
    response = client.get(address)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "This address belongs to a button" in response.content.decode()
    assert client.head(address).content == b""


def test_too_many_tries_have_one_too():
    assert "tried too often" in render_to_string("429.html")


def test_nobody_signed_in_is_sent_to_sign_in_where_nothing_is(client, db):
    assert client.get("/nowhere/").status_code == 404


def test_a_form_in_an_encoding_of_its_own_is_no_fault(client, cast):
    client.force_login(cast.participant)
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    response = client.generic("POST", "/me/about/", b"name=Sam+Okafor&known_as=Sammy", content_type=kind)
    assert response.status_code == 302
    cast.participant.refresh_from_db()
    assert cast.participant.known_as == "Sammy"


def test_too_much_in_one_form_is_said_with_how_much_there_is_room_for(cast, client):
    client.force_login(cast.coordinator)
    day = cast.workshop.days.get()
    response = client.post(reverse("workshops:paste", args=[day.pk]), f"text={'x' * 5_000_000}", content_type=FORM)
    page = response.content.decode()
    assert response.status_code == 413
    assert "That was too much at once" in page
    assert "You sent 4.8\xa0MB, and one form takes 2.5\xa0MB. Nothing was saved." in page
    assert "what you wrote still stands there" in page


def test_too_many_fields_are_said_the_same_way(client, db):
    response = client.post("/sign-in/", "&".join(f"a{n}=" for n in range(10_001)), content_type=FORM)
    assert response.status_code == 413
    assert "It had more boxes than one form takes" in response.content.decode()


def test_any_other_request_that_cannot_be_read_gets_the_plain_page(rf):
    response = refused(rf.get("/"), SuspiciousOperation())
    assert response.status_code == 400
    assert b"That could not be read" in response.content
