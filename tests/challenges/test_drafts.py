"""What is typed and not sent: kept, found again, never lost, and nobody else's."""

import json
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from challenges.drafting import GOOD_FOR, LONGEST, opened, pass_for
from challenges.exceptions import AlreadySent, DraftMoved, KeyTaken, NotTheAuthor, TooLong
from challenges.models import Commitment, Draft, Entry
from challenges.services import drafts
from cohorts.models import Event, SetMembership
from tests import factories as make

SCRIPT = {"headers": {"accept": "application/json"}}


@pytest.fixture
def challenge(cast, client):
    client.force_login(cast.participant)
    return make.challenge(cast.participant_place)


@pytest.fixture
def url(challenge):
    return reverse("challenges:add_entry", args=[challenge.pk])


def form_of(client, url, **typed):
    """What a browser would send of the page as it is now, with what was typed into it."""
    form = client.get(url).context["form"]
    return {field.html_name: field.value() or "" for field in form if field.name != "mood"} | typed


def kept(client, url, sent):
    return client.post(url, sent | {"keep": "1"}, **SCRIPT).json()


def test_what_is_typed_is_there_when_the_form_is_opened_again(client, url):
    answer = kept(client, url, form_of(client, url, happened="Half a li", mood="slow", whom="At the hub"))
    assert (answer["state"], answer["seen"]) == ("kept", 1)
    page = client.get(url)
    assert [page.context["form"][name].value() for name in ("happened", "mood", "whom")] == [
        "Half a li",
        "slow",
        "At the hub",
    ]
    assert "Only you can read it." in page.content.decode()


def test_the_time_it_was_kept_is_that_of_the_cohort(client, url, cast):
    with time_machine.travel("2027-07-01 13:02Z", tick=False):
        client.force_login(cast.participant)
        assert kept(client, url, form_of(client, url, happened="x"))["at"] == "14:02"


def test_a_draft_may_be_wrong_in_every_way(client, url):
    typed = {"happened": "x" * 300_000, "due_on": "soonish", "audience": "nobody", "mood": "grand", "next": "a\0b"}
    assert kept(client, url, form_of(client, url, **typed))["state"] == "kept"
    fields = Draft.objects.get().fields
    assert (len(fields["happened"]), fields["due_on"], fields["next"]) == (300_000, "soonish", "ab")


def test_without_scripts_a_button_keeps_it_and_says_so(client, url):
    page = client.post(url, form_of(client, url, happened="Half a line") | {"keep": "1"}, follow=True)
    html = page.content.decode()
    assert "Kept as a draft. Only you can read it; nothing is shared until you save the entry." in html
    assert "Half a line</textarea>" in html
    assert not Entry.objects.exists()


def test_sending_ends_the_draft(client, url):
    sent = form_of(client, url, happened="They listened.")
    kept(client, url, sent)
    client.post(url, sent)
    assert (Entry.objects.get().happened, Draft.objects.count()) == ("They listened.", 0)
    assert client.get(url).context["form"]["happened"].value() is None


def test_a_keeping_that_comes_after_the_sending_makes_no_draft(client, url):
    sent = form_of(client, url, happened="They listened.")
    client.post(url, sent)
    assert kept(client, url, sent)["state"] == "sent"
    assert not Draft.objects.exists()


def test_a_form_sent_twice_stays_one_entry(client, url):
    sent = form_of(client, url, happened="They listened.", commitment="Ring")
    first, second = client.post(url, sent), client.post(url, sent)
    assert first["Location"] == second["Location"]
    assert (Entry.objects.count(), Commitment.objects.count()) == (1, 1)


def test_a_form_sent_from_two_windows_with_other_words_loses_neither(client, url):
    sent = form_of(client, url, happened="They listened.")
    client.post(url, sent)
    page = client.post(url, sent | {"happened": "They did not."})
    html = page.content.decode()
    assert page.status_code == 409
    assert "This was saved already, from another window, with other words." in html
    again = {field.html_name: field.value() or "" for field in page.context["form"]}
    client.post(url, again)
    assert {entry.happened for entry in Entry.objects.all()} == {"They listened.", "They did not."}


