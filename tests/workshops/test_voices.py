"""What the room says to an item: who may add, from when to when, in which order, and what outlives the item."""

import uuid
from datetime import timedelta

import pytest

from cohorts.viewer import Viewer
from tests import factories as make
from tests.workshops.acting import trail
from workshops.collecting import collections_of, last_time
from workshops.exceptions import Closed, Full, OtherSession
from workshops.models import Session, Voice
from workshops.models import voice as model
from workshops.services import items, undo, voices

DAY = make.NOW.replace(month=3, day=3, hour=11)


@pytest.fixture
def panel(cast):
    return make.item(cast.workshop.days.get(), "Panel", 60, kind="panel", collects="questions")


@pytest.fixture
def say(cast, panel):
    """say(text) adds a line as the participant, on the day, unless told otherwise."""

    def say(text="Why now?", **how):
        how = {"place": cast.participant_place, "by": cast.participant, "now": DAY, "key": uuid.uuid4()} | how
        return voices.say(session=cast.workshop, item=panel.pk, text=text, **how)

    return say


@pytest.fixture
def chair(cast):
    return {"by": cast.facilitator, "now": DAY}


def texts(cast, person=None):
    heard = Voice.objects.heard_by(Viewer(person or cast.set_mate))
    return [voice.text for voice in heard.filter(same_as=None)]


def test_a_line_is_unnamed_unless_its_author_says_so(say):
    assert say().signed == ""
    assert say(is_named=True).signed == "Sam Okafor"


def test_the_trail_knows_that_and_not_what(say):
    assert trail(say("Why now?")) == [("said", ["text"])]


def test_sent_twice_it_is_one_line(cast, say):
    key = uuid.uuid4()
    assert say(key=key) == say(key=key)
    assert Voice.objects.count() == 1


def test_a_key_of_another_session_adds_nothing(cast, say):
    voice = say()
    Voice.objects.filter(pk=voice.pk).update(session=cast.draft)
    with pytest.raises(OtherSession):
        say(key=voice.key)


def test_a_card_has_no_author_and_may_name_its_group(cast, panel, say):
    panel.groups.create(position=1, name="Group 1")
    voice = say(place=None, by=cast.facilitator, group="Group 1", is_named=True)
    assert (voice.membership, voice.is_named, voice.signed) == (None, False, "Group 1")
    with pytest.raises(OtherSession):
        say(place=None, by=cast.facilitator, group="Of another item")


@pytest.mark.parametrize(
    ("days", "hour", "opens"),
    [(-2, 23, False), (-1, 0, True), (0, 12, True), (7, 23, True), (8, 0, False)],
    ids=["two days before", "the day before", "on the day", "a week after", "eight days after"],
)
def test_it_opens_the_day_before_and_closes_a_week_after(say, days, hour, opens):
    now = DAY.replace(hour=hour) + timedelta(days=days)
    if opens:
        assert say(now=now).pk
    else:
        with pytest.raises(Closed):
            say(now=now)


def test_nothing_is_collected_by_an_item_that_does_not_ask_is_gone_or_stands_on_a_cancelled_day(cast, panel, say):
    panel.day.cancelled_at = make.NOW
    panel.day.save()
    with pytest.raises(Closed):
        say()
    panel.day.cancelled_at = None
    panel.day.save()
    panel.collects = ""
    panel.save()
    with pytest.raises(Closed):
        say()
    panel.delete()
    with pytest.raises(Closed):
        say()


def test_nothing_before_the_session_is_published(cast, say):
    Session.objects.filter(pk=cast.workshop.pk).update(dates_published_at=None)
    with pytest.raises(Closed):
        say()


@pytest.mark.parametrize("who", ["other_cohort_place", "withdrawn_place", "adviser_place", "facilitator_place"])
def test_only_those_invited_send_lines(cast, say, who):
    with pytest.raises(OtherSession):
        say(place=getattr(cast, who))


def test_an_item_has_an_end_of_lines(say, monkeypatch):
    monkeypatch.setattr(voices, "MOST", 2)
    say("One"), say("Two")
    with pytest.raises(Full):
        say("Three")
    assert model.MOST == 500


def test_lines_move_up_and_down_and_no_further_than_the_end(cast, say, chair):
    first, second, third = say("One"), say("Two"), say("Three")
    voices.DEEDS["up"](voice=third, **chair)
    assert texts(cast) == ["One", "Three", "Two"]
    voices.DEEDS["down"](voice=first, **chair)
    assert texts(cast) == ["Three", "One", "Two"]
    voices.DEEDS["up"](voice=third, **chair)
    voices.DEEDS["down"](voice=second, **chair)
    assert texts(cast) == ["Three", "One", "Two"]


