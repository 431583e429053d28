"""Commitments made together: asked, answered, and theirs as long as they can read them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from challenges import services
from challenges.exceptions import AlreadySaid, NotInThatSet, NotTheAuthor
from challenges.holding import may_be_asked, open_of
from challenges.models import Commitment, Holder
from challenges.services import together
from tests import factories as make
from tests.factories import NOW

TEXT = "Ring the chair"


@pytest.fixture
def promise(cast):
    """The participant's, shared with their set."""
    challenge = make.challenge(cast.participant_place)
    return make.commitment(cast.participant_place, TEXT, challenge=challenge, audience="set", learning_set=cast.set_a)


@pytest.fixture
def joint(cast, promise):
    """The same, and the set-mate has said yes."""
    Holder.objects.create(commitment=promise, membership=cast.set_mate_place, asked_at=NOW, yes_at=NOW)
    return promise


def ask(cast, promise, *places, by=None):
    together.ask(commitment=promise, places={place.pk for place in places}, by=by or cast.participant, now=NOW)


def post(client, cast, role, name, pk, **form):
    client.force_login(cast.roles[role])
    return client.post(reverse(f"challenges:{name}", args=[pk]), form)


def page(client, cast, role, url):
    client.force_login(cast.roles[role])
    return client.get(url).content.decode()


def close(promise, by, state="done", **more):
    return services.say_how_it_went(commitment=promise, state=state, outcome="She said yes", by=by, now=NOW, **more)


class TestAsking:
    def test_whoever_is_asked_sees_it_at_home_and_it_is_theirs_after_their_yes(self, client, cast, promise):
        post(client, cast, "participant", "together", promise.pk, places=[cast.set_mate_place.pk])
        home = page(client, cast, "set_mate", "/")
        assert "Sam Okafor asks: shall we do this together?" in home
        assert "Say how it went" not in home
        assert open_of([cast.set_mate_place.pk]) == {}
        post(client, cast, "set_mate", "answer_together", promise.pk, yes="yes")
        home = page(client, cast, "set_mate", "/")
        assert "asks: shall we" not in home
        assert "together with Sam Okafor" in home
        assert "Say how it went" in home
        assert "together with Robin Ashworth" in page(client, cast, "participant", "/")

    def test_until_then_nobody_else_is_told_who_was_asked(self, client, cast, promise):
        ask(cast, promise, cast.set_mate_place)
        assert "together with" not in page(client, cast, "adviser", cast.set_a.get_absolute_url())

    def test_it_stands_on_the_challenge_of_each(self, client, cast, joint):
        theirs = make.challenge(cast.set_mate_place)
        assert TEXT in page(client, cast, "set_mate", theirs.get_absolute_url())
        assert TEXT in page(client, cast, "participant", joint.challenge.get_absolute_url())

    def test_a_no_leaves_it_its_authors_alone(self, client, cast, promise):
        ask(cast, promise, cast.set_mate_place)
        post(client, cast, "set_mate", "answer_together", promise.pk, yes="")
        assert not Holder.objects.exists()
        assert "asks: shall we" not in page(client, cast, "set_mate", "/")

    def test_whoever_said_yes_may_still_step_out_and_the_author_may_take_them_out(self, client, cast, joint):
        post(client, cast, "set_mate", "answer_together", joint.pk, yes="")
        assert not Holder.objects.exists()
        ask(cast, joint, cast.set_mate_place)
        ask(cast, joint)
        assert not Holder.objects.exists()

    def test_asked_twice_a_yes_stays(self, cast, joint):
        ask(cast, joint, cast.set_mate_place)
        assert Holder.objects.get().yes_at == NOW

    @pytest.mark.parametrize("who", ["other_set_place", "facilitator_place", "adviser_place", "participant_place"])
    def test_one_who_does_not_sit_there_is_refused_with_everybody_else(self, client, cast, promise, who):
        places = [cast.set_mate_place.pk, getattr(cast, who).pk]
        assert post(client, cast, "participant", "together", promise.pk, places=places).status_code == 422
        with pytest.raises(NotInThatSet):
            ask(cast, promise, cast.set_mate_place, getattr(cast, who))
        assert not Holder.objects.exists()

    @pytest.mark.parametrize("audience", ["me", "facilitators"])
    def test_nobody_is_asked_who_cannot_read_it(self, client, cast, promise, audience):
        Commitment.objects.update(audience=audience, learning_set=None)
        promise.refresh_from_db()
        assert may_be_asked(promise) == []
        shown = page(client, cast, "participant", reverse("challenges:together", args=[promise.pk]))
        assert "There is nobody to ask" in shown

    def test_a_set_mate_asks_nobody_to_anothers_commitment(self, client, cast, promise):
        assert post(client, cast, "set_mate", "together", promise.pk, places=[]).status_code == 403
        with pytest.raises(NotTheAuthor):
            ask(cast, promise, cast.set_mate_place, by=cast.set_mate)

    def test_nobody_answers_who_was_not_asked(self, client, cast, promise):
        assert post(client, cast, "set_mate", "answer_together", promise.pk, yes="yes").status_code == 404
        assert not Holder.objects.exists()

    def test_what_is_closed_is_not_joined(self, client, cast, promise):
        ask(cast, promise, cast.set_mate_place)
        close(promise, cast.participant)
        with pytest.raises(AlreadySaid):
            together.answer(commitment=promise, place=cast.set_mate_place, yes=True, by=cast.set_mate, now=NOW)
        assert "on record already" in page(
            client, cast, "set_mate", post(client, cast, "set_mate", "answer_together", promise.pk, yes="yes").url
        )
        assert Holder.objects.get().yes_at is None