def two_windows(client, url):
    """Both opened on one draft; the second has kept something since."""
    kept(client, url, form_of(client, url, happened="First words"))
    one, two = form_of(client, url), form_of(client, url)
    kept(client, url, two | {"happened": "From the second window"})
    return one, two


def test_the_later_of_two_windows_does_not_silently_undo_the_other(client, url):
    one, _ = two_windows(client, url)
    answer = kept(client, url, one | {"happened": "From the first window"})
    assert (answer["state"], answer["seen"]) == ("moved", 2)
    assert Draft.objects.get().fields["happened"] == "From the second window"
    assert kept(client, url, one | {"happened": "From the first window", "seen": answer["seen"]})["state"] == "kept"


@pytest.mark.parametrize("button", [{}, {"keep": "1"}])
def test_without_scripts_both_windows_words_are_shown_and_pressing_again_is_knowing(client, url, button):
    one, _ = two_windows(client, url)
    page = client.post(url, one | {"happened": "From the first window"} | button)
    html = page.content.decode()
    assert page.status_code == 409
    assert "From the second window" in html
    assert "Not kept yet: what stands here is in this window alone." in html
    assert "From the first window</textarea>" in html
    assert not Entry.objects.exists()
    knowing = {field.html_name: field.value() or "" for field in page.context["form"]}
    client.post(url, knowing)
    assert Entry.objects.get().happened == "From the first window"


def test_one_window_keeps_again_and_again(client, url):
    sent = form_of(client, url)
    said = [kept(client, url, sent | {"happened": text})["state"] for text in ("a", "ab", "abc")]
    assert said == ["kept"] * 3
    assert Draft.objects.get().fields["happened"] == "abc"


def test_two_forms_opened_before_either_was_typed_in_make_two_drafts(client, url):
    one, two = form_of(client, url), form_of(client, url)
    kept(client, url, one | {"happened": "The one"})
    kept(client, url, two | {"happened": "The other"})
    page = client.get(f"{url}?draft={one['key']}")
    assert page.context["form"]["happened"].value() == "The one"
    assert page.content.decode().count("Throw away") == 2
    assert client.get(f"{url}?draft=").context["form"]["happened"].value() is None


def test_a_form_without_words_makes_no_draft(client, url):
    assert kept(client, url, form_of(client, url)) == {"state": "kept", "at": "", "seen": 0}
    assert not Draft.objects.exists()


def test_words_taken_out_again_leave_no_draft(client, url):
    sent = form_of(client, url)
    kept(client, url, sent | {"happened": "Better not"})
    assert kept(client, url, sent) == {"state": "kept", "at": "", "seen": 0}
    assert not Draft.objects.exists()
    assert "There was nothing to keep" in client.post(url, sent | {"keep": "1"}, follow=True).content.decode()


def test_an_empty_window_does_not_undo_what_another_kept(client, url):
    one, _ = two_windows(client, url)
    assert kept(client, url, one | {"happened": ""})["state"] == "moved"
    assert Draft.objects.get().fields["happened"] == "From the second window"


def test_a_draft_is_thrown_away_by_its_author_alone(client, url, cast):
    draft = make.draft(cast.participant_place)
    throw = reverse("challenges:discard_draft", args=[draft.pk])
    for other in (cast.set_mate, cast.adviser, cast.facilitator, cast.coordinator, cast.administrator):
        client.force_login(other)
        assert client.post(throw).status_code == 404
    client.force_login(cast.participant)
    assert "The draft is thrown away." in client.post(throw, follow=True).content.decode()
    assert not Draft.objects.exists()


