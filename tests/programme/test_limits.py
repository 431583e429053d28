from types import SimpleNamespace

import pytest
from django.core.cache import cache

from programme import limits
from tests.doors import tables
from tests.doors.test_doors import every_url


def few(monkeypatch, kind, number=2):
    """Make the rate of a kind so small that a test can pass it."""
    monkeypatch.setitem(limits.RATES, kind, f"{number}/10m/key,5/10m/ip")


def test_a_link_that_is_tried_too_often_says_when_to_come_back(client, cast, monkeypatch):
    few(monkeypatch, "link")
    url = tables.DOORS["workshops:speak"].url(cast)
    assert [client.get(url).status_code for _ in range(2)] == [200, 200]
    response = client.get(url)
    assert response.status_code == 429
    assert response["Retry-After"] == "600"
    page = response.content.decode()
    assert "That was tried too often" in page
    assert "Nothing was done. Wait ten minutes, then try again." in page


def test_the_link_of_one_does_not_use_up_that_of_another(client, cast, monkeypatch):
    few(monkeypatch, "link", 1)
    urls = [tables.DOORS[name].url(cast) for name in ("workshops:speak", "workshops:reply_link", "invitation")]
    assert [client.get(url).status_code for url in urls] == [200, 200, 200]
    assert client.get(urls[0]).status_code == 429


def test_guessing_many_links_ends_at_the_cap_of_the_address(client, db, monkeypatch):
    few(monkeypatch, "link")
    assert [client.get(f"/speak/{n}/guess/").status_code for n in range(6)] == [404] * 5 + [429]
    assert client.get("/speak/9/guess/", REMOTE_ADDR="10.0.0.9").status_code == 404


def test_a_complaint_is_read_as_often_as_one_likes_and_sent_five_times(client, cast):
    client.force_login(cast.participant)
    said = {"about": "read", "text": "Who read it?"}
    assert [client.post("/complaints/", said).status_code for _ in range(6)] == [302] * 5 + [429]
    assert client.get("/complaints/").status_code == 200


def test_looking_at_what_can_be_exported_is_free(client, cast, monkeypatch):
    few(monkeypatch, "export")
    client.force_login(cast.coordinator)
    page = f"/cohorts/{cast.cohort.pk}/export/"
    assert {client.get(page).status_code for _ in range(4)} == {200}
    assert [client.post(page, {"form": "csv"}).status_code for _ in range(3)] == [200, 200, 429]


def test_a_room_of_24_behind_one_address_opens_its_links_ten_times_each():
    rates = dict(reversed(rate.split("/10m/")) for rate in limits.LINK.split(","))
    assert int(rates["ip"]) >= 24 * 10
    assert int(rates["key"]) >= 10


def test_people_are_counted_one_by_one(client, cast, monkeypatch):
    monkeypatch.setitem(limits.RATES, "search", "1/10m/key")
    monkeypatch.setitem(limits.KINDS, "me", "search")
    for who in (cast.coordinator, cast.facilitator):
        client.force_login(who)
        assert client.get("/me/").status_code == 200
        assert client.get("/me/").status_code == 429
        client.logout()


@pytest.mark.parametrize("name", [*sorted(name for name in tables.DOORS if "sheet" in name), "workshops:pack_new"])
def test_every_sheet_is_counted_as_printing(name, rf):
    request = rf.get("/")
    request.resolver_match = SimpleNamespace(view_name=name)
    assert limits.kind_of(request) == "print"


def test_looking_at_a_form_is_no_upload(client, cast, monkeypatch):
    monkeypatch.setitem(limits.RATES, "upload", "1/10m/key")
    client.force_login(cast.coordinator)
    url = f"/cohorts/{cast.cohort.pk}/import/"
    assert [client.get(url).status_code for _ in range(3)] == [200] * 3
    assert [client.post(url).status_code for _ in range(2)] == [422, 429]


@pytest.mark.parametrize("word", ["search", "export", "import", "upload", "feed"])
def test_whatever_is_named_like_something_dear_has_a_rate(word):
    steps = ("import_preview", "import_progress", "import_confirm", "import_cancel")
    dear = [name for name in every_url() if word in name and not name.endswith(steps) and "feedback" not in name]
    assert [name for name in dear if name not in limits.KINDS and "export" not in name] == []


def test_the_counts_of_all_are_kept_and_not_three_hundred(settings):
    if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
        assert cache._max_entries == 100_000
