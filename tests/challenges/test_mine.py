import uuid

import pytest
from django.urls import reverse

from challenges.models import Challenge, Entry
from cohorts.models import Event, SetMembership
from tests import factories as make

WORDS = {"title": "One offer", "statement": "Getting three services to agree.", "stage": "framed"}


def html(response):
    return response.content.decode()


@pytest.fixture
def signed_in(client, cast):
    client.force_login(cast.participant)
    return client


def test_before_the_first_words_the_page_says_what_to_do(signed_in, cast):
    page = signed_in.get("/challenge/")
    assert "Your challenge is waiting for its first words" in html(page)
    assert reverse("challenges:write", args=[cast.participant_place.pk]) in html(page)


def test_my_challenge_leads_to_its_page(signed_in, cast):
    challenge = make.challenge(cast.participant_place)
    page = signed_in.get("/challenge/", follow=True)
    assert page.redirect_chain == [(f"/challenges/{challenge.pk}/", 302)]
    assert "One early-help offer" in html(page)


def test_who_participates_twice_chooses_and_the_newest_cohort_stands_first(signed_in, cast):
    newer = make.cohort(cast.programme, "Autumn 2027", starts_on=make.date(2027, 6, 1))
    place = make.place(newer, cast.participant)
    there = make.challenge(place, "Only in autumn", statement="Autumn words")
    page = signed_in.get("/challenge/")
    assert [row["place"].cohort.name for row in page.context["rows"]] == ["Autumn 2027", "Spring 2027"]
    assert "Only in autumn" not in html(page)  # the title is confidential, and the page needs no words
    assert there.get_absolute_url() in html(page)


def test_a_first_draft_is_saved_for_the_readers_chosen(signed_in, cast):
    sent = WORDS | {"audience": "set", "learning_set": cast.set_a.pk}
    page = signed_in.post(reverse("challenges:write", args=[cast.participant_place.pk]), sent, follow=True)
    made = Challenge.objects.get()
    assert (made.title, made.audience, made.learning_set) == ("One offer", "set", cast.set_a)
    assert "Your challenge is saved." in html(page)
    assert "<b>Set 1 and its adviser</b> can read this" in html(page)


def test_a_first_draft_sent_twice_is_one(signed_in, cast):
    url = reverse("challenges:write", args=[cast.participant_place.pk])
    for _ in range(2):
        assert signed_in.post(url, WORDS | {"audience": "me"}).status_code == 302
    assert Challenge.objects.count() == 1


def test_editing_shows_what_is_there_and_saves_what_is_changed(signed_in, cast):
    challenge = make.challenge(cast.participant_place, why="Families")
    page = signed_in.get(reverse("challenges:edit", args=[challenge.pk]))
    assert "Families" in html(page)
    assert page.context["form"]["audience"].value() == "me"
    signed_in.post(reverse("challenges:edit", args=[challenge.pk]), WORDS | {"audience": "cohort"})
    challenge.refresh_from_db()
    assert (challenge.title, challenge.why, challenge.audience) == ("One offer", "", "cohort")


def test_after_a_move_the_readers_must_be_chosen_again(signed_in, cast):
    challenge = make.challenge(cast.participant_place, audience="set", learning_set=cast.set_a)
    SetMembership.objects.filter(membership=cast.participant_place).update(left_at=make.NOW)
    SetMembership.objects.create(membership=cast.participant_place, learning_set=cast.set_b, joined_at=make.NOW)
    page = signed_in.get(reverse("challenges:edit", args=[challenge.pk]))
    assert page.context["form"]["audience"].value() == ""
    assert "<b>Set 1 and its adviser</b> can read this" in html(page)
    assert "Set 2: Jo Hartley; Noor Bennett, set adviser." in html(page)
    refused = signed_in.post(
        reverse("challenges:edit", args=[challenge.pk]), WORDS | {"audience": "set", "learning_set": cast.set_a.pk}
    )
    challenge.refresh_from_db()
    assert (refused.status_code, challenge.learning_set, challenge.title) == (422, cast.set_a, "One early-help offer")


SWAPS = [
    ("challenges:edit", WORDS | {"audience": "cohort"}),
    ("challenges:share_challenge", {"audience": "cohort"}),
    ("challenges:add_entry", {"mood": "slow", "audience": "me", "key": uuid.uuid4()}),
    ("challenges:add_commitment", {"text": "Ring", "audience": "me", "key": uuid.uuid4()}),
]