def test_it_is_marked_asked_parked_answered_and_back(say, chair):
    voice = say()
    for state in ("asked", "parked", "answered", "open"):
        voices.DEEDS[state](voice=voice, **chair)
        assert Voice.objects.get().state == state
    assert trail(voice)[1:] == [("changed", ["state"])] * 4
    voices.mark(voice=voice, state="open", **chair)
    assert len(trail(voice)) == 5


def test_doubles_are_put_together_with_all_that_was_put_with_them_and_taken_apart(cast, say, chair):
    first, second, third = say("One"), say("Two"), say("Three")
    voices.merge(voice=third, into=second.pk, **chair)
    voices.merge(voice=second, into=first.pk, **chair)
    assert texts(cast) == ["One"]
    assert {double.text for double in first.doubles.all()} == {"Two", "Three"}
    voices.merge(voice=second, into=first.pk, **chair)  # pressed twice
    voices.separate(voice=first, **chair)
    assert texts(cast) == ["One", "Two", "Three"]


def test_a_line_is_put_together_only_with_a_line_that_is_shown_to_the_same_item(cast, panel, say, chair):
    voice, hidden = say("One"), say("Two")
    voices.hide(voice=hidden, hidden=True, **chair)
    other = make.item(cast.workshop.days.get(), "Lunch", collects="more")
    elsewhere = voices.say(
        session=cast.workshop, item=other.pk, text="More", key=uuid.uuid4(), place=cast.participant_place, **chair
    )
    for wrong in (hidden.pk, elsewhere.pk, voice.pk, 0):
        with pytest.raises(OtherSession):
            voices.merge(voice=voice, into=wrong, **chair)


def test_a_hidden_line_is_read_by_its_author_and_by_those_who_run_the_session(cast, say, chair):
    voice = say()
    voices.hide(voice=voice, hidden=True, **chair)
    readers = {role for role, person in cast.roles.items() if texts(cast, person)}
    assert readers == {"participant", "facilitator", "coordinator"}
    voices.hide(voice=voice, hidden=False, **chair)
    assert texts(cast) == ["Why now?"]


def test_whoever_said_the_same_as_a_hidden_line_is_neither_hidden_nor_shown_it(cast, say, chair):
    first, second = say("Unfit"), say("Fit", place=cast.set_mate_place, by=cast.set_mate)
    voices.merge(voice=second, into=first.pk, **chair)
    voices.hide(voice=first, hidden=True, **chair)
    assert texts(cast) == ["Fit"]
    assert Voice.objects.get(pk=second.pk).same_as is None
    third = say("Unfit too")
    voices.merge(voice=third, into=second.pk, **chair)
    voices.hide(voice=third, hidden=True, **chair)
    assert Voice.objects.get(pk=third.pk).same_as is None


def test_lines_are_read_by_whom_the_audience_names(cast, say):
    say()
    readers = {role for role, person in cast.roles.items() if texts(cast, person)}
    cohort = {"participant", "set_mate", "other_set", "adviser", "other_adviser", "coach", "other_coach"}
    assert readers == cohort | {"facilitator", "coordinator"}
    assert not Voice.objects.heard_by(Viewer(cast.participant, reads_words=False))


def test_lines_outlive_their_item_and_are_found_again_when_it_comes_back(cast, panel, say, chair):
    say()
    items.delete(item=panel, **chair)
    assert [(found.item, found.title, lines) for found, lines in collections_of(cast.workshop)] == [(panel.pk, "", 1)]
    undo.undo(session=cast.workshop, change=cast.workshop.draft_changes.get().pk, **chair)
    assert panel.voices.get().text == "Why now?"
    assert [(found.title, lines) for found, lines in collections_of(cast.workshop)] == [("Panel", 1)]


def test_what_was_learned_stands_at_the_next_session_for_those_who_may_read_it(cast, panel, say, chair):
    say("A question")
    panel.collects = "learning"
    panel.save()
    say("Ask earlier.")
    voices.hide(voice=say("Unfit"), hidden=True, **chair)
    told = {role: [voice.text for voice in last_time(cast.draft, Viewer(cast.roles[role]))] for role in cast.roles}
    assert told["facilitator"] == told["adviser"] == ["Ask earlier."]
    assert told["administrator"] == told["other_facilitator"] == told["withdrawn"] == []
    assert last_time(cast.workshop, Viewer(cast.facilitator)) == []


def test_only_the_latest_session_before_counts(cast, say, panel):
    panel.collects = "more"
    panel.save()
    say("More on budgets")
    between = make.session(cast.cohort, "Strategy lab", on=make.date(2027, 3, 20))
    lunch = make.item(between.days.get(), "Lunch", collects="more")
    voices.say(
        session=between,
        item=lunch.pk,
        text="More on schools",
        key=uuid.uuid4(),
        by=cast.facilitator,
        now=DAY.replace(day=20),
    )
    assert [voice.text for voice in last_time(cast.draft, Viewer(cast.facilitator))] == ["More on schools"]
    assert [voice.text for voice in last_time(between, Viewer(cast.facilitator))] == ["More on budgets"]
