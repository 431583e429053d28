import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, override_settings
from django.urls import path

from programme.urls import urlpatterns as real
from tests.programme.hardened import lacking, lax


def fail(request, with_):
    raise {"403": PermissionDenied, "400": SuspiciousOperation, "500": ZeroDivisionError}[with_]


urlpatterns = [*real, path("fail/<str:with_>/", fail)]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("at", ["/", "/nowhere/", "/fail/403/", "/fail/400/", "/fail/500/", "/privacy", "/healthz"])
def test_every_kind_of_answer_has_the_headers(client, cast, at):
    client.force_login(cast.participant)
    client.raise_request_exception = False
    assert lacking(client.get(at)) == []


@pytest.mark.parametrize("at", ["/", "/sign-in/", "/nowhere/", "/invitation/1/forged/", "/bounces/"])
def test_so_has_each_that_a_stranger_gets(client, db, at):
    assert lacking(client.get(at)) == []


def test_a_static_file_has_them_too(db, tmp_path):
    (tmp_path / "house.js").write_text("1")
    with override_settings(STATIC_ROOT=tmp_path, WHITENOISE_AUTOREFRESH=True):
        response = Client().get(f"/{settings.STATIC_URL.strip('/')}/house.js")
    assert response.status_code == 200
    assert lacking(response) == []


def test_a_refused_host_has_them_too(client, db):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert lacking(response) == []


def test_the_way_from_http_to_https_has_them_too(client, db):
    with override_settings(SECURE_SSL_REDIRECT=True):
        response = type(client)().get("/privacy/")
    assert response["Location"] == "https://testserver/privacy/"
    assert lacking(response) == []


def test_https_is_promised_for_a_year_with_all_names_below(client, db):
    with override_settings(
        SECURE_HSTS_SECONDS=31_536_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True, SECURE_HSTS_PRELOAD=True
    ):
        response = type(client)().get("/privacy/", secure=True)
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_no_page_may_hold_a_script_or_style_of_its_own():
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert lax("default-src 'none'; frame-ancestors 'none'; script-src 'self' 'unsafe-inline'") == ["'unsafe-inline'"]


def test_a_page_is_kept_by_nobody_but_its_reader(client, cast):
    client.force_login(cast.participant)
    response = client.get("/me/about/")
    assert response["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response["Vary"]


def test_cookies_are_out_of_reach_of_scripts(client, cast):
    client.force_login(cast.participant)
    client.get("/me/about/")
    client.post("/colours/", {"theme": "dark"})
    kept = [client.cookies[name] for name in ("csrftoken", "theme")]
    assert [(cookie["httponly"], cookie["samesite"]) for cookie in kept] == [(True, "Lax")] * 2
    assert settings.SESSION_COOKIE_HTTPONLY


ASK = """
from django.conf import settings as s
policy = s.CONTENT_SECURITY_POLICY["DIRECTIVES"]
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)
print(policy["upgrade-insecure-requests"], s.LOGGING["handlers"]["console"]["formatter"])
"""


def test_behind_https_cookies_are_of_this_host_alone_and_the_log_is_json(tmp_path):
    elsewhere = {
        "BASE_URL": "https://programme.example",
        "ALLOWED_HOSTS": "programme.example",
        "SECRET_KEY": "x" * 60,
        "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3",
        "CELERY_BROKER_URL": "redis://localhost",
        "EMAIL_URL": "smtp://localhost",
        "DEFAULT_FROM_EMAIL": "office@programme.example",
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "programme.settings",
    }
    said = subprocess.run(
        [sys.executable, "-c", ASK], env=os.environ | elsewhere, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "True", "True", "True", "json"]
