import logging

import pytest
from django.conf import settings

from cohorts.services import invitations
from programme.logs import WithoutLinks
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
