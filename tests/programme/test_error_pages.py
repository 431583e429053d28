import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template.loader import render_to_string
from django.urls import path

from programme.urls import urlpatterns as real


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
