"""Moving to another cohort: history stays, access ends, and what was written goes along, closed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from challenges.models import Assessment, Challenge, Commitment, Draft, Entry, Holder, SetNote
from challenges.services import moving
from cohorts.audience import Audience
from cohorts.exceptions import AlreadyHere, AlreadyLeft
from cohorts.models import Event, Invitation, Membership, Needs, SetMembership, Shared
from cohorts.viewer import Viewer
from tests import factories as make
from tests.canaries import planted
from tests.factories import NOW
from workshops.models import Attendance


@pytest.fixture
def summer(cast):
    """The cohort that somebody moves to, with a participant and a facilitator of its own."""
    cohort = make.cohort(cast.programme, "Summer 2027")
    make.place(cohort, make.person("Newly There"))
    make.place(cohort, make.person("Leads Summer"), "facilitator")
    return cohort


def url(cast):
    return reverse("challenges:place_move", args=[cast.participant_place.pk])


def move(cast, to):
    return moving.move(place=cast.participant_place, cohort=to, by=cast.coordinator, now=NOW)


def test_a_coordinator_sees_what_it_means_and_moves_them_in_two_presses(client, cast, summer):
    make.challenge(cast.participant_place)
    client.force_login(cast.coordinator)
    assert f'href="{url(cast)}"' in client.get(f"/people/{cast.participant.pk}/").content.decode()
    page = client.get(url(cast)).content.decode()
    for said in ("Their seat in Set 1", "Their coaching with Pat Lindqvist", "Only they can read it", "Summer 2027"):
        assert said in page
    page = client.post(url(cast), {"cohort": summer.pk}, follow=True).content.decode()
    assert "is in Summer 2027 now" in page
    assert "moved to Summer 2027 on" in page
    assert Event.objects.get(verb="moved").by == cast.coordinator


def test_a_cohort_without_a_place_left_is_offered_with_a_word(client, cast, summer):
    summer.places = 1
    summer.save()
    client.force_login(cast.coordinator)
    assert "Summer 2027: every place is taken" in client.get(url(cast)).content.decode()


def test_post_needs_and_invitation_go_along_and_the_old_place_stays_as_history(cast, summer):
    old = cast.participant_place
    Needs.objects.create(membership=old, diet="No nuts", entered_by=cast.participant, at=NOW)
    Invitation.objects.update_or_create(
        membership=old, defaults={"nonce": "n", "by": cast.coordinator, "sent_at": NOW, "accepted_at": NOW}
    )
    day = cast.workshop.days.get()
    Attendance.objects.create(day=day, membership=old, half="am", came=True, by=cast.coordinator, at=NOW)
    new = move(cast, summer)
    old.refresh_from_db()
    assert (new.job_title, new.organisation, new.needs.diet) == (old.job_title, old.organisation, "No nuts")
    assert new.invitation.accepted_at == NOW
    assert (old.left_at, old.moved_to) == (NOW, new)
    assert Attendance.objects.get().membership == old
    assert not SetMembership.objects.current().filter(membership=old).exists()


def test_their_access_to_the_old_cohort_ends_at_once_and_the_new_one_opens(client, cast, summer):
    client.force_login(cast.participant)
    assert client.get(f"/cohorts/{cast.cohort.pk}/").status_code == 200
    move(cast, summer)
    assert client.get(f"/cohorts/{cast.cohort.pk}/").status_code == 404
    assert client.get(f"/sets/{cast.set_a.pk}/").status_code == 404
    assert client.get(f"/cohorts/{summer.pk}/").status_code == 200


def test_nobody_of_either_cohort_reads_what_came_along(cast, summer):
    planted.plant(cast)
    new = move(cast, summer)
    for model in moving.WRITTEN:
        rows = model.objects.filter(membership=new)
        assert rows.exists(), model
        assert set(rows.values_list("audience", "learning_set")) == {(Audience.ONLY_ME, None)}
        everybody = Membership.objects.exclude(person=cast.participant).select_related("person")
        for person in {place.person for place in everybody} | {cast.coordinator, cast.administrator, cast.sponsor}:
            assert not rows.visible_to(Viewer(person)).exists(), (model, person)
        assert rows.visible_to(Viewer(cast.participant)).count() == rows.count()


def test_the_author_goes_on_with_their_challenge_and_is_told_that_it_is_closed(client, cast, summer):
    challenge = make.challenge(cast.participant_place, audience="cohort")
    make.entry(challenge, audience="set", learning_set=cast.set_a)
    make.draft(cast.participant_place)
    move(cast, summer)
    client.force_login(cast.participant)
    page = client.get(challenge.get_absolute_url()).content.decode()
    assert "You moved here from Spring 2027" in page
    assert "They listened." in page
    assert Draft.objects.get().membership.cohort == summer
    assert client.get(reverse("challenges:add_entry", args=[challenge.pk])).status_code == 200


def test_what_belongs_to_the_set_stays_with_it(cast, summer):
    note = make.set_note(cast.set_a, cast.participant_place)
    together = make.commitment(cast.participant_place, audience="set", learning_set=cast.set_a)
    Holder.objects.create(commitment=together, membership=cast.set_mate_place, asked_at=NOW, yes_at=NOW)
    alone = make.commitment(cast.participant_place, audience="set", learning_set=cast.set_a)
    new = move(cast, summer)
    assert SetNote.objects.get() == note
    assert Commitment.objects.get(pk=together.pk).membership == cast.set_mate_place
    assert Commitment.objects.get(pk=alone.pk).membership == new


def test_strengths_shown_to_the_old_coach_are_closed(cast, summer):
    make.assessment(cast.participant_place, "before", shared_with=cast.pair)
    new = move(cast, summer)
    assert (Assessment.objects.get().membership, Assessment.objects.get().shared_with) == (new, None)


def test_moving_back_makes_a_new_place_and_everything_comes_along_again(cast, summer):
    challenge = make.challenge(cast.participant_place)
    there = move(cast, summer)
    back = moving.move(place=there, cohort=cast.cohort, by=cast.coordinator, now=NOW)
    assert Challenge.objects.get(pk=challenge.pk).membership == back
    assert Membership.objects.current().filter(person=cast.participant).get() == back


def test_two_who_move_somebody_at_once_move_them_once(client, cast, summer):
    move(cast, summer)
    with pytest.raises(AlreadyLeft):
        move(cast, summer)
    client.force_login(cast.coordinator)
    page = client.post(url(cast), {"cohort": summer.pk}, follow=True).content.decode()
    assert "moved to Summer 2027 on" in page
    assert Membership.objects.current().filter(person=cast.participant).count() == 1


def test_who_has_a_place_there_is_not_moved_there(client, cast, summer):
    make.place(summer, cast.participant)
    with pytest.raises(AlreadyHere):
        move(cast, summer)
    client.force_login(cast.coordinator)
    response = client.post(url(cast), {"cohort": summer.pk})
    assert response.status_code == 422 or b"There is no other cohort" in response.content
    assert cast.participant_place.left_at is None


def test_nobody_is_moved_to_a_cohort_of_others_or_to_one_that_ended(client, cast, summer):
    ended = make.cohort(cast.programme, "Long ago", starts_on=make.date(2020, 1, 1), ends_on=make.date(2020, 6, 1))
    client.force_login(cast.coordinator)
    for cohort in (make.cohort(cast.other_programme, "Elsewhere"), ended, cast.cohort):
        assert client.post(url(cast), {"cohort": cohort.pk}).status_code == 422
    assert Membership.objects.current().filter(person=cast.participant).get() == cast.participant_place


def test_without_another_cohort_the_page_says_so(client, cast):
    client.force_login(cast.coordinator)
    for cohort in cast.programme.cohorts.exclude(pk=cast.cohort.pk):
        make.place(cohort, cast.participant)
    assert "There is no other cohort to move to" in client.get(url(cast)).content.decode()


def test_only_participants_are_moved(client, cast, summer):
    client.force_login(cast.coordinator)
    assert client.get(reverse("challenges:place_move", args=[cast.adviser_place.pk])).status_code == 404


def test_the_entries_of_others_stay_where_they_are(cast, summer):
    entry = make.entry(make.challenge(cast.set_mate_place), audience="set", learning_set=cast.set_a)
    move(cast, summer)
    assert Entry.objects.get() == entry
    assert entry.membership.cohort == cast.cohort


def test_who_moved_away_is_not_taken_back_beside_their_new_place(client, cast, summer):
    new = move(cast, summer)
    client.force_login(cast.coordinator)
    there = reverse("cohorts:cohort_people", args=[cast.cohort.pk])
    rejoin = reverse("cohorts:place_rejoin", args=[cast.participant_place.pk])
    page = client.get(there).content.decode()
    assert "moved on" in page
    assert rejoin not in page
    assert "Move them back from there" in client.post(rejoin, follow=True).content.decode()
    assert Membership.objects.current().filter(person=cast.participant).get() == new


def test_their_page_costs_the_same_however_often_they_moved(client, cast, summer, django_assert_num_queries):
    client.force_login(cast.coordinator)
    page = reverse("cohorts:person", args=[cast.participant.pk])
    there = move(cast, summer)
    client.get(page)
    with CaptureQueriesContext(connection) as once:
        client.get(page)
    for cohort in (cast.cohort, summer, cast.cohort):
        there = moving.move(place=there, cohort=cohort, by=cast.coordinator, now=NOW)
    with django_assert_num_queries(len(once)):
        client.get(page)


def test_whatever_has_readers_goes_along():
    assert set(moving.WRITTEN) == set(Shared.__subclasses__())
