"""Who reads what: the table as software, the table as access notes write it, and the sentences on the pages."""

import re

import pytest
from django.urls import reverse

from challenges.models import Challenge, Commitment, Entry
from challenges.readers import Circle, circle_of, plain_table
from cohorts.audience import READERS, RECOGNISE, Audience, label
from cohorts.models import Membership, SetMembership
from cohorts.viewer import Viewer
from tests import factories as make
from tests.cast import ROLES

# Written out by hand, not derived: of what the participant of the cast writes, each label and who reads it.
EXPECTED = {
    Audience.ONLY_ME: {"participant"},
    Audience.SET: {"participant", "set_mate", "adviser"},
    Audience.FACILITATORS: {"participant", "facilitator"},
    Audience.COHORT: {
        "participant",
        "set_mate",
        "other_set",
        "adviser",
        "other_adviser",
        "facilitator",
        "coach",
        "other_coach",
        "coordinator",
    },
}
KNOWN = {"participant", "set_mate", "adviser", "coach", "facilitator", "coordinator"}


def written(cast, audience, kind="challenge"):
    """Something of the participant's with this label."""
    named = {"audience": audience, "learning_set": cast.set_a if audience == Audience.SET else None}
    if kind == "challenge":
        return make.challenge(cast.participant_place, **named)
    of = Challenge.objects.first() or make.challenge(cast.participant_place)
    if kind == "entry":
        return make.entry(of, **named)
    return make.commitment(cast.participant_place, challenge=of, **named)


def readers_of(thing, cast):
    rows = type(thing)._default_manager
    return {role for role in ROLES if rows.visible_to(Viewer(cast.roles[role])).filter(pk=thing.pk).exists()}


@pytest.mark.parametrize("kind", ["challenge", "entry", "commitment"])
@pytest.mark.parametrize("audience", Audience)
def test_each_label_opens_to_exactly_its_readers(cast, audience, kind):
    assert readers_of(written(cast, audience, kind), cast) == EXPECTED[audience]


@pytest.mark.parametrize("audience", Audience)
def test_the_people_named_beside_a_choice_are_those_who_can_read(cast, audience):
    thing = written(cast, audience)
    named = circle_of(cast.participant_place).readers(audience) | {cast.participant}
    assert {role for role in ROLES if cast.roles[role] in named} == readers_of(thing, cast)


def test_every_reader_of_the_table_can_be_recognised_and_found(cast):
    circle = circle_of(cast.participant_place)
    for audience in Audience:
        for reader in READERS[audience]:
            assert RECOGNISE[reader](Viewer(cast.participant)) is not None
            assert cast.participant not in circle.people(reader)


def test_that_there_is_a_challenge_is_known_to_the_circle_of_its_author_alone(cast):
    thing = written(cast, Audience.ONLY_ME)
    known = {
        role for role in ROLES if Challenge.objects.known_to(Viewer(cast.roles[role])).filter(pk=thing.pk).exists()
    }
    assert known == KNOWN


def test_a_page_opens_for_the_circle_and_for_whoever_may_read_some_words_of_it(cast):
    thing = written(cast, Audience.ONLY_ME)
    written(cast, Audience.COHORT, "entry")
    opened = {
        role for role in ROLES if Challenge.objects.opened_by(Viewer(cast.roles[role])).filter(pk=thing.pk).exists()
    }
    assert opened == KNOWN | EXPECTED[Audience.COHORT]


@pytest.mark.parametrize("audience", Audience)
def test_nothing_opens_while_own_words_are_locked(cast, audience):
    thing = written(cast, audience)
    for role in ROLES:
        locked = Viewer(cast.roles[role], reads_words=False)
        assert not Challenge.objects.visible_to(locked).exists()
        assert not Challenge.objects.opened_by(locked).filter(pk=thing.pk).exists()
        assert not Challenge.objects.written_by(locked).exists()


