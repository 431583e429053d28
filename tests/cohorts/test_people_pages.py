"""The pages of people: who sees whom, adding and correcting by form."""

import pytest
from django.urls import reverse

from cohorts.models import Invitation, Membership, Person
from cohorts.services import nominations, people
from tests import factories as make
from tests.cohorts.test_people import add, url


@pytest.fixture
def office(client, cast):
    client.force_login(cast.coordinator)
    return client


def test_a_coordinator_cannot_take_over_an_account_of_another_programme(office, cast):
    place = add(cast, email=cast.other_coordinator.email, role="coach")
    page = office.get(url("place_edit", place.pk)).content.decode()
    assert 'name="email"' not in page
    office.post(url("place_edit", place.pk), {"email": "mine@b.example", "name": "Me", "job_title": "Coach"})
    cast.other_coordinator.refresh_from_db()
    assert (cast.other_coordinator.name, cast.other_coordinator.email) == (
        "Lou Marchetti",
        "other_coordinator@cast.example",
    )
    place.refresh_from_db()
    assert place.job_title == "Coach"


def test_everybody_sees_those_they_may_and_finds_them_by_name(client, cast):
    client.force_login(cast.participant)
    page = client.get(url("people")).content.decode()
    assert "Robin Ashworth" in page
    assert "Kim Adeyemi" not in page
    page = client.get(url("people"), {"q": "ROBÍN"}).content.decode()
    assert "1 person found" in page
    assert "Robin Ashworth" in page
    assert "Jo Hartley" not in page
    assert "Nobody found" in client.get(url("people"), {"q": "xyz"}).content.decode()


def test_a_search_for_a_control_character_is_answered(client, cast):
    client.force_login(cast.participant)
    response = client.get(url("people"), {"q": "a\x00b"})
    assert "Null characters are not allowed" in response.content.decode()


def test_somebody_without_anybody_to_see_is_told_so(client, cast):
    client.force_login(cast.withdrawn)
    assert "Nobody yet" in client.get(url("people")).content.decode()


def test_sponsors_and_office_contacts_see_their_own_people_and_no_sets(client, cast):
    for who in (cast.sponsor, cast.office_contact):
        client.force_login(who)
        page = client.get(url("people")).content.decode()
        assert "Sam Okafor" in page
        assert "Set 1" not in page
        assert "Set 1" not in client.get(url("person", cast.participant.pk)).content.decode()


def test_members_see_names_and_posts_and_nothing_of_the_office(client, cast):
    people.edit_place(
        place=cast.set_mate_place,
        post={"mobile": "07700 900999"},
        needs={"diet": "Vegan", "access": "Loop"},
        by=cast.coordinator,
        now=make.NOW,
    )
    client.force_login(cast.participant)
    for page in (url("people"), url("cohort_people", cast.cohort.pk), url("person", cast.set_mate.pk)):
        text = client.get(page).content.decode()
        assert "Robin Ashworth" in text
        for hidden in ("07700 900999", "Vegan", "Loop", cast.set_mate.email, "Invited", "Not invited", "Edit"):
            assert hidden not in text, (page, hidden)


def test_the_office_sees_where_everybody_stands(office, cast):
    Invitation.objects.create(membership=cast.set_mate_place, nonce="x", by=cast.coordinator, sent_at=make.NOW)
    people.edit_place(place=cast.set_mate_place, needs={"diet": "Vegan"}, by=cast.coordinator, now=make.NOW)
    page = office.get(url("cohort_people", cast.cohort.pk)).content.decode()
    assert "Not invited" in page
    assert "Mon 22 February" in page
    assert "Invite everyone not yet invited" in page
    assert "No longer here" in page
    assert "withdrawn since" in page
    person = office.get(url("person", cast.set_mate.pk)).content.decode()
    assert "Entered by the office; check it" in person
    assert cast.set_mate.email in person


def test_administrators_keep_places_and_read_no_mobile_and_no_needs(client, cast):
    details = {"diet": "Vegan", "access": "Loop", "emergency_name": "Ada", "emergency_phone": "07700 900111"}
    people.edit_place(
        place=cast.participant_place,
        post={"mobile": "07700 900999"},
        needs=details,
        by=cast.coordinator,
        now=make.NOW,
    )
    client.force_login(cast.administrator)
    pages = url("person", cast.participant.pk), url("place_edit", cast.participant_place.pk)
    for page in (*pages, url("cohort_people", cast.cohort.pk)):
        text = client.get(page).content.decode()
        assert "Sam Okafor" in text
        for hidden in ("07700 900999", "Needs", *details.values()):
            assert hidden not in text, (page, hidden)
    data = {"email": cast.participant.email, "name": "Sam Okafor", "job_title": "Director", "diet": "", "mobile": ""}
    client.post(pages[1], data)
    place = Membership.objects.get(pk=cast.participant_place.pk)
    assert (place.job_title, place.mobile, place.needs.diet) == ("Director", "07700 900999", "Vegan")


