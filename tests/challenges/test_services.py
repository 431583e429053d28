import uuid
from datetime import date, timedelta

import pytest

from challenges import services
from challenges.exceptions import AlreadySaid, AlreadyWritten, DueInThePast, KeyTaken, NotInThatSet, NotTheAuthor
from challenges.models import Challenge, Commitment, Entry
from cohorts.audience import Audience
from cohorts.models import Event, Membership, SetMembership
from tests import factories as make

WORDS = {"title": "One offer", "statement": "Getting three services to agree.", "stage": "framed"}
ENTRY = {"mood": "slow", "tried": "", "happened": "They listened.", "next": ""}
TODAY = make.NOW.date()


@pytest.fixture
def by(cast):
    return {"by": cast.participant, "now": make.NOW}


@pytest.fixture
def alone():
    return {"audience": Audience.ONLY_ME, "learning_set": None}


@pytest.fixture
def challenge(cast):
    return make.challenge(cast.participant_place)


def trail():
    return [
        (event.by.email.split("@")[0], event.verb, event.model, event.fields) for event in Event.objects.order_by("pk")
    ]


def test_a_challenge_is_written_once_and_the_trail_names_fields_not_words(cast, by, alone):
    made = services.write_challenge(place=cast.participant_place, words=WORDS, **alone, **by)
    assert (made.title, made.created_at, made.audience) == ("One offer", make.NOW, "me")
    assert trail() == [("participant", "wrote", "challenges.challenge", ["audience", "stage", "statement", "title"])]
    with pytest.raises(AlreadyWritten):
        services.write_challenge(place=cast.participant_place, words=WORDS, **alone, **by)


def test_what_is_shared_with_a_set_names_the_set_of_that_moment(cast, by):
    shown = {"audience": Audience.SET, "learning_set": cast.set_a}
    made = services.write_challenge(place=cast.participant_place, words=WORDS, **shown, **by)
    assert made.learning_set == cast.set_a


@pytest.mark.parametrize("asked", ["another's set", "no set"])
def test_a_set_that_the_author_does_not_sit_in_is_refused_whole(cast, by, asked):
    shown = {"audience": Audience.SET, "learning_set": cast.set_b if asked == "another's set" else None}
    with pytest.raises(NotInThatSet):
        services.write_challenge(place=cast.participant_place, words=WORDS, **shown, **by)
    assert not Challenge.objects.exists()
    assert not Event.objects.exists()


def test_nobody_writes_from_anothers_place(cast, alone, challenge):
    other = {"by": cast.set_mate, "now": make.NOW}
    with pytest.raises(NotTheAuthor):
        services.change_challenge(challenge=challenge, words=WORDS, **alone, **other)
    with pytest.raises(NotTheAuthor):
        services.share(thing=challenge, audience="cohort", learning_set=None, **other)
    with pytest.raises(NotTheAuthor):
        services.add_entry(challenge=challenge, words=ENTRY, key=uuid.uuid4(), **alone, **other)
    challenge.refresh_from_db()
    assert (challenge.title, challenge.audience, Entry.objects.count()) == ("One early-help offer", "me", 0)


def test_who_has_left_writes_no_more(cast, by, alone, challenge):
    Membership.objects.filter(pk=cast.participant_place.pk).update(left_at=make.NOW)
    with pytest.raises(NotTheAuthor):
        services.add_entry(challenge=challenge, words=ENTRY, key=uuid.uuid4(), **alone, **by)


def test_a_change_is_recorded_with_the_fields_that_became_different(cast, by, challenge):
    later = make.NOW + timedelta(days=1)
    words = {"title": challenge.title, "statement": "Sharper now.", "stage": "tried"}
    services.change_challenge(
        challenge=challenge, words=words, audience="cohort", learning_set=None, by=cast.participant, now=later
    )
    challenge.refresh_from_db()
    assert (challenge.statement, challenge.stage, challenge.audience) == ("Sharper now.", "tried", "cohort")
    assert challenge.changed_at == later
    assert trail() == [("participant", "changed", "challenges.challenge", ["audience", "stage", "statement"])]


def test_saving_what_is_the_same_leaves_no_trace(by, alone, challenge):
    words = {"title": challenge.title, "statement": challenge.statement, "stage": challenge.stage}
    services.change_challenge(challenge=challenge, words=words, **alone, **by)
    services.share(thing=challenge, **alone, **by)
    assert trail() == []


def test_choosing_readers_again_takes_effect_at_once(cast, by, challenge):
    thing = make.entry(challenge)
    services.share(thing=thing, audience=Audience.SET, learning_set=cast.set_a, **by)
    thing.refresh_from_db()
    assert (thing.audience, thing.learning_set) == ("set", cast.set_a)
    services.share(thing=thing, audience=Audience.ONLY_ME, learning_set=None, **by)
    thing.refresh_from_db()
    assert (thing.audience, thing.learning_set) == ("me", None)
    assert [verb for _, verb, _, _ in trail()] == ["shared", "shared"]


def test_a_mover_shares_with_the_new_set_and_can_no_longer_choose_the_old(cast, by, challenge):
    SetMembership.objects.filter(membership=cast.participant_place).update(left_at=make.NOW)
    SetMembership.objects.create(membership=cast.participant_place, learning_set=cast.set_b, joined_at=make.NOW)
    with pytest.raises(NotInThatSet):
        services.share(thing=challenge, audience=Audience.SET, learning_set=cast.set_a, **by)
    services.share(thing=challenge, audience=Audience.SET, learning_set=cast.set_b, **by)
    challenge.refresh_from_db()
    assert challenge.learning_set == cast.set_b