def test_a_person_in_two_cohorts_takes_nothing_from_one_to_the_other(cast):
    make.place(cast.second_cohort, cast.participant)
    thing = written(cast, Audience.COHORT)
    there = make.challenge(cast.participant.memberships.get(cohort=cast.second_cohort), audience=Audience.COHORT)
    assert "other_cohort" not in readers_of(thing, cast)
    assert readers_of(there, cast) == {"participant", "other_cohort", "other_facilitator", "coordinator"}


# What changes, changes at once.


def move(cast, place, to):
    SetMembership.objects.filter(membership=place).update(left_at=make.NOW)
    SetMembership.objects.create(membership=place, learning_set=to, joined_at=make.NOW)


def test_a_movers_old_words_stay_with_the_old_set(cast):
    thing = written(cast, Audience.SET)
    move(cast, cast.participant_place, cast.set_b)
    assert readers_of(thing, cast) == {"participant", "set_mate", "adviser"}


def test_who_moves_away_reads_the_old_set_no_more(cast):
    thing = written(cast, Audience.SET)
    move(cast, cast.set_mate_place, cast.set_b)
    assert readers_of(thing, cast) == {"participant", "adviser"}


def test_who_withdraws_reads_nothing_from_that_moment(cast):
    thing = written(cast, Audience.COHORT)
    Membership.objects.filter(pk=cast.set_mate_place.pk).update(left_at=make.NOW)
    assert "set_mate" not in readers_of(thing, cast)


def test_a_withdrawn_author_reaches_nothing_of_their_own_by_signing_in(cast):
    thing = written(cast, Audience.ONLY_ME)
    Membership.objects.filter(pk=cast.participant_place.pk).update(left_at=make.NOW)
    assert readers_of(thing, cast) == set()


def test_an_adviser_who_is_replaced_loses_the_set_and_the_new_one_has_it(cast):
    thing = written(cast, Audience.SET)
    cast.set_a.adviser = cast.other_adviser_place
    cast.set_a.save()
    assert readers_of(thing, cast) == {"participant", "set_mate", "other_adviser"}


def test_an_adviser_whose_place_ends_loses_the_set_though_it_still_names_them(cast):
    thing = written(cast, Audience.SET)
    Membership.objects.filter(pk=cast.adviser_place.pk).update(left_at=make.NOW)
    assert readers_of(thing, cast) == {"participant", "set_mate"}
    assert cast.adviser not in circle_of(cast.participant_place).readers(Audience.SET)


def test_a_facilitator_whose_place_ends_reads_no_more(cast):
    thing = written(cast, Audience.FACILITATORS)
    Membership.objects.filter(pk=cast.facilitator_place.pk).update(left_at=make.NOW)
    assert readers_of(thing, cast) == {"participant"}


# Sentences.