def test_the_mix_is_counted_for_those_who_plan(office, client, cast):
    make.place(cast.cohort, make.person("Vi"), organisation=make.organisation("Open Door", "voluntary"))
    page = office.get(url("cohort_people", cast.cohort.pk)).content.decode()
    assert "The mix" in page
    assert "Open Door" in page
    client.force_login(cast.participant)
    assert "The mix" not in client.get(url("cohort_people", cast.cohort.pk)).content.decode()


@pytest.mark.parametrize("page", ["people", "cohort_people"])
def test_the_lists_cost_the_same_queries_for_any_number(office, cast, page, django_assert_max_num_queries):
    args = [cast.cohort.pk] if page == "cohort_people" else []
    for number in (1, 2, 27, 170):
        for n in range(number):
            place = make.place(cast.cohort, make.person(f"P{n}"), organisation=make.organisation(f"Org {number} {n}"))
            make.learning_set(cast.cohort, f"S {number} {n}", members=[place])
        with django_assert_max_num_queries(12):
            office.get(url(page, *args))


def test_a_place_is_added_by_form(office, cast):
    data = {"role": "participant", "email": "zoe@b.example", "name": "Zoë Yeo", "diet": "Halal"}
    page = office.post(url("place_add", cast.cohort.pk), data, follow=True).content.decode()
    assert "Zoë Yeo is added. Nothing is sent until you invite them." in page
    assert Membership.objects.get(person__email="zoe@b.example").needs.diet == "Halal"


@pytest.mark.parametrize(
    ("places", "role", "said"), [(3, "participant", True), (4, "participant", False), (3, "coach", False)]
)
def test_adding_one_more_than_there_are_places_is_said(office, cast, places, role, said):
    cast.cohort.places = places
    cast.cohort.save()
    data = {"role": role, "email": "zoe@b.example", "name": "Zoë Yeo"}
    page = office.post(url("place_add", cast.cohort.pk), data, follow=True).content.decode()
    assert ("more participants than the 3 places" in page) is said


def test_adding_somebody_known_under_another_name_says_which_name_stays(office, cast):
    data = {"role": "coach", "email": cast.participant.email.upper(), "name": "Samuel O"}
    page = office.post(url("place_add", cast.cohort.pk), data, follow=True).content.decode()
    assert "that name stays, not Samuel O" in page


def test_adding_somebody_who_is_here_says_so_and_keeps_what_was_typed(office, cast):
    data = {"role": "participant", "email": cast.participant.email, "name": "Typed Name"}
    response = office.post(url("place_add", cast.cohort.pk), data)
    assert response.status_code == 422
    assert "has that role in this cohort already" in response.content.decode()
    assert "Typed Name" in response.content.decode()


@pytest.mark.parametrize("name", ["Ann\x00B", "Ann\r\nBcc: x@y.example", "x" * 1_000_000, ""])
def test_a_name_that_could_do_harm_is_refused_beside_its_field(office, cast, name):
    before = Person.objects.count()
    data = {"role": "participant", "email": "ann@b.example", "name": name, "job_title": "Kept"}
    response = office.post(url("place_add", cast.cohort.pk), data)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert "Kept" in response.content.decode()
    assert Person.objects.count() == before


@pytest.mark.parametrize(
    "name", ["Ελένη Παπαδάκη", "محمد علي", "李小龙", "Zoë 🎉", "{{7*7}}", "<script>x</script>", "=1+1", "ﷺ" * 120]
)
def test_names_in_any_script_and_code_are_kept_and_shown_inert(office, cast, name):
    data = {"role": "participant", "email": "ann@b.example", "name": name}
    page = office.post(url("place_add", cast.cohort.pk), data, follow=True).content.decode()
    assert Person.objects.get(email="ann@b.example").name == name
    assert "<script>x" not in page


def test_editing_saves_and_an_address_of_somebody_else_is_refused(office, cast):
    target = url("place_edit", cast.participant_place.pk)
    data = {
        "email": cast.participant.email,
        "name": "Samuel Okafor",
        "job_title": "Director",
        "organisation": "New Org",
    }
    page = office.post(target, data, follow=True).content.decode()
    assert "Samuel Okafor" in page
    assert "Director, New Org" in page
    response = office.post(target, data | {"email": cast.set_mate.email})
    assert response.status_code == 422
    assert "Somebody else has this address here." in response.content.decode()


