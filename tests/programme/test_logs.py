import json
import logging
import sys

import pytest
from django.conf import settings

from cohorts.services import invitations
from programme.logs import AsJson, WithoutLinks
from tests.factories import NOW


def test_the_log_has_no_link_that_signs_in(cast, client, caplog):
    [row] = invitations.invite(memberships=[cast.participant_place], by=cast.coordinator, now=NOW)
    token = invitations.token_of(row)
    client.handler.enforce_csrf_checks = True
    caplog.handler.addFilter(WithoutLinks())
    assert client.post(f"/invitation/{row.pk}/{token}/").status_code == 403
    assert f"/invitation/{row.pk}/.../" in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize(
    "path", ["/set-up/administrator:1abc:X-y_z/", "/speak/7/0a1b/", "/calendar/7/0a1b/", "/address-change/7/0a1b/"]
)
def test_the_other_links_are_cut_too_and_the_rest_stays(path):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Forbidden", path), None)
    WithoutLinks().filter(record)
    assert record.getMessage() == f"Forbidden: {path.rsplit('/', 2)[0]}/.../"


def test_the_console_is_filtered():
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["without_links"]


def record(message, *args, fault=None):
    return logging.LogRecord("django.request", logging.ERROR, "", 0, message, args, fault)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("550 <sam.o'neil@west.example>: no such user", "550 <...@...>: no such user"),
        ("Sent to sam@münchen.example, kim@west.example", "Sent to ...@..., ...@..."),
        ("Key (email)=(sam@west.example) exists", "Key (email)=(...@...) exists"),
        ("Nothing to cut: 10 @ 12", "Nothing to cut: 10 @ 12"),
    ],
)
def test_no_address_of_anybody_is_logged(said, kept):
    line = record("%s", said)
    WithoutLinks().filter(line)
    assert line.getMessage() == kept


def test_a_line_is_json_on_one_line_whatever_is_in_it():
    said = AsJson().format(record('Not "found":\n%s\r\n{"level": "INFO"}', "/über/"))
    assert "\n" not in said
    assert "\r" not in said
    line = json.loads(said)
    assert line["level"] == "ERROR"
    assert line["from"] == "django.request"
    assert line["says"].startswith('Not "found":\n/über/')
    assert line["at"].endswith("+00:00")


def test_of_a_fault_its_kind_and_place_are_kept_and_not_its_words():
    try:
        raise ValueError("what Sam wrote in confidence")
    except ValueError:
        said = AsJson().format(record("Internal Server Error: /", fault=sys.exc_info()))
    assert "confidence" not in said
    line = json.loads(said)
    assert line["fault"] == "ValueError"
    assert line["where"][-1].endswith("test_of_a_fault_its_kind_and_place_are_kept_and_not_its_words")
