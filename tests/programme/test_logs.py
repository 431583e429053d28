import json
import logging
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cohorts.services import invitations
from programme.environment import log_format
from programme.logs import Discreet, JsonLine
from tests.factories import NOW


def test_the_log_has_no_link_that_signs_in(cast, client, caplog):
    [row] = invitations.invite(memberships=[cast.participant_place], by=cast.coordinator, now=NOW)
    token = invitations.token_of(row)
    client.handler.enforce_csrf_checks = True
    caplog.handler.addFilter(Discreet())
    assert client.post(f"/invitation/{row.pk}/{token}/").status_code == 403
    assert f"/invitation/{row.pk}/.../" in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize(
    "path", ["/set-up/administrator:1abc:X-y_z/", "/speak/7/0a1b/", "/calendar/7/0a1b/", "/address-change/7/0a1b/"]
)
def test_the_other_links_are_cut_too_and_the_rest_stays(path):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Forbidden", path), None)
    Discreet().filter(record)
    assert record.getMessage() == f"Forbidden: {path.rsplit('/', 2)[0]}/.../"


def test_the_console_is_filtered():
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["discreet"]


def record(said, *args, **more):
    return logging.LogRecord("django.request", logging.WARNING, "", 0, said, args, more.get("exc_info"))


@pytest.mark.parametrize("said", ["no mail for sam.okafor@cast.example today", "<sam@cast.example>, sam@cast.example"])
def test_no_address_of_anybody_reaches_the_log(said):
    one = record("%s", said)
    Discreet().filter(one)
    assert "@" not in one.getMessage()
    assert "(address)" in one.getMessage()


def test_for_machines_each_line_is_one_object_with_the_trace_of_a_fault():
    try:
        raise ZeroDivisionError("by nought")
    except ZeroDivisionError:
        line = json.loads(JsonLine().format(record("It %s\nbroke", "all", exc_info=sys.exc_info())))
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "django.request", "It all\nbroke")
    assert "ZeroDivisionError" in line["trace"]
    assert line["at"].endswith("+00:00")


def test_a_log_format_that_there_is_none_of_is_said():
    with pytest.raises(ImproperlyConfigured, match="may be line or json"):
        log_format("xml")