def test_another_persons_key_keeps_nothing_and_tells_nothing(client, url, cast):
    theirs = make.draft(cast.set_mate_place, "Not for them")
    for key in (theirs.key, make.entry(make.challenge(cast.set_mate_place)).key):
        page = client.post(url, form_of(client, url, happened="Mine", key=key) | {"keep": "1"})
        assert "Not for them" not in page.content.decode()
        assert "Mine" in page.content.decode()
    theirs.refresh_from_db()
    assert (theirs.fields["happened"], Draft.objects.count()) == ("Not for them", 1)


def test_nothing_of_a_draft_goes_on_the_trail(client, url):
    kept(client, url, form_of(client, url, happened="x"))
    assert not Event.objects.exists()


def test_fifty_thousand_words_are_answered_clearly_and_kept(client, url):
    text = "Wörter " * 50_000
    page = client.post(url, form_of(client, url, happened=text))
    html = page.content.decode()
    assert page.status_code == 422
    assert "Ensure this value has at most 4000 characters" in html
    assert text.strip() in html
    assert Draft.objects.get().fields["happened"] == text
    assert text.strip() in client.get(url).content.decode()


def test_more_than_a_draft_holds_is_said_and_comes_back(client, url):
    text = "x" * (LONGEST + 1)
    page = client.post(url, form_of(client, url, happened=text) | {"keep": "1"})
    assert page.status_code == 422
    assert "This is more than a draft holds." in page.content.decode()
    assert text in page.content.decode()
    assert kept(client, url, form_of(client, url, happened=text))["state"] == "long"


def test_a_reader_that_has_become_another_set_is_chosen_again(client, url, cast):
    typed = {"happened": "x", "audience": "set", "learning_set": str(cast.set_a.pk)}
    kept(client, url, form_of(client, url, **typed))
    assert client.get(url).context["form"]["audience"].value() == "set"
    SetMembership.objects.filter(membership=cast.participant_place).update(left_at=make.NOW)
    SetMembership.objects.create(membership=cast.participant_place, learning_set=cast.set_b, joined_at=make.NOW)
    form = client.get(url).context["form"]
    assert (form["audience"].value(), form["learning_set"].value()) == ("", cast.set_b.pk)


# After the sign-in has ended.


@pytest.mark.parametrize("button", [{}, {"keep": "1"}])
def test_a_form_sent_after_the_sign_in_has_ended_is_there_after_signing_in(client, url, cast, button):
    sent = form_of(client, url, happened="They listened.")
    client.logout()
    page = client.post(url, sent | button, follow=True)
    assert page.redirect_chain[0][0] == f"/sign-in/?next={url}"
    assert "What you wrote is kept as a draft: sign in to go on." in page.content.decode()
    assert "They listened." not in page.content.decode()
    client.force_login(cast.participant)
    assert client.get(url).context["form"]["happened"].value() == "They listened."


def test_the_slip_of_the_home_page_is_not_lost_either(client, url, cast):
    slip = client.get("/").context["slip"]
    sent = {slip[name].html_name: slip[name].value() for name in ("key", "kept_pass")} | {"happened": "A line"}
    client.logout()
    client.post(url, sent)
    assert Draft.objects.get().fields["happened"] == "A line"


def test_a_script_is_told_that_it_is_kept_and_that_the_sign_in_has_ended(client, url):
    sent = form_of(client, url, happened="They listened.")
    client.logout()
    assert kept(client, url, sent) == {"state": "out", "kept": True}


def test_signed_out_it_is_put_beside_what_another_window_kept(client, url):
    one, _ = two_windows(client, url)
    client.logout()
    client.post(url, one | {"happened": "From the first window"})
    assert {draft.fields["happened"] for draft in Draft.objects.all()} == {
        "From the first window",
        "From the second window",
    }


def test_signed_out_the_same_entry_sent_again_makes_nothing(client, url):
    sent = form_of(client, url, happened="They listened.")
    client.post(url, sent)
    client.logout()
    client.post(url, sent)
    assert (Entry.objects.count(), Draft.objects.count()) == (1, 0)


