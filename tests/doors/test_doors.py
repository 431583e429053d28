"""Every door: a URL that no table names fails here, and each role gets what its row says."""

import pytest
from django.urls import URLPattern, get_resolver

from tests.cast import ROLES
from tests.doors import tables
from tests.programme.hardened import lacking


def every_url(patterns=None, prefix=""):
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"
        else:
            namespace = f"{entry.namespace}:" if entry.namespace else ""
            yield from every_url(entry.url_patterns, prefix + namespace)


def test_every_url_stands_in_a_table():
    assert sorted(set(every_url()) - set(tables.DOORS)) == []
    assert sorted(set(tables.DOORS) - set(every_url())) == []


@pytest.mark.parametrize("name", sorted(tables.DOORS))
def test_each_role_gets_what_the_table_says(name, cast, client):
    door = tables.DOORS[name]
    got = {"anonymous": knock(client, door, cast)}
    for role in ROLES:
        client.force_login(cast.roles[role])
        got[role] = knock(client, door, cast)
        client.logout()
    assert got == {role: door.expected(role) for role in ["anonymous", *ROLES]}


def knock(client, door, cast):
    response = client.generic(door.method, door.url(cast), door.data(cast), content_type=door.content_type)
    assert lacking(response) == []
    if response.status_code == 302 and response["Location"].startswith("/sign-in/"):
        return "sign-in"
    return response.status_code