class TestHowItWent:
    def test_any_of_them_says_it_once_for_all(self, client, cast, joint, time_machine):
        time_machine.move_to(NOW)
        post(client, cast, "set_mate", "how_it_went", joint.pk, state="done", outcome="She said yes")
        joint.refresh_from_db()
        assert (joint.state, joint.outcome) == ("done", "She said yes")
        with pytest.raises(AlreadySaid):
            close(joint, cast.participant)

    def test_whoever_is_only_asked_does_not(self, client, cast, promise):
        ask(cast, promise, cast.set_mate_place)
        assert post(client, cast, "set_mate", "how_it_went", promise.pk, state="done").status_code == 403
        with pytest.raises(NotTheAuthor):
            close(promise, cast.set_mate)

    @pytest.mark.parametrize("by", ["participant", "set_mate"])
    def test_carried_by_either_it_stays_the_authors_and_both_hold_it(self, cast, joint, by):
        close(joint, cast.roles[by], "carried", carried_to=NOW.date())
        again = Commitment.objects.get(state="open")
        assert (again.membership, again.audience, again.challenge) == (cast.participant_place, "set", joint.challenge)
        assert [one.membership for one in again.holders.said_yes()] == [cast.set_mate_place]

    def test_once_the_author_has_left_the_set_it_is_the_carriers(self, cast, joint):
        cast.participant_place.seats.update(left_at=NOW)
        close(joint, cast.set_mate, "carried", carried_to=NOW.date())
        again = Commitment.objects.get(state="open")
        assert (again.membership, again.learning_set, again.challenge) == (cast.set_mate_place, cast.set_a, None)
        assert not again.holders.exists()

    def test_an_author_who_has_left_the_set_carries_it_alone(self, cast, joint):
        cast.participant_place.seats.update(left_at=NOW)
        close(joint, cast.participant, "carried", carried_to=NOW.date())
        again = Commitment.objects.get(state="open")
        assert (again.membership, again.audience) == (cast.participant_place, "me")
        assert open_of([cast.set_mate_place.pk]) == {}


class TestLeaving:
    """What somebody can no longer read is no longer theirs."""

    def refused(self, client, cast, joint, status):
        assert TEXT not in page(client, cast, "set_mate", "/")
        assert open_of([cast.set_mate_place.pk]) == {}
        assert post(client, cast, "set_mate", "how_it_went", joint.pk, state="done").status_code == status
        with pytest.raises(NotTheAuthor):
            close(joint, cast.set_mate)

    def test_whoever_leaves_the_set_holds_it_no_longer(self, client, cast, joint):
        cast.set_mate_place.seats.update(left_at=NOW)
        self.refused(client, cast, joint, 404)

    def test_nor_does_anybody_once_the_author_keeps_it_to_themselves(self, client, cast, joint):
        readers = {"audience": "me", "learning_set": None}
        services.share(thing=joint, **readers, by=cast.participant, now=NOW)
        self.refused(client, cast, joint, 404)

    def test_shared_more_widely_it_stays_theirs(self, cast, joint):
        readers = {"audience": "cohort", "learning_set": None}
        services.share(thing=joint, **readers, by=cast.participant, now=NOW)
        assert open_of([cast.set_mate_place.pk]) == {cast.set_mate_place.pk: [joint]}

    def test_when_the_author_leaves_the_others_keep_it(self, client, cast, joint):
        cast.participant_place.left_at = NOW
        cast.participant_place.save()
        assert TEXT in page(client, cast, "set_mate", "/")
        close(joint, cast.set_mate, "carried", carried_to=NOW.date())
        assert Commitment.objects.get(state="open").membership == cast.set_mate_place


def test_the_home_page_costs_the_same_for_one_joint_commitment_and_for_eight(client, cast, joint):
    page(client, cast, "set_mate", "/")
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        costs.append(len(asked))
        for number in range(7):
            more = make.commitment(cast.participant_place, f"More {number}", audience="set", learning_set=cast.set_a)
            Holder.objects.create(commitment=more, membership=cast.set_mate_place, asked_at=NOW, yes_at=NOW)
    assert costs[0] == costs[1]
