"""The map: on the page, in versions, side by side, and what the services refuse."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from challenges.exceptions import NotOnThatMap, NotTheNewest
from challenges.models import Map, Stakeholder
from challenges.services import maps as services
from cohorts.models import Event, SetMembership
from tests import factories as make

ALONE = {"audience": "me", "learning_set": None}


@pytest.fixture
def challenge(cast, client):
    client.force_login(cast.participant)
    return make.challenge(cast.participant_place)


@pytest.fixture
def drawn(challenge):
    """A map of two: the press, against it, influences the lead member."""
    found = make.map_of(challenge, began_at=timezone.now() - timedelta(days=30))
    lead = make.stakeholder(found, "Lead member", cares_about="A promise kept by May", stands="for")
    press = make.stakeholder(found, "Local paper", says="influence", stands="against", stands_to_lose="A story")
    press.influences.add(lead)
    return found


def by(cast):
    return {"by": cast.participant, "now": make.NOW}


def url(name, *args):
    return reverse(f"challenges:{name}", args=args)


def somebody(**other):
    return {"name": "Chair", "says": "both", "stands": "unsure", "key": uuid.uuid4()} | other


def page(client, path):
    return client.get(path).content.decode()


def test_the_challenge_leads_to_a_first_map_which_is_empty_and_only_ones_own(client, challenge):
    assert url("start_map", challenge.pk) in page(client, challenge.get_absolute_url())
    key = client.get(url("start_map", challenge.pk)).context["form"]["key"].value()
    for _sent_twice in range(2):
        answer = client.post(url("start_map", challenge.pk), {"audience": "me", "key": key}, follow=True)
    found = Map.objects.get()
    assert (found.audience, found.stakeholders.count()) == ("me", 0)
    html = answer.content.decode()
    assert "Nobody is on the map yet" in html
    assert "<b>Only you</b> can read this" in html
    assert found.get_absolute_url() in page(client, challenge.get_absolute_url())


def test_the_drawing_names_everybody_and_the_table_holds_every_fact_of_it(client, drawn):
    html = page(client, drawn.get_absolute_url())
    svg, table = re.search("<svg viewBox.*?</svg>", html, re.S)[0], re.search("<table.*?</table>", html, re.S)[0]
    for name in ("Lead member", "Local paper"):
        assert f">{name}</text>" in svg
        assert name in table
    assert svg.count("<polygon") == 1  # the arrow
    for fact in ("Yes or no", "Influence only", "For it", "Against it", "A promise kept by May"):
        assert fact in table
    assert "1 <bdi>Lead member</bdi>" in table  # whom the paper influences
    assert "A story" in table


def test_somebody_is_added_once_with_the_next_number_and_whom_they_influence(client, drawn, cast):
    lead = drawn.stakeholders.get(name="Lead member")
    sent = somebody(influences=[lead.pk], cares_about="Votes")
    for _sent_twice in range(2):
        assert client.post(url("add_stakeholder", drawn.pk), sent).url == drawn.get_absolute_url()
    chair = drawn.stakeholders.get(name="Chair")
    assert (chair.number, chair.cares_about, list(chair.influences.all())) == (3, "Votes", [lead])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Write who it is."),
        ({"says": ""}, "Choose what they can say."),
        ({"stands": "maybe"}, "Select a valid choice"),
        ({"name": "Two\nlines"}, "on one line"),
        ({"name": "x" * 81}, "at most 80 characters"),
        ({"influences": ["9" * 30]}, "is not a valid value"),
    ],
)
def test_what_cannot_be_read_is_asked_again_with_what_was_typed(client, drawn, wrong, said):
    answer = client.post(url("add_stakeholder", drawn.pk), somebody(cares_about="Kept as typed") | wrong)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert "Kept as typed" in html
    assert drawn.stakeholders.count() == 2


def test_changing_somebody_keeps_their_number_and_notes_field_names_only(client, drawn):
    press = drawn.stakeholders.get(name="Local paper")
    sent = somebody(name="Local paper", says="influence", stands="for")
    client.post(url("edit_stakeholder", press.pk), sent)
    press.refresh_from_db()
    assert (press.number, press.stands, list(press.influences.all())) == (2, "for", [])
    event = Event.objects.get()
    assert (event.model, event.verb, event.fields) == ("challenges.map", "changed", ["stakeholders"])


def test_saving_the_same_again_changes_nothing(cast, drawn):
    press = drawn.stakeholders.get(name="Local paper")
    same = {"name": "Local paper", "stands": "against"}
    services.change_stakeholder(stakeholder=press, words=same, influences=press.influences.all(), **by(cast))
    assert not Event.objects.exists()


def test_the_form_offers_everybody_else_and_shows_whom_they_influence(client, drawn):
    lead, press = drawn.stakeholders.all()
    form = client.get(url("edit_stakeholder", press.pk)).context["form"]
    assert list(form.fields["influences"].queryset) == [lead]
    assert re.search(rf'value="{lead.pk}"[^>]*checked', str(form["influences"]))


def test_taking_somebody_off_asks_first_and_numbers_the_others_again(client, drawn):
    lead = drawn.stakeholders.get(name="Lead member")
    assert "Take Lead member off the map?" in page(client, url("remove_stakeholder", lead.pk))
    assert drawn.stakeholders.count() == 2
    client.post(url("remove_stakeholder", lead.pk))
    assert list(drawn.stakeholders.values_list("number", "name")) == [(1, "Local paper")]


def test_a_full_map_takes_nobody_more_and_says_so(client, drawn):
    for n in range(services.MOST - 2):
        make.stakeholder(drawn, f"Body {n}")
    answer = client.post(url("add_stakeholder", drawn.pk), somebody(), follow=True)
    assert "The map is full." in answer.content.decode()
    assert drawn.stakeholders.count() == services.MOST


def test_nobody_influences_themselves_or_somebody_on_another_map(cast, drawn, challenge):
    lead = drawn.stakeholders.first()
    elsewhere = make.stakeholder(make.map_of(make.challenge(cast.set_mate_place)))
    for wrong in (lead, elsewhere):
        with pytest.raises(NotOnThatMap):
            services.change_stakeholder(stakeholder=lead, words={}, influences=[wrong], **by(cast))


def next_version(client, challenge, **readers):
    client.post(url("start_map", challenge.pk), {"audience": "me", "key": uuid.uuid4()} | readers)
    return Map.objects.first()


def test_a_new_version_copies_everybody_and_leaves_the_last_as_it_was(client, challenge, drawn):
    made = next_version(client, challenge)
    assert made != drawn
    lead, press = made.stakeholders.all()
    assert (lead.name, press.name, list(press.influences.all())) == ("Lead member", "Local paper", [lead])
    client.post(url("edit_stakeholder", lead.pk), somebody(name="Lead member", stands="against"))
    assert drawn.stakeholders.get(number=1).stands == "for"


def test_an_earlier_version_is_changed_no_more(client, cast, challenge, drawn):
    next_version(client, challenge)
    html = page(client, drawn.get_absolute_url())
    assert "An earlier version: it stays as it was." in html
    assert url("add_stakeholder", drawn.pk) not in html
    answer = client.post(url("add_stakeholder", drawn.pk), somebody(), follow=True)
    assert "there is a newer version of this map" in answer.content.decode()
    with pytest.raises(NotTheNewest):
        services.remove_stakeholder(stakeholder=drawn.stakeholders.first(), **by(cast))
    assert drawn.stakeholders.count() == 2


def test_two_versions_side_by_side_say_in_words_what_changed(client, challenge, drawn):
    made = next_version(client, challenge)
    lead, press = made.stakeholders.all()
    client.post(url("edit_stakeholder", lead.pk), somebody(name="Lead member", stands="unsure", cares_about="Votes"))
    client.post(url("remove_stakeholder", press.pk))
    client.post(url("add_stakeholder", made.pk), somebody())
    for pair in ((drawn.pk, made.pk), (made.pk, drawn.pk)):
        html = page(client, url("compare_maps", *pair))
        assert "4 things have changed" in html
        assert "Lead member stood “For it” and now stands “Unsure”." in html
        assert "Lead member cared about “A promise kept by May” and now cares about “Votes”." in html
        assert "Local paper is no longer on the map." in html
        assert "Chair is on the map now." in html
        assert html.count('<svg viewBox="-') == 2


def test_maps_of_two_people_are_not_versions_of_each_other(client, cast, drawn):
    theirs = make.map_of(make.challenge(cast.set_mate_place), audience="cohort")
    assert client.get(url("compare_maps", drawn.pk, theirs.pk)).status_code == 404
    assert client.get(url("compare_maps", drawn.pk, drawn.pk)).status_code == 404


def test_a_shared_version_opens_for_its_readers_and_no_other_version_shows(client, cast, challenge, drawn):
    shared = next_version(client, challenge, audience="set", learning_set=cast.set_a.pk)
    client.force_login(cast.set_mate)
    html = page(client, shared.get_absolute_url())
    assert "Lead member" in html
    assert drawn.get_absolute_url() not in html + page(client, challenge.get_absolute_url())
    assert shared.get_absolute_url() in page(client, challenge.get_absolute_url())
    assert client.get(drawn.get_absolute_url()).status_code == 404
    assert client.get(url("compare_maps", shared.pk, drawn.pk)).status_code == 404
    assert client.post(url("add_stakeholder", shared.pk), somebody()).status_code == 403
    assert client.post(url("remove_stakeholder", shared.stakeholders.first().pk)).status_code == 403
    assert shared.stakeholders.count() == 2


def test_a_map_shown_to_a_set_that_its_author_has_left_asks_again_who_reads_the_next(client, cast, challenge):
    make.map_of(challenge, audience="set", learning_set=cast.set_a)
    SetMembership.objects.filter(membership=cast.participant_place).update(left_at=make.NOW)
    form = client.get(url("start_map", challenge.pk)).context["form"]
    assert form["audience"].value() == ""


@pytest.fixture
def shown(cast, client, challenge, drawn):
    """The participant and a set-mate show their maps to the set."""
    Map.objects.filter(pk=drawn.pk).update(audience="set", learning_set=cast.set_a)
    theirs = make.map_of(make.challenge(cast.set_mate_place), audience="cohort")
    make.stakeholder(theirs, " LEAD Member", stands="against", cares_about="The next election")
    make.stakeholder(theirs, "Union branch")
    return theirs


def test_a_set_sees_the_same_people_in_different_views(client, cast, shown):
    client.force_login(cast.adviser)
    assert url("set_maps", cast.set_a.pk) in page(client, cast.set_a.get_absolute_url())
    html = page(client, url("set_maps", cast.set_a.pk))
    table = re.search("<table.*?</table>", html, re.S)[0]
    for fact in ("LEAD Member", "Sam Okafor", "Robin Ashworth", "For it", "Against it", "The next election"):
        assert fact in table
    assert "Union branch" not in table
    assert html.count('<svg viewBox="-') == 2


def test_only_what_its_owner_chose_to_show_stands_there_and_taking_it_back_takes_it_off(client, cast, shown):
    for hidden in ({"audience": "facilitators"}, {"audience": "me"}, {"audience": "set", "learning_set": cast.set_b}):
        Map.objects.filter(pk=shown.pk).update(**{"learning_set": None} | hidden)
        html = page(client, url("set_maps", cast.set_a.pk))
        assert "Robin Ashworth" not in html.split("<main")[1]
        assert "Union branch" not in html
        assert "Nobody stands on more than one of these maps." in html


def test_of_several_shown_versions_the_newest_stands_there(client, cast, challenge, shown):
    made = next_version(client, challenge, audience="set", learning_set=cast.set_a.pk)
    html = page(client, url("set_maps", cast.set_a.pk))
    assert made.get_absolute_url() in html
    assert html.count('<svg viewBox="-') == 2


def test_a_set_that_shows_no_map_reads_how_one_comes_there(client, cast, challenge):
    assert "No map is shown to this set yet" in page(client, url("set_maps", cast.set_a.pk))


@pytest.mark.parametrize("name", ["map", "set_maps"])
def test_the_queries_are_the_same_for_one_and_for_many(client, cast, drawn, shown, name, django_assert_num_queries):
    path = url(name, drawn.pk if name == "map" else cast.set_a.pk)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for n in range(10):
        press = make.stakeholder(drawn, f"Body {n}")
        press.influences.add(drawn.stakeholders.first())
        make.stakeholder(shown, f"Body {n}")
    with django_assert_num_queries(len(few)):
        client.get(path)


def test_everybody_on_a_map_goes_with_it(drawn):
    drawn.delete()
    assert not Stakeholder.objects.exists()


# Two windows


def as_opened(client, one):
    """The form that changes somebody, as a browser sends it."""
    form = client.get(url("edit_stakeholder", one.pk)).context["form"]
    typed = {"name": one.name, "says": one.says, "stands": "for", "cares_about": "Typed in the second window"}
    return typed | {"key": form["key"].value(), "map": one.map_id}


def test_somebody_taken_off_in_one_window_and_saved_in_another_is_put_back_with_one_press(client, drawn):
    press = drawn.stakeholders.get(name="Local paper")
    sent = as_opened(client, press)
    client.post(url("remove_stakeholder", press.pk))
    answer = client.post(url("edit_stakeholder", press.pk), sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "taken off the map in another window" in html
    assert "Typed in the second window" in html
    action = re.search(r'<form class="hb-narrow" method="post" action="([^"]+)"', html)[1]
    assert not drawn.stakeholders.filter(name="Local paper").exists()
    again = answer.context["form"].data | {}
    assert client.post(action, again).url == drawn.get_absolute_url()
    back = drawn.stakeholders.get(name="Local paper")
    assert (back.stands, back.cares_about, back.key) == ("for", "Typed in the second window", press.key)


def test_what_was_typed_stands_when_they_are_taken_off_at_the_moment_of_saving(client, drawn, monkeypatch):
    press = drawn.stakeholders.get(name="Local paper")
    sent, change = as_opened(client, press), services.change_stakeholder

    def meanwhile(**asked):
        press.delete()
        return change(**asked)

    monkeypatch.setattr(services, "change_stakeholder", meanwhile)
    answer = client.post(url("edit_stakeholder", press.pk), sent)
    assert answer.status_code == 409
    assert "Typed in the second window" in answer.content.decode()


def test_whom_they_influence_taken_off_at_the_moment_of_saving_leaves_what_was_typed(client, drawn, monkeypatch):
    lead, add = drawn.stakeholders.get(name="Lead member"), services.add_stakeholder

    def meanwhile(**asked):
        Stakeholder.objects.filter(pk=lead.pk).delete()
        return add(**asked)

    monkeypatch.setattr(services, "add_stakeholder", meanwhile)
    answer = client.post(url("add_stakeholder", drawn.pk), somebody(influences=[lead.pk], cares_about="Kept as typed"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody they influence was taken off the map meanwhile" in html
    assert "Kept as typed" in html
    assert not drawn.stakeholders.filter(name="Chair").exists()


def test_taking_somebody_off_in_two_windows_is_no_error(client, drawn):
    press = drawn.stakeholders.get(name="Local paper")
    for _window in range(2):
        sent = client.post(url("remove_stakeholder", press.pk), {"map": drawn.pk})
        assert sent.url == drawn.get_absolute_url()
    assert [one.name for one in drawn.stakeholders.all()] == ["Lead member"]


@pytest.mark.parametrize("map_number", ["", "9" * 30, "x", "0"])
def test_somebody_who_never_was_on_ones_own_map_is_not_there(client, drawn, map_number):
    never = drawn.stakeholders.last().pk + 1000
    assert client.post(url("edit_stakeholder", never), somebody(map=map_number)).status_code == 404


def test_another_persons_map_takes_nobody_back(client, cast, drawn):
    theirs = make.map_of(make.challenge(cast.set_mate_place))
    answer = client.post(url("edit_stakeholder", 99_999), somebody(map=theirs.pk, name="Planted"))
    assert answer.status_code == 404
    assert "Planted" not in answer.content.decode()
