"""What every answer carries, whatever it is."""

import pytest
from django.conf import settings
from django.urls import reverse

from cohorts import limits
from tests import factories as make

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def answers(client, cast):
    """A page, a sheet, a calendar, a redirect, a refusal, nothing there, and something that needs no sign-in."""
    session = cast.workshop
    make.item(session.days.get(), "Welcome")
    paths = ["/", "/nowhere/", session.get_absolute_url(), f"/sessions/{session.pk}/calendar.ics", "/accessibility/"]
    client.force_login(cast.participant)
    got = [client.get(path) for path in paths]
    got.append(client.post(reverse("cohorts:sets_make", args=[cast.cohort.pk])))
    client.logout()
    return [*got, client.get("/"), client.get("/sign-in/")]


def test_every_kind_of_answer_has_the_headers_that_keep_it_apart(answers):
    assert {answer.status_code for answer in answers} >= {200, 302, 404}
    for answer in answers:
        assert {name: answer[name] for name in ALWAYS} == ALWAYS
        assert "camera=()" in answer["Permissions-Policy"]


def test_the_policy_on_content_allows_only_what_is_ours_and_nothing_inline(answers):
    for answer in answers:
        policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_cookies_are_for_the_server_alone(client):
    page = client.get("/sign-in/")
    assert page.cookies[settings.CSRF_COOKIE_NAME]["httponly"]
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")


class TestLimits:
    def test_a_room_of_24_behind_one_address_is_let_in_and_a_machine_that_guesses_waits(self, client, cast):
        path = "/speak/1/0a1b/"
        room = [client.get(path).status_code for _ in range(24 * 4)]
        assert set(room) == {404}
        for _ in range(300):
            limits.taken("link", "127.0.0.1", limits.TEN_MINUTES)
        last = client.get(path)
        assert last.status_code == 429
        assert 0 < int(last["Retry-After"]) <= limits.TEN_MINUTES
        assert "Wait ten minutes" in last.content.decode()

    def test_each_limit_is_counted_apart(self):
        assert [limits.taken("a", "x", 600), limits.taken("a", "x", 600), limits.taken("b", "x", 600)] == [1, 2, 1]
        assert limits.taken("a", "y", 600) == 1