def text(response):
    """What the page says, tags and line breaks apart."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("audience", Audience)
def test_the_label_on_the_page_is_the_tables(client, cast, audience):
    thing = written(cast, audience)
    client.force_login(cast.participant)
    expected = "Set 1 and its adviser" if audience == Audience.SET else audience.label
    assert label(audience, thing.learning_set) == expected
    page = client.get(thing.get_absolute_url()).content.decode()
    assert re.findall(r"<b>([^<]+)</b> can read this", page) == [expected]


def test_each_choice_says_by_name_who_would_read_it_now(client, cast):
    challenge = written(cast, Audience.ONLY_ME)
    client.force_login(cast.participant)
    page = text(client.get(reverse("challenges:add_entry", args=[challenge.pk])))
    assert "Only you You can share it later." in page
    assert "Your set and its adviser Set 1: Robin Ashworth; Ines Calloway, set adviser." in page
    assert "Facilitators Frances Dale." in page
    parts = "3 participants, 1 facilitator, 2 set advisers, 2 coaches"
    assert f"Everyone in your cohort Spring 2027: {parts}; the programme office, Dana Whitfield." in page


def test_names_of_people_and_sets_are_shown_and_never_run(client, cast):
    cast.set_a.name, cast.set_mate.name = "<b>Set</b>", "<script>alert(1)</script>"
    cast.set_a.save()
    cast.set_mate.save()
    challenge = written(cast, Audience.SET)
    client.force_login(cast.participant)
    for url in (challenge.get_absolute_url(), reverse("challenges:edit", args=[challenge.pk]), reverse("who_can_see")):
        page = client.get(url).content.decode()
        assert "&lt;b&gt;Set&lt;/b&gt;" in page
        assert "<script>alert" not in page
        assert "<b>Set</b>" not in page


def test_without_a_seat_the_choice_of_the_set_is_closed_and_says_why(client, cast):
    challenge = make.challenge(cast.other_cohort_place)
    client.force_login(cast.other_cohort)
    response = client.get(reverse("challenges:add_entry", args=[challenge.pk]))
    assert "Your set and its adviser You are not in a set yet." in text(response)
    assert re.search(r'value="set" disabled', response.content.decode())


def test_a_set_without_an_adviser_says_so(cast):
    cast.set_a.adviser = None
    cast.set_a.save()
    assert circle_of(cast.participant_place).readers(Audience.SET) == {cast.set_mate}


def test_the_plain_table_says_what_was_decided():
    says = {str(words): {cell.column for cell in cells if cell.reads} for _, words, cells in plain_table()}
    assert says == {
        "Only you": {"you"},
        "Your set and its adviser": {"you", "set", "adviser"},
        "Facilitators": {"you", "facilitators"},
        "Everyone in your cohort": {"you", "set", "adviser", "facilitators", "cohort", "office"},
    }


def test_somebody_with_two_parts_is_named_where_only_they_read(cast):
    make.place(cast.cohort, cast.adviser, Membership.Role.FACILITATOR)
    row = {cell.column: cell for cell in Circle(cast.participant_place, cast.set_a).row(Audience.SET)}
    assert row["facilitators"].some == [cast.adviser]
    assert not row["facilitators"].reads
    assert row["office"].some == []


def test_everybody_may_read_the_plain_table(client, db):
    page = text(client.get(reverse("who_can_see")))
    assert "Only you" in page
    assert "Everyone in your cohort" in page
    assert "Who they are, for you" not in page


def test_a_participant_finds_the_names_in_the_table(client, cast):
    client.force_login(cast.participant)
    page = text(client.get(reverse("who_can_see")))
    assert "Worked out for Sam Okafor" in page
    assert "Your set Set 1: Robin Ashworth Its adviser Ines Calloway Facilitators Frances Dale" in page
    assert "Programme office Dana Whitfield" in page
    assert "Jo Hartley" not in page


def test_names_stay_out_of_the_table_while_own_words_are_locked(client, cast):
    cast.participant.address_locked = True
    cast.participant.save()
    client.force_login(cast.participant)
    page = text(client.get(reverse("who_can_see")))
    assert "Robin Ashworth" not in page


def test_the_page_of_my_challenge_says_who_reads_each_part(client, cast):
    written(cast, Audience.SET)
    written(cast, Audience.ONLY_ME, "entry")
    written(cast, Audience.COHORT, "commitment")
    client.force_login(cast.participant)
    parts = client.get(reverse("challenges:challenge", args=[Challenge.objects.get().pk])).context["parts"]
    assert {(part.kind, part.label, tuple(c.column for c in part.cells if c.reads)) for part in parts} == {
        ("challenge", "Set 1 and its adviser", ("you", "set", "adviser")),
        ("entry", "Only you", ("you",)),
        ("commitment", "Everyone in your cohort", ("you", "set", "adviser", "facilitators", "cohort", "office")),
    }


def test_confidential_models_name_no_words_of_theirs(cast):
    things = [written(cast, Audience.ONLY_ME, kind) for kind in ("challenge", "entry", "commitment")]
    assert [str(thing) for thing in things] == [f"{type(thing).__name__} {thing.pk}" for thing in things]
    assert (Challenge, Entry, Commitment) == tuple(type(thing) for thing in things)
