import re
import runpy
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from programme.running import names
from tests.servers import ROOT, outside

EXAMPLE = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))


@pytest.fixture
def settings_of(monkeypatch, tmp_path):
    """settings_of(NAME=value) reads the settings as a process with that environment would."""

    def settings_of(**environment):
        for name in names.both(names.OWN):
            monkeypatch.delenv(name, raising=False)
        for name, value in ({"VAR_DIR": str(tmp_path)} | environment).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "programme" / "settings.py"))

    return settings_of


def real_site(**changes):
    return {name: value for name, value in (EXAMPLE | changes).items() if value is not None and name != "VAR_DIR"}


def test_the_example_explains_every_name_that_is_read():
    sources = [(ROOT / "programme" / name).read_text() for name in ("settings.py", "places.py")]
    read = set(re.findall(r"env\.(?:str|bool|int|list|read|db_url|cache_url)\(\"([A-Z_]+)\"", "".join(sources)))
    assert read == set(names.OWN) == set(EXAMPLE)


def test_nothing_is_needed_on_this_machine(settings_of, tmp_path):
    settings = settings_of()
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "programme.sqlite3")
    assert settings["EMAIL_FILE_PATH"] == str(tmp_path / "mail")
    assert settings["CELERY_BROKER_TRANSPORT_OPTIONS"]["data_folder_in"] == str(tmp_path / "queue")
    assert "localhost" in settings["ALLOWED_HOSTS"]
    assert settings["DEBUG"] is settings["DEMO"] is False


def test_the_key_is_made_once_and_read_by_its_owner_alone(settings_of, tmp_path):
    first = settings_of()["SECRET_KEY"]
    assert len(first) > 50
    assert settings_of()["SECRET_KEY"] == first
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_the_example_is_a_whole_site(settings_of):
    settings = settings_of(**real_site())
    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
    assert settings["DATABASES"]["default"]["CONN_MAX_AGE"] == 600
    assert settings["DATABASES"]["default"]["CONN_HEALTH_CHECKS"] is True
    assert settings["CACHES"]["default"]["LOCATION"] == "redis://localhost:6379/1"
    assert settings["SESSION_COOKIE_SECURE"] is True


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "CELERY_BROKER_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"]
)
def test_what_is_missing_on_a_real_site_is_named(settings_of, name):
    with pytest.raises(ImproperlyConfigured, match=f"^Set {name} "):
        settings_of(**real_site(**{name: None}))


def test_all_that_is_missing_is_named_at_once(settings_of):
    with pytest.raises(ImproperlyConfigured, match=r"^Set SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL, .*\.env\.example"):
        settings_of(BASE_URL="https://programme.example.org")


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PROXY_COUNT": "two"}, "PROXY_COUNT makes no sense"),
        ({"BASE_URL": "programme.example.org"}, "BASE_URL must be the address of the site"),
        ({"DATABASE_URL": "mysql://a@b/c"}, "DATABASE_URL must begin with"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL must begin with"),
        ({"EMAIL_URL": "mail.example.org"}, "EMAIL_URL must look like"),
        ({"EMAIL_URL": "smtp://mail.example.org:port"}, "EMAIL_URL must look like"),
        ({"CACHE_URL": "nonsense"}, "CACHE_URL"),
        ({"TIME_ZONE": "Europe/Nowhere"}, "TIME_ZONE"),
        ({"SECRET_KEY_FILE": "/nowhere/key"}, "SECRET_KEY_FILE names /nowhere/key, which cannot be read"),
        ({"ALLOWED_HOSTS": "programme.example.org"}, "set BASE_URL, too"),
        ({"DEMO": "1", "ALLOWED_HOSTS": "programme.example.org"}, "DEMO=1 lets anyone sign in as anyone"),
    ],
)
def test_what_makes_no_sense_is_said(settings_of, environment, sentence):
    with pytest.raises(ImproperlyConfigured, match=re.escape(sentence)):
        settings_of(**environment)


@pytest.mark.parametrize(
    "address", ["https://programme.example.org", "http://localhost.example.org", "http://localhost:1@evil.example"]
)
def test_a_demonstration_does_not_start_away_from_this_machine(settings_of, address):
    with pytest.raises(ImproperlyConfigured, match="DEMO=1 lets anyone sign in as anyone"):
        settings_of(**real_site(DEMO="1", BASE_URL=address))


@pytest.mark.parametrize("name", sorted(set(EXAMPLE) - {"VAR_DIR"}))
def test_each_name_may_be_given_as_a_file(settings_of, tmp_path, name):
    path = tmp_path / "secret"
    path.write_text(EXAMPLE[name] + "\n")
    one_way = settings_of(**real_site())
    assert comparable(settings_of(**real_site(**{name: None, f"{name}_FILE": str(path)}))) == comparable(one_way)


def comparable(settings):
    return {name: str(value) for name, value in settings.items() if name.isupper()}


def test_a_value_is_taken_literally(settings_of):
    key = "$HOME-and-forty-nine-more-characters-that-nobody-guesses-0123456789"
    assert settings_of(**real_site(SECRET_KEY=key))["SECRET_KEY"] == key


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://me%40x:p%2Fw@mail.example.org", 25, False, False),
        ("smtp+tls://me%40x:p%2Fw@mail.example.org", 587, True, False),
        ("smtp+ssl://me%40x:p%2Fw@mail.example.org:4650", 4650, False, True),
    ],
)
def test_the_mail_server_is_one_address(settings_of, url, port, tls, ssl):
    settings = settings_of(EMAIL_URL=url)
    found = [settings[f"EMAIL_{name}"] for name in ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")]
    assert found == ["mail.example.org", port, "me@x", "p/w", tls, ssl]


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "migrate"],
        ["-m", "gunicorn", "programme.wsgi", "--bind", "127.0.0.1:0", "--no-control-socket"],
        ["-m", "celery", "-A", "programme", "worker"],
        ["-m", "celery", "-A", "programme", "beat"],
    ],
    ids=["manage.py", "web", "worker", "beat"],
)
def test_every_process_stops_with_the_one_sentence(command):
    environment = outside() | {"BASE_URL": "https://programme.example.org"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Set SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL, CELERY_BROKER_URL, EMAIL_URL, DEFAULT_FROM_EMAIL (" in said
    assert "Traceback" not in said


def test_the_example_has_no_warnings_before_deployment(tmp_path):
    environment = outside() | EXAMPLE | {"VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