def test_somebody_with_two_places_is_one_person_to_invite(office, cast):
    make.place(cast.cohort, cast.adviser, "facilitator")
    people_here = {place.person_id for place in cast.cohort.memberships.current()}
    page = office.get(url("cohort_people", cast.cohort.pk)).content.decode()
    assert f"{len(people_here)} people are not invited yet" in page
    offered = cast.cohort.memberships.not_invited()
    assert sorted(place.person_id for place in offered) == sorted(people_here)
    Invitation.objects.create(membership=cast.adviser_place, nonce="n", by=cast.coordinator, sent_at=make.NOW)
    assert cast.adviser.pk not in cast.cohort.memberships.not_invited().values_list("person", flat=True)


def test_withdrawing_and_taking_back_by_the_pages(office, cast):
    page = office.post(
        reverse("workshops:place_withdraw", args=[cast.participant_place.pk]), follow=True
    ).content.decode()
    assert "Sam Okafor has withdrawn" in page
    page = office.post(url("place_rejoin", cast.participant_place.pk), follow=True).content.decode()
    assert "Sam Okafor is back" in page
    page = office.post(url("place_rejoin", cast.participant_place.pk), follow=True).content.decode()
    assert "is back already" in page


def test_the_office_of_another_programme_finds_nobody(client, cast):
    client.force_login(cast.other_coordinator)
    for name, pk in [("cohort_people", cast.cohort.pk), ("person", cast.participant.pk), ("invite", cast.cohort.pk)]:
        assert client.get(url(name, pk)).status_code == 404
    assert client.post(reverse("workshops:place_withdraw", args=[cast.participant_place.pk])).status_code == 404
    assert Membership.objects.get(pk=cast.participant_place.pk).left_at is None


def test_only_the_office_finds_people_by_their_address(client, cast):
    for person, found in ((cast.coordinator, True), (cast.participant, False), (cast.sponsor, False)):
        client.force_login(person)
        page = client.get("/people/", {"q": "set_mate@cast"}).content.decode()
        assert ("Robin Ashworth" in page) is found
    client.force_login(cast.participant)
    assert "Robin Ashworth" in client.get("/people/", {"q": "ROBIN ash"}).content.decode()


TERMS = {"release_by": "Huw Parry", "release_on": "9 January 2027", "cost_code": "CC 41", "purchase_order": "PO 77"}


def test_what_a_place_is_charged_to_is_for_its_coordinators_and_for_themselves(client, cast):
    client.force_login(cast.coordinator)
    edit = reverse("cohorts:place_edit", args=[cast.participant_place.pk])
    form = {"name": "Sam Okafor", "email": cast.participant.email, **TERMS}
    assert client.post(edit, form).status_code == 302
    page = reverse("cohorts:person", args=[cast.participant.pk])
    for who, at, sees in (
        (cast.coordinator, page, True),
        (cast.participant, reverse("me"), True),
        (cast.administrator, page, False),
        (cast.facilitator, page, False),
        (cast.set_mate, page, False),
        (cast.participant, page, False),
    ):
        client.force_login(who)
        said = client.get(at).content.decode()
        shown = [text in said for text in ("by Huw Parry, 9 January 2027", "CC 41", "PO 77")]
        assert shown == [sees] * 3, (who, at)


def test_an_administrator_keeps_what_a_place_is_charged_to_as_it_is(client, cast):
    Membership.objects.filter(pk=cast.participant_place.pk).update(cost_code="CC 41")
    client.force_login(cast.administrator)
    edit = reverse("cohorts:place_edit", args=[cast.participant_place.pk])
    assert "CC 41" not in client.get(edit).content.decode()
    client.post(edit, {"name": "Sam Okafor", "email": cast.participant.email, "cost_code": "CC 99"})
    cast.participant_place.refresh_from_db()
    assert cast.participant_place.cost_code == "CC 41"


def test_the_page_of_somebody_nominated_leads_the_office_to_why(client, cast):
    made = nominations.nominate(cohort=cast.cohort, values=make.nominee("Gwen Parry"), by=None, now=make.NOW)
    place = nominations.accept(nomination=made, invite=False, by=cast.coordinator, now=make.NOW)
    page = reverse("cohorts:person", args=[place.person_id])
    client.force_login(cast.coordinator)
    assert made.get_absolute_url() in client.get(page).content.decode()
    client.force_login(cast.facilitator)
    assert made.get_absolute_url() not in client.get(page).content.decode()
