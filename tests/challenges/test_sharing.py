import pytest
from django.urls import reverse

from tests import factories as make


@pytest.fixture
def entry(cast, client):
    client.force_login(cast.participant)
    return make.entry(make.challenge(cast.participant_place), happened="They listened.")


def test_the_page_shows_the_words_the_choice_and_what_is_chosen(client, entry):
    page = client.get(reverse("challenges:share_entry", args=[entry.pk]))
    assert "They listened." in page.content.decode()
    assert page.context["form"]["audience"].value() == "me"


def test_from_then_on_those_chosen_read_it_and_nobody_else(client, cast, entry):
    url = reverse("challenges:share_entry", args=[entry.pk])
    for audience, reads in (("set", True), ("facilitators", False), ("cohort", True), ("me", False)):
        client.force_login(cast.participant)
        assert client.post(url, {"audience": audience, "learning_set": cast.set_a.pk}).status_code == 302
        client.force_login(cast.set_mate)
        page = client.get(entry.challenge.get_absolute_url()).content.decode()
        assert ("They listened." in page) is reads


def test_another_sets_id_is_refused_and_changes_nothing(client, cast, entry):
    url = reverse("challenges:share_entry", args=[entry.pk])
    assert client.post(url, {"audience": "set", "learning_set": cast.set_b.pk}).status_code == 422
    entry.refresh_from_db()
    assert (entry.audience, entry.learning_set) == ("me", None)


def test_nothing_chosen_is_asked_again(client, entry):
    page = client.post(reverse("challenges:share_entry", args=[entry.pk]), {})
    assert page.status_code == 422
    assert "Choose who can read it." in page.content.decode()


@pytest.mark.parametrize(("audience", "status"), [("cohort", 403), ("me", 404)])
def test_anothers_entry_is_theirs_to_share(client, cast, audience, status):
    theirs = make.entry(make.challenge(cast.set_mate_place), audience=audience)
    client.force_login(cast.participant)
    url = reverse("challenges:share_entry", args=[theirs.pk])
    assert client.post(url, {"audience": "facilitators"}).status_code == status
    theirs.refresh_from_db()
    assert theirs.audience == audience