def test_a_sign_in_that_opens_no_words_loses_none_either(client, url, cast):
    sent = form_of(client, url, happened="They listened.")
    cast.participant.shared_mailbox = True
    cast.participant.save()
    page = client.post(url, sent)
    assert "What people write is locked for now" in page.content.decode()
    assert Draft.objects.get().fields["happened"] == "They listened."
    assert "They listened." not in client.get(url).content.decode()


@pytest.mark.parametrize("forged", ["", "x", "\0", "WzEsIjEiXQ:1:x"])
def test_without_its_pass_nothing_is_kept_for_anybody(client, url, forged):
    sent = form_of(client, url, happened="They listened.", kept_pass=forged)
    client.logout()
    assert client.post(url, sent)["Location"] == f"/sign-in/?next={url}"
    assert not Draft.objects.exists()


def test_a_pass_is_for_one_form_of_one_place_and_ends(cast):
    key = uuid.uuid4()
    with time_machine.travel(make.NOW, tick=False):
        made = pass_for(cast.participant_place.pk, key)
        assert opened(made) == (cast.participant_place.pk, key)
    with time_machine.travel(make.NOW + GOOD_FOR + timedelta(minutes=1), tick=False):
        assert opened(made) is None


def test_a_pass_keeps_nothing_for_a_place_that_has_ended(client, url, cast):
    sent = form_of(client, url, happened="They listened.")
    client.logout()
    cast.participant_place.left_at = make.NOW
    cast.participant_place.save()
    client.post(url, sent)
    assert not Draft.objects.exists()


def test_a_form_older_than_the_last_sign_in_is_kept_as_a_draft(url, cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.participant)
    sent = form_of(browser, url, happened="They listened.") | {"csrfmiddlewaretoken": "x" * 64}
    page = browser.post(url, sent)
    assert page.status_code == 403
    assert "Nothing is lost: what you wrote is kept as a draft" in page.content.decode()
    assert browser.get(url).context["form"]["happened"].value() == "They listened."
    assert json.loads(browser.post(url, sent | {"keep": "1"}, **SCRIPT).content) == {"state": "token", "kept": True}


# What the services promise.


@pytest.fixture
def asked(cast):
    return {
        "place": cast.participant_place,
        "kind": "entry",
        "key": uuid.uuid4(),
        "fields": {"happened": "x"},
        "page": uuid.uuid4(),
        "seen": 0,
        "by": cast.participant,
        "now": make.NOW,
    }


def test_only_the_author_keeps_and_only_so_much(asked, cast):
    with pytest.raises(NotTheAuthor):
        drafts.keep(**asked | {"by": cast.set_mate})
    with pytest.raises(TooLong):
        drafts.keep(**asked | {"fields": {"happened": "x" * (LONGEST + 1)}})
    assert not Draft.objects.exists()


def test_another_window_and_another_persons_key_are_refused(asked, cast):
    first = drafts.keep(**asked)
    with pytest.raises(DraftMoved) as moved:
        drafts.keep(**asked | {"page": uuid.uuid4()})
    assert moved.value.draft == first
    make.challenge(cast.set_mate_place)
    with pytest.raises(KeyTaken):
        drafts.keep(**asked | {"place": cast.set_mate_place, "by": cast.set_mate})


def test_what_was_sent_is_not_kept_again(asked, cast):
    make.entry(make.challenge(cast.participant_place), key=asked["key"])
    with pytest.raises(AlreadySent):
        drafts.keep(**asked)


def test_the_form_costs_the_same_with_one_draft_and_with_many(client, url, cast, django_assert_max_num_queries):
    counts = []
    for more in (1, 2, 12):
        for _ in range(more):
            make.draft(cast.participant_place)
        with django_assert_max_num_queries(20) as counted:
            client.get(url)
        counts.append(len(counted))
    assert len(set(counts)) == 1
