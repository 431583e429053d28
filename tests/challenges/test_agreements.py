"""Ground rules: anybody in the set writes them, and a yes is to exactly what was read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from challenges.exceptions import ChangedMeanwhile, NotInThatSet
from challenges.models import Agreement, Assent
from challenges.services import agreements
from cohorts.exceptions import InUse
from cohorts.services.sets import remove_set
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TEXT = "One speaks at a time\n\n  Phones away  "


@pytest.fixture
def written(cast):
    return write(cast, cast.participant, 0)


def write(cast, by, number, text=TEXT, level="learning"):
    return agreements.write(learning_set=cast.set_a, text=text, level=level, number=number, by=by, now=NOW)


@pytest.fixture
def page(client, cast):
    def get(role):
        client.force_login(cast.roles[role])
        return client.get(cast.set_a.get_absolute_url()).content.decode()

    return get


def test_before_anything_is_written_the_limits_stand_alone(page):
    html = page("participant")
    assert "The set has not written its own rules yet." in html
    assert html.index("Limits of confidentiality") < html.index("has not written its own rules")


def test_whoever_writes_says_yes_and_everybody_else_is_asked(cast, written, page):
    assert "I say yes to these rules" not in page("participant")
    for role in ("set_mate", "adviser"):
        html = page(role)
        assert "What we learn may leave; who said it and about whom stays" in html
        assert "<li>One speaks at a time</li><li>Phones away</li>" in html
        assert f"<b>Said yes:</b> {cast.participant}." in html
        assert "I say yes to these rules" in html


def test_once_everybody_has_said_yes_it_says_so(cast, written, client, page):
    for role in ("set_mate", "adviser", "adviser"):
        client.force_login(cast.roles[role])
        client.post(reverse("challenges:assent", args=[written.pk]))
    assert "Everybody has said yes" in page("set_mate")
    assert Assent.objects.count() == 3


def test_a_change_asks_for_everybodys_yes_anew_and_the_earlier_stays_as_it_was(cast, written, page):
    agreements.assent(agreement=written, by=cast.adviser, now=NOW)
    write(cast, cast.set_mate, 1, "Two may speak at a time")
    html = page("adviser")
    assert "Two may speak at a time" in html
    assert "I say yes to these rules" in html
    assert Agreement.objects.get(number=1).text == TEXT


def test_a_yes_to_what_was_replaced_meanwhile_is_not_a_yes_to_the_new(cast, written, client):
    write(cast, cast.set_mate, 1, "Other words")
    with pytest.raises(ChangedMeanwhile):
        agreements.assent(agreement=written, by=cast.adviser, now=NOW)
    client.force_login(cast.adviser)
    told = client.post(reverse("challenges:assent", args=[written.pk]), follow=True).content.decode()
    assert "The rules were changed a moment ago" in told
    assert not Assent.objects.filter(membership=cast.adviser_place).exists()


def test_two_tabs_the_second_is_shown_what_the_first_wrote_and_keeps_what_it_typed(cast, written, client):
    client.force_login(cast.set_mate)
    url = reverse("challenges:set_rules", args=[cast.set_a.pk])
    stale = {"number": 0, "level": "nothing", "text": "Mine"}
    answer = client.post(url, stale)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody wrote other rules meanwhile" in html
    assert "<li>Phones away</li>" in html
    assert "Mine</textarea>" in html
    assert 'name="number" value="1"' in html
    assert client.post(url, stale | {"number": 1}).status_code == 302
    assert agreements.current(cast.set_a).text == "Mine"


def test_pressed_twice_it_is_written_once(cast, written):
    assert write(cast, cast.participant, 0) == written
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "  "}, "Write at least one rule."),
        ({"level": ""}, "Choose what stays in the set."),
        ({"text": "x" * 3001}, "at most 3000 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(cast, client, typed, said):
    client.force_login(cast.adviser)
    form = {"number": 0, "level": "asked", "text": TEXT} | typed
    answer = client.post(reverse("challenges:set_rules", args=[cast.set_a.pk]), form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("role", ["other_set", "other_adviser", "facilitator", "coordinator", "administrator"])
def test_nobody_else_writes_or_says_yes(cast, written, role):
    with pytest.raises(NotInThatSet):
        write(cast, cast.roles[role], 1, "Mine")
    with pytest.raises(NotInThatSet):
        agreements.assent(agreement=written, by=cast.roles[role], now=NOW)


def test_markup_and_other_scripts_are_text(cast, page):
    write(cast, cast.participant, 0, "<script>alert(1)</script>\nنتحدث بالتناوب")
    html = page("set_mate")
    assert "&lt;script&gt;" in html
    assert '<ul dir="auto">' in html
    assert "<li>نتحدث بالتناوب</li>" in html


def test_the_set_page_costs_as_many_queries_with_eight_who_said_yes_as_with_one(cast, written, client):
    client.force_login(cast.participant)
    url, costs = cast.set_a.get_absolute_url(), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        costs.append(len(asked))
        for number in range(6):
            place = make.place(cast.cohort, make.person(f"Member {number}"))
            cast.set_a.seats.create(membership=place, joined_at=NOW)
            agreements.assent(agreement=written, by=place.person, now=NOW)
    assert costs[0] == costs[1]


def test_a_set_that_has_rules_is_not_removed_with_them(cast, written):
    cast.set_a.seats.update(left_at=NOW)
    with pytest.raises(InUse):
        remove_set(learning_set=cast.set_a, by=cast.coordinator, now=NOW)
    assert Agreement.objects.get() == written
