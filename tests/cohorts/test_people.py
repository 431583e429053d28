import unicodedata
from datetime import timedelta

import pytest
from django.urls import reverse

from challenges.models import Challenge
from cohorts.exceptions import AddressTaken, AlreadyHere
from cohorts.models import CoachingPair, Event, OfficeContact, SetMembership
from cohorts.rules import may_correct
from cohorts.services import people
from cohorts.viewer import Viewer
from tests import factories as make


def add(cast, email="new@b.example", name="Ann Bell", role="participant", **fields):
    return people.add_place(
        cohort=cast.cohort, role=role, email=email, name=name, by=cast.coordinator, now=make.NOW, **fields
    )


def verbs(thing):
    return list(Event.objects.filter(model=thing._meta.label_lower, object_id=thing.pk).values_list("verb", flat=True))


def url(name, *args):
    return reverse(f"cohorts:{name}", args=args)


# Adding


def test_a_new_person_gets_a_place_and_can_sign_in_by_code(cast):
    place = add(cast, post={"job_title": "Head", "organisation": "Harbour City Council", "sector": "public"})
    assert place.post == "Head, Harbour City Council"
    assert place.organisation.sector == "public"
    assert place.person.emailaddress_set.get(primary=True, verified=True).email == "new@b.example"
    assert verbs(place) == ["added"]


def test_an_address_in_another_case_or_unicode_form_is_the_same_person(cast):
    known = add(cast, email="anna@m\u00fcller.example", name="Anna").person
    other_form = unicodedata.normalize("NFD", known.email).upper()
    place = add(cast, email=other_form, name="Anna Someone", role="coach")
    assert place.person == known
    assert place.person.name == "Anna"


def test_the_same_role_twice_is_refused_and_another_role_is_another_place(cast):
    with pytest.raises(AlreadyHere):
        add(cast, email=cast.participant.email)
    assert add(cast, email=cast.participant.email, role="coach").person == cast.participant


def test_needs_entered_by_the_office_say_who_entered_them(cast):
    place = add(cast, needs={"diet": "Vegan", "access": ""})
    assert (place.needs.diet, place.needs.entered_by) == ("Vegan", cast.coordinator)


def test_one_organisation_however_it_is_capitalised(cast):
    place = add(cast, post={"organisation": "NORTHMOOR county council"})
    assert place.organisation == cast.organisation


# Correcting


def test_a_corrected_name_is_recorded(cast):
    people.edit_place(place=cast.participant_place, person={"name": "Samuel Okafor"}, by=cast.coordinator, now=make.NOW)
    event = Event.objects.get(model="cohorts.person", object_id=cast.participant.pk)
    assert (event.verb, event.fields, event.by) == ("changed", ["name"], cast.coordinator)


def test_a_changed_address_goes_through_the_one_way_that_locks(cast):
    people.edit_place(place=cast.participant_place, email="sam@new.example", by=cast.coordinator, now=make.NOW)
    cast.participant.refresh_from_db()
    assert cast.participant.address_locked
    with pytest.raises(AddressTaken):
        people.edit_place(
            place=cast.participant_place, email=cast.set_mate.email.upper(), by=cast.coordinator, now=make.NOW
        )


def test_a_post_is_corrected_in_one_place_only(cast):
    both = add(cast, email=cast.other_cohort.email)
    people.edit_place(place=both, post={"job_title": "Director"}, by=cast.coordinator, now=make.NOW)
    cast.other_cohort_place.refresh_from_db()
    assert cast.other_cohort_place.job_title == "Head of service"


def test_saving_what_is_there_already_leaves_no_trace(cast):
    before = Event.objects.count()
    people.edit_place(
        place=cast.participant_place,
        person={"name": "Sam Okafor"},
        email=cast.participant.email,
        post={"job_title": "Head of service", "organisation": str(cast.organisation)},
        needs={"diet": ""},
        by=cast.coordinator,
        now=make.NOW,
    )
    assert Event.objects.count() == before


def test_name_and_address_may_be_corrected_only_where_nobody_else_has_the_person(cast):
    office = Viewer(cast.coordinator)
    assert may_correct(office, cast.participant)
    assert may_correct(Viewer(cast.administrator), cast.participant)
    assert not may_correct(office, cast.coordinator)
    assert not may_correct(office, cast.administrator)
    assert not may_correct(office, cast.other_coordinator)
    make.place(make.cohort(cast.other_programme), cast.participant)
    assert not may_correct(office, cast.participant)


def test_the_assistant_of_somebody_elsewhere_may_not_be_corrected(cast):
    elsewhere = make.place(make.cohort(cast.other_programme), make.person("Una"))
    assert may_correct(Viewer(cast.coordinator), cast.office_contact)
    OfficeContact.objects.create(
        principal=elsewhere.person, contact=cast.office_contact, named_by=elsewhere.person, named_at=make.NOW
    )
    assert not may_correct(Viewer(cast.coordinator), cast.office_contact)


# Leaving and coming back


def test_withdrawing_ends_seat_coaching_and_access_at_once(cast, client):
    client.force_login(cast.participant)
    assert client.get(url("cohort_people", cast.cohort.pk)).status_code == 200
    place = people.withdraw(place=cast.participant_place, by=cast.coordinator, now=make.NOW)
    assert place.left_at == make.NOW
    assert not SetMembership.objects.filter(membership=place, left_at=None).exists()
    assert CoachingPair.objects.get(pk=cast.pair.pk).ended_at == make.NOW
    assert verbs(place) == ["withdrew"]
    assert client.get(url("cohort_people", cast.cohort.pk)).status_code == 404


def test_an_adviser_who_withdraws_loses_the_set(cast):
    people.withdraw(place=cast.adviser_place, by=cast.coordinator, now=make.NOW)
    cast.set_a.refresh_from_db()
    assert cast.set_a.adviser is None


def test_withdrawing_twice_keeps_the_first_date(cast):
    before = cast.withdrawn_place.left_at
    place = people.withdraw(place=cast.withdrawn_place, by=cast.coordinator, now=make.NOW.replace(year=2028))
    assert place.left_at == before


def test_coming_back_opens_the_place_again_and_the_trail_keeps_both(cast):
    people.withdraw(place=cast.participant_place, by=cast.coordinator, now=make.NOW)
    later = make.NOW + timedelta(days=9)
    back = people.rejoin(place=cast.participant_place, by=cast.coordinator, now=later)
    assert (back.pk, back.joined_at, back.left_at) == (cast.participant_place.pk, later, None)
    about = Event.objects.filter(model="cohorts.membership", object_id=back.pk)
    assert list(about.values_list("verb", "at")) == [("withdrew", make.NOW), ("rejoined", later)]
    with pytest.raises(AlreadyHere):
        people.rejoin(place=cast.participant_place, by=cast.coordinator, now=later)


def test_whoever_comes_back_reads_their_own_words_again_but_not_the_set_s(cast):
    mine = make.challenge(cast.participant_place)
    theirs = make.challenge(cast.set_mate_place, audience="set", learning_set=cast.set_a)
    people.withdraw(place=cast.participant_place, by=cast.coordinator, now=make.NOW)
    assert not Challenge.objects.visible_to(Viewer(cast.participant)).exists()
    people.rejoin(place=cast.participant_place, by=cast.coordinator, now=make.NOW)
    readable = set(Challenge.objects.visible_to(Viewer(cast.participant)))
    assert mine in readable
    assert theirs not in readable
