"""Whoever is not signed in comes back to a page, and is told that nothing is done yet."""

import pytest
from django.urls import reverse

HERE = "http://testserver"
BUTTON = "/cohorts/1/people/?only=none"


def sign_in(to):
    return f"{reverse('account_login')}?next={to}"


def test_what_was_opened_is_opened_after_signing_in(client, cast):
    response = client.get(f"/cohorts/{cast.cohort.pk}/people/?only=none")
    assert response["Location"] == sign_in(f"/cohorts/{cast.cohort.pk}/people/%3Fonly%3Dnone")


@pytest.mark.parametrize(
    ("referer", "to"),
    [
        (f"{HERE}{BUTTON}", "/cohorts/1/people/%3Fonly%3Dnone"),
        ("https://elsewhere.example/x", "/"),
        ("//elsewhere.example/x", "/"),
        (f"{HERE}//elsewhere.example/x", "/"),
        (HERE, "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_whoever_pressed_a_button_signed_out_comes_back_to_the_button(client, cast, referer, to):
    response = client.post(reverse("cohorts:set_remove", args=[cast.set_a.pk]), headers={"referer": referer})
    assert response["Location"] == sign_in(to)
    assert "nothing is done yet" in client.get(response["Location"]).content.decode()


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(client, cast):
    asked = {"hx-request": "true", "hx-current-url": f"{HERE}{BUTTON}"}
    response = client.get(reverse("cohorts:import_progress", args=[cast.cohort.pk, 1]), headers=asked)
    assert response["HX-Redirect"] == sign_in("/cohorts/1/people/%3Fonly%3Dnone")
    assert response.status_code == 200


def test_a_script_that_sends_what_was_typed_is_sent_to_sign_in_too(client, cast):
    response = client.post(reverse("workshops:agenda", args=[cast.workshop.pk]), headers={"hx-request": "true"})
    assert response["HX-Redirect"] == sign_in("/")