@pytest.mark.parametrize(("name", "sent"), SWAPS)
@pytest.mark.parametrize(("audience", "status"), [("me", 403), ("cohort", 403)])
def test_a_set_mates_challenge_may_be_seen_and_not_changed(signed_in, cast, name, sent, audience, status):
    theirs = make.challenge(cast.set_mate_place, audience=audience)
    before = Challenge.objects.values().get()
    assert signed_in.post(reverse(name, args=[theirs.pk]), sent).status_code == status
    assert Challenge.objects.values().get() == before
    assert not Entry.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(("name", "sent"), SWAPS)
def test_a_strangers_challenge_is_not_there(signed_in, cast, name, sent):
    theirs = make.challenge(cast.other_cohort_place, audience="cohort")
    before = Challenge.objects.values().get()
    assert signed_in.post(reverse(name, args=[theirs.pk]), sent).status_code == 404
    assert Challenge.objects.values().get() == before
    assert not Event.objects.exists()


def test_a_first_draft_cannot_be_written_for_anothers_place(signed_in, cast):
    for place in (cast.set_mate_place, cast.other_cohort_place, cast.facilitator_place):
        url = reverse("challenges:write", args=[place.pk])
        assert signed_in.post(url, WORDS | {"audience": "me"}).status_code == 404
    assert not Challenge.objects.exists()


def test_readers_get_the_words_that_are_for_them_and_the_dates_of_the_others(client, cast):
    challenge = make.challenge(cast.participant_place, "Kept title")
    make.entry(challenge, happened="For facilitators", audience="facilitators")
    make.entry(challenge, happened="Kept entry", mood="stuck")
    make.commitment(cast.participant_place, "Kept promise", challenge=challenge)
    client.force_login(cast.facilitator)
    page = html(client.get(challenge.get_absolute_url()))
    assert "For facilitators" in page
    assert "The challenge of Sam Okafor" in page
    assert "An entry that is not shared with you" in page
    assert not [kept for kept in ("Kept", "Stuck", "Getting three services") if kept in page]


def test_who_may_read_one_entry_learns_nothing_else(client, cast):
    challenge = make.challenge(cast.participant_place, stage="piloted")
    make.entry(challenge, happened="For all", audience="cohort")
    make.entry(challenge, happened="Kept", at=make.NOW.replace(day=3))
    client.force_login(cast.other_set)
    page = html(client.get(challenge.get_absolute_url()))
    assert "For all" in page
    assert "Piloted" not in page
    assert "An entry that is not shared with you" not in page


def test_pages_with_words_are_kept_nowhere(signed_in, cast):
    challenge = make.challenge(cast.participant_place)
    assert "no-store" in signed_in.get(challenge.get_absolute_url())["Cache-Control"]
    assert "no-store" in signed_in.get(reverse("challenges:add_entry", args=[challenge.pk]))["Cache-Control"]


def test_the_title_of_the_window_holds_no_words(signed_in, cast):
    challenge = make.challenge(cast.participant_place, "Kept title")
    page = html(signed_in.get(challenge.get_absolute_url()))
    assert "Kept title" not in page.split("<body")[0]


@pytest.mark.parametrize("why", ["address_locked", "shared_mailbox"])
def test_locked_words_open_to_nobody_by_a_code_alone(signed_in, cast, why):
    challenge = make.challenge(cast.participant_place, "Kept title", audience="cohort")
    entry = make.entry(challenge, happened="Kept entry")
    commitment = make.commitment(cast.participant_place, "Kept promise", challenge=challenge)
    setattr(cast.participant, why, True)
    cast.participant.save()
    for url in (
        "/challenge/",
        challenge.get_absolute_url(),
        reverse("challenges:edit", args=[challenge.pk]),
        reverse("challenges:share_entry", args=[entry.pk]),
        reverse("challenges:how_it_went", args=[commitment.pk]),
        "/set/",
        cast.set_a.get_absolute_url(),
        reverse("challenges:cohort", args=[cast.cohort.pk]),
    ):
        page = signed_in.get(url)
        assert page.status_code == 403
        assert "What people write is locked for now" in html(page)
        assert "Kept" not in html(page)


def test_the_page_costs_the_same_for_one_entry_and_for_thirty(signed_in, cast, django_assert_max_num_queries):
    challenge = make.challenge(cast.participant_place)
    asked = []
    for more in (1, 2, 27):
        for n in range(more):
            shown = {"audience": "set", "learning_set": cast.set_a} if n % 2 else {"audience": "me"}
            make.entry(challenge, **shown)
            make.commitment(cast.participant_place, challenge=challenge, **shown)
        with django_assert_max_num_queries(26) as counted:
            signed_in.get(challenge.get_absolute_url())
        asked.append(len(counted))
    assert len(set(asked[1:])) == 1
    assert asked[0] <= asked[1]
