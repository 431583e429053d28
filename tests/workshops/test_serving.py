"""Which item serves which objective, in one table."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import trail
from workshops.exceptions import OtherSession
from workshops.models import Item, Objective
from workshops.services.objectives import serve

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def listen(cast):
    return Objective.objects.create(session=cast.workshop, position=1, text="Listen")


@pytest.fixture
def decide(cast):
    return Objective.objects.create(session=cast.workshop, position=2, text="Decide")


@pytest.fixture
def panel(cast, listen, decide):
    item = make.item(cast.workshop.days.get(), "Panel")
    item.objectives.add(listen)
    return item


@pytest.fixture
def url(cast, client):
    client.force_login(cast.facilitator)
    return reverse("workshops:serving", args=[cast.workshop.pk])


def pair(objective, item):
    return f"{objective.pk}-{item.pk}"


def served(item):
    return [objective.text for objective in item.objectives.all()]


def test_ticks_are_shown_and_saved(client, url, panel, listen, decide):
    page = client.get(url).content.decode()
    assert page.count('type="checkbox"') == 2
    assert page.count(" checked") == 1
    assert 'aria-label="Panel serves objective 1" checked' in page
    client.post(url, {"was": pair(listen, panel), "serves": [pair(decide, panel)]})
    assert served(panel) == ["Decide"]
    panel.refresh_from_db()
    assert panel.revision == 2
    assert trail(panel) == [("changed", ["objectives"])]


def test_breaks_and_meals_serve_no_objective_here_and_keep_what_they_have(client, url, panel, listen):
    lunch = make.item(panel.day, "Lunch", kind="meal")
    lunch.objectives.add(listen)
    assert "Lunch" not in client.get(url).content.decode()
    client.post(url, {"was": f"{pair(listen, panel)} {pair(listen, lunch)}", "serves": []})
    assert (served(panel), served(lunch)) == ([], ["Listen"])


def test_what_somebody_else_ticked_meanwhile_stays(client, url, panel, listen, decide):
    talk = make.item(panel.day, "Talk")
    talk.objectives.add(listen)
    client.post(url, {"was": pair(listen, panel), "serves": [pair(listen, panel), pair(decide, panel)]})
    assert served(panel) == ["Listen", "Decide"]
    assert served(talk) == ["Listen"]


def test_nothing_ticked_anew_changes_nothing(cast, client, url, panel, listen):
    client.post(url, {"was": pair(listen, panel), "serves": [pair(listen, panel)]})
    assert trail(panel) == []
    cast.workshop.refresh_from_db()
    assert cast.workshop.changed_at < make.NOW


@pytest.mark.parametrize("wrong", ["x", "1-", "9-" + "9" * 25, "-", "1-1-1"])
def test_what_is_no_pair_of_this_session_refuses_everything(cast, client, url, panel, listen, decide, wrong):
    foreign = make.item(cast.draft.days.get(), "Other")
    for value in (wrong, pair(listen, foreign)):
        response = client.post(url, {"was": "", "serves": [pair(decide, panel), value]})
        assert response.status_code == 422
        assert "is not here any more" in response.content.decode()
        assert (
            f'value="{pair(decide, panel)}" aria-label="Panel serves objective 2" checked' in response.content.decode()
        )
    assert served(panel) == ["Listen"]
    assert served(foreign) == []


@pytest.mark.parametrize("was", ["x y", "9" * 50, "a" * 100_001])
def test_a_page_that_was_tampered_with_unticks_nothing(client, url, panel, was):
    assert client.post(url, {"was": was, "serves": []}).status_code in (302, 422)
    assert served(panel) == ["Listen"]


def test_the_service_too_refuses_strangers_whole(cast, panel, listen, decide):
    foreign = Objective.objects.create(session=cast.draft, position=1, text="Theirs")
    by = {"by": cast.facilitator, "now": LATER}
    with pytest.raises(OtherSession):
        serve(session=cast.workshop, tied={(decide.pk, panel.pk), (foreign.pk, panel.pk)}, untied=(), **by)
    with pytest.raises(OtherSession):
        serve(session=cast.workshop, tied={(decide.pk, panel.pk)}, untied={(foreign.pk, panel.pk)}, **by)
    assert served(panel) == ["Listen"]


def test_ticking_twice_makes_one_tie(cast, panel, listen, decide):
    for _press in range(2):
        pairs = {(decide.pk, panel.pk), (listen.pk, panel.pk)}
        serve(session=cast.workshop, tied=pairs, untied=(), by=cast.facilitator, now=LATER)
    assert served(panel) == ["Listen", "Decide"]
    assert Item.objects.get(pk=panel.pk).revision == 2


def test_without_objectives_it_leads_to_where_they_are_written(cast, client, url):
    page = client.get(url).content.decode()
    assert reverse("workshops:session_edit", args=[cast.workshop.pk]) in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_it_costs_the_same_for_one_item_and_for_thirty(client, url, panel, listen, django_assert_num_queries):
    for size in (1, 30):
        while panel.day.items.count() < size:
            make.item(panel.day).objectives.add(listen)
        with django_assert_num_queries(QUERIES):
            client.get(url)


QUERIES = 11