def test_a_form_sent_twice_makes_one_entry_one_commitment_and_one_trace(by, alone, challenge):
    key, promise = uuid.uuid4(), {"text": "Ring the heads", "due_on": TODAY}
    sent = {"challenge": challenge, "words": ENTRY, "key": key, "promise": promise, **alone, **by}
    assert services.add_entry(**sent) == services.add_entry(**sent)
    assert (Entry.objects.count(), Commitment.objects.count()) == (1, 1)
    assert [verb for _, verb, _, _ in trail()] == ["added", "promised"]


def test_a_key_that_is_somebody_elses_gives_nothing_back(cast, by, alone, challenge):
    theirs = make.entry(make.challenge(cast.set_mate_place))
    with pytest.raises(KeyTaken):
        services.add_entry(challenge=challenge, words=ENTRY, key=theirs.key, **alone, **by)
    assert Entry.objects.count() == 1


def test_a_commitment_in_an_entry_goes_to_the_readers_of_the_entry(cast, by, challenge):
    promise = {"text": "Ring the heads", "due_on": None}
    shown = {"audience": Audience.SET, "learning_set": cast.set_a}
    services.add_entry(challenge=challenge, words=ENTRY, key=uuid.uuid4(), promise=promise, **shown, **by)
    made = Commitment.objects.get()
    assert (made.text, made.due_on, made.audience, made.learning_set) == ("Ring the heads", None, "set", cast.set_a)


def test_a_commitment_for_yesterday_is_refused_with_the_entry_that_carried_it(by, alone, challenge):
    promise = {"text": "Ring the heads", "due_on": TODAY - timedelta(days=1)}
    with pytest.raises(DueInThePast):
        services.add_entry(challenge=challenge, words=ENTRY, key=uuid.uuid4(), promise=promise, **alone, **by)
    assert (Entry.objects.count(), Commitment.objects.count(), trail()) == (0, 0, [])


def test_today_is_the_date_where_the_cohort_is(cast, alone):
    cohort = make.cohort(cast.programme, "Overseas", zone="Pacific/Auckland")  # 22:00 on the 22nd of February there
    place = make.place(cohort, cast.set_mate)
    late = make.NOW + timedelta(hours=3)  # noon in London, the 23rd there
    asked = {"challenge": make.challenge(place), "text": "Ring", **alone, "by": cast.set_mate, "now": late}
    with pytest.raises(DueInThePast):
        services.add_commitment(due_on=date(2027, 2, 22), key=uuid.uuid4(), **asked)
    assert services.add_commitment(due_on=date(2027, 2, 23), key=uuid.uuid4(), **asked).due_on == date(2027, 2, 23)


def test_a_commitment_sent_twice_is_one(by, alone, challenge):
    sent = {"challenge": challenge, "text": "Ring", "due_on": None, "key": uuid.uuid4(), **alone, **by}
    assert services.add_commitment(**sent) == services.add_commitment(**sent)
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("state", ["done", "changed", "dropped"])
def test_how_it_went_closes_a_commitment_once(cast, by, challenge, state):
    made = make.commitment(cast.participant_place, challenge=challenge)
    services.say_how_it_went(commitment=made, state=state, outcome="Better than feared.", **by)
    made.refresh_from_db()
    assert (made.state, made.outcome, made.closed_at) == (state, "Better than feared.", make.NOW)
    assert trail() == [("participant", "closed", "challenges.commitment", ["outcome", "state"])]
    with pytest.raises(AlreadySaid):
        services.say_how_it_went(commitment=made, state="done", outcome="", **by)
    assert Commitment.objects.count() == 1


def test_carried_is_promised_again_to_the_same_readers(cast, by, challenge):
    shown = {"audience": Audience.SET, "learning_set": cast.set_a}
    made = make.commitment(cast.participant_place, challenge=challenge, **shown)
    later = TODAY + timedelta(days=7)
    services.say_how_it_went(commitment=made, state="carried", outcome="No time.", carried_to=later, **by)
    again = Commitment.objects.get(state="open")
    assert (again.text, again.due_on, again.learning_set, again.challenge) == (made.text, later, cast.set_a, challenge)
    assert [verb for _, verb, _, _ in trail()] == ["closed", "promised"]


def test_carried_after_a_move_is_for_its_author_alone(cast, by, challenge):
    made = make.commitment(cast.participant_place, challenge=challenge, audience="set", learning_set=cast.set_a)
    SetMembership.objects.filter(membership=cast.participant_place).update(left_at=make.NOW)
    services.say_how_it_went(commitment=made, state="carried", outcome="", carried_to=TODAY, **by)
    again = Commitment.objects.get(state="open")
    assert (again.audience, again.learning_set) == ("me", None)


def test_carried_to_the_past_changes_nothing(cast, by, challenge):
    made = make.commitment(cast.participant_place, challenge=challenge)
    with pytest.raises(DueInThePast):
        services.say_how_it_went(
            commitment=made, state="carried", outcome="", carried_to=TODAY - timedelta(days=1), **by
        )
    made.refresh_from_db()
    assert (made.state, Commitment.objects.count(), trail()) == ("open", 1, [])
