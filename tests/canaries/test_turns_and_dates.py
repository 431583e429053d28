"""Turns, bids, dates on offer and who could come are names and dates: so pages are compared with and without them."""

import re

import pytest

from challenges.models import Availability, OfferedDate, Turn
from tests.canaries import planted
from tests.canaries.crawl import starts, text_of
from tests.cast import ROLES
from tests.factories import NOW

INSIDE = ["participant", "set_mate", "adviser"]
OUTSIDE = [role for role in ROLES if role not in INSIDE]
NEW_EACH_TIME = re.compile(
    r"""(csrfmiddlewaretoken"\ value|nonce|name="(?:key|page|kept_pass)"\ value)="[^"]*" | \b\d\d:\d\d:\d\d\b""", re.X
)


@pytest.fixture
def day(cast):
    """A meeting for which some have bid, and a date on offer."""
    day = planted.meeting(cast)
    planted.turns_and_dates(cast, day)
    return day


def pages(client, paths):
    return {path: NEW_EACH_TIME.sub("", text_of(client.get(path))) for path in paths}


def about_sets(cast, day):
    """Every page, sheet and file of sets, their meetings and those who sit in them."""
    own = ("/set", "/cohorts/", "/people/", "/my-", f"/sessions/{day.session_id}/")
    return ["/", *sorted({path for path in starts(cast) if path.startswith(own)})]


@pytest.mark.parametrize("role", ["anonymous", *OUTSIDE])
def test_outside_the_set_every_page_is_the_same_with_them_and_without(role, cast, client, day, time_machine):
    time_machine.move_to(NOW, tick=False)
    if role != "anonymous":
        client.force_login(cast.roles[role])
    paths = about_sets(cast, day)
    client.get("/")  # what a first visit says once
    with_them = pages(client, paths)
    assert not any(planted.OFFERED in text for text in with_them.values())
    for model in (Turn, Availability, OfferedDate):
        model.objects.all().delete()
    without = pages(client, paths)
    assert [path for path, text in with_them.items() if text != without[path]] == []


@pytest.mark.parametrize("role", INSIDE)
def test_inside_the_set_they_are_read(role, cast, client, day):
    client.force_login(cast.roles[role])
    dates = client.get(f"/sets/{cast.set_a.pk}/dates/").content.decode()
    room = client.get(f"/sets/meetings/{day.pk}/room/").content.decode()
    assert planted.OFFERED in dates
    assert "presents today" in room
    assert "would like to" in room
