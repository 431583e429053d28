from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cohorts.exceptions import LastCoordinator
from cohorts.forms.programmes import CohortForm
from cohorts.forms.venues import VenueForm
from cohorts.models import Cohort, Event, Organisation, PartnerBody, Person, Programme, ProgrammeRole
from cohorts.services import programmes
from tests import factories as make
from tests.factories import NOW

FORM = {
    "name": "South Moor Programme",
    "region": "South Moor",
    "aim": "Leaders who work across boundaries",
    "vision": "",
    "starts_on": "1 March 2027",
    "ends_on": "31 December 2027",
    "outcomes": "Families tell their story once\r\n\r\nFewer moves between schools",
    "office_name": "Dana Whitfield",
    "office_phone": "01632 960100",
    "office_email": "office@programme.example",
    "safeguarding_name": "Maren Holt",
    "safeguarding_phone": "01632 960147",
}


def test_a_coordinator_makes_a_programme_and_coordinates_it(client, cast):
    client.force_login(cast.coordinator)
    client.post(reverse("cohorts:programme_add"), FORM)
    made = Programme.objects.get(name="South Moor Programme")
    assert [outcome.text for outcome in made.outcomes.all()] == [
        "Families tell their story once",
        "Fewer moves between schools",
    ]
    assert [role.person for role in made.roles.all()] == [cast.coordinator]
    assert Event.objects.filter(
        model="cohorts.programme", object_id=made.pk, verb="created", by=cast.coordinator
    ).exists()


def test_a_participant_makes_no_programme(client, cast):
    client.force_login(cast.participant)
    assert client.post(reverse("cohorts:programme_add"), FORM).status_code == 403
    assert not Programme.objects.filter(name="South Moor Programme").exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("ends_on", "1 February 2027", "The end must not be before the start."),
        ("starts_on", "31 February 2027", "Write a date that exists, such as 5 March 2027."),
        ("name", "", "This field is required."),
        ("name", "a\x00b", "Null characters are not allowed."),
        ("name", "South\r\nBcc: x@y.example", "Write this on one line"),
        ("aim", "x" * 1_000_000, "at most 2000 characters"),
        ("office_email", "office@", "Enter a valid email address."),
        ("outcomes", "x" * 400, "A line can have up to 300 characters."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, cast, field, value, said):
    client.force_login(cast.coordinator)
    response = client.post(reverse("cohorts:programme_add"), FORM | {field: value})
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert "There is a problem" in page
    assert "Error:" in page.split("</title>")[0]
    assert FORM["region"] in page
    assert not Programme.objects.filter(region="South Moor").exists()


@pytest.mark.parametrize(
    "name", ["{{7*7}}", "<script>alert(1)</script>", "Προγραμματισμός", "برنامج", "领导力 🙂", '#panic("x")']
)
def test_any_name_is_shown_as_it_was_typed(client, cast, name):
    client.force_login(cast.coordinator)
    response = client.post(reverse("cohorts:programme_add"), FORM | {"name": name}, follow=True)
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "<h1>49</h1>" not in page
    assert Programme.objects.filter(name=name).exists()


def test_only_what_changed_is_recorded(cast):
    values = {"name": cast.programme.name, "region": "The far west"}
    programmes.change_programme(programme=cast.programme, values=values, outcomes=[], by=cast.coordinator, now=NOW)
    event = Event.objects.latest("pk")
    assert (event.verb, event.fields) == ("changed", ["region"])


def test_a_partner_body_is_one_organisation_however_it_is_capitalised(cast):
    add = {"programme": cast.programme, "by": cast.coordinator, "now": NOW}
    programmes.add_partner(organisation="Northmoor COUNTY Council", part="funds", **add)
    programmes.add_partner(organisation="Northmoor County Council", part="funds", **add)
    assert PartnerBody.objects.filter(programme=cast.programme).count() == 1
    assert Organisation.objects.count() == 1


def test_the_last_coordinator_stays(client, cast):
    role = ProgrammeRole.objects.get(programme=cast.programme, role="coordinator")
    with pytest.raises(LastCoordinator):
        programmes.take_role(role=role, by=cast.coordinator, now=NOW)
    client.force_login(cast.coordinator)
    press = {"sure": "yes"}
    page = client.post(reverse("cohorts:role_remove", args=[role.pk]), press, follow=True).content.decode()
    assert "keeps at least one coordinator" in page


def test_a_role_taken_away_closes_the_door_at_once(client, cast):
    second = make.coordinator(cast.programme, make.person("Lou Marchetti"))
    client.force_login(second.person)
    page = reverse("cohorts:programme", args=[cast.programme.pk])
    assert client.get(page).status_code == 200
    programmes.take_role(role=second, by=cast.coordinator, now=NOW)
    assert client.get(page).status_code == 404


def test_a_role_is_given_to_the_person_who_has_that_address(client, cast):
    client.force_login(cast.coordinator)
    form = {"role": "coordinator", "name": "Somebody Else", "email": "Facilitator@CAST.example"}
    client.post(reverse("cohorts:role_add", args=[cast.programme.pk]), form)
    assert ProgrammeRole.objects.filter(programme=cast.programme, person=cast.facilitator, role="coordinator").exists()
    assert Person.objects.get(pk=cast.facilitator.pk).name == "Frances Dale"


def test_a_sponsor_needs_an_organisation(client, cast):
    client.force_login(cast.coordinator)
    form = {"role": "sponsor", "name": "Bryn Castle", "email": "bryn@cast.example", "organisation": "Nowhere Council"}
    response = client.post(reverse("cohorts:role_add", args=[cast.programme.pk]), form)
    assert response.status_code == 422
    assert "A sponsor needs an organisation" in response.content.decode()
    assert not Person.objects.filter(email="bryn@cast.example").exists()


def test_a_cohort_name_is_taken_once_in_its_programme(client, cast):
    client.force_login(cast.coordinator)
    form = {"name": "Spring 2027", "starts_on": "1 March 2027", "ends_on": "31 July 2027", "zone": "Europe/London"}
    response = client.post(reverse("cohorts:cohort_add", args=[cast.programme.pk]), form)
    assert response.status_code == 422
    assert "a cohort of that name already" in response.content.decode()


def test_a_time_zone_has_to_exist(client, cast):
    client.force_login(cast.coordinator)
    form = {"name": "Autumn", "starts_on": "1 March 2027", "ends_on": "31 July 2027", "zone": "Europe/Atlantis"}
    response = client.post(reverse("cohorts:cohort_add", args=[cast.programme.pk]), form)
    assert "Write a time zone by its usual name" in response.content.decode()


def test_a_venue_of_another_programme_cannot_be_a_cohorts_home(client, cast):
    foreign = make.venue(cast.other_programme, "Elsewhere")
    client.force_login(cast.coordinator)
    form = {
        "name": "Autumn",
        "starts_on": "1 March 2027",
        "ends_on": "31 July 2027",
        "zone": "UTC",
        "home_venue": foreign.pk,
    }
    response = client.post(reverse("cohorts:cohort_add", args=[cast.programme.pk]), form)
    assert response.status_code == 422
    assert not Cohort.objects.filter(name="Autumn").exists()


def test_a_cohort_is_alumni_after_its_last_day(cast):
    assert not cast.cohort.has_ended(datetime(2027, 7, 31, 23, 59, tzinfo=cast.cohort.tz))
    assert cast.cohort.has_ended(datetime(2027, 8, 1, tzinfo=cast.cohort.tz))


def test_the_database_itself_refuses_an_end_before_the_start(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.programme(starts_on=date(2027, 2, 1), ends_on=date(2027, 1, 1))


def test_the_database_itself_refuses_two_people_with_one_address(db):
    make.person("Zoë Yeo", email="zoë@example.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.person("Zoe Yeo", email="ZOE\u0308@example.example")


@pytest.mark.parametrize("what", ["cohort", "venue"])
def test_whoever_is_slower_with_a_name_is_told_beside_it(client, cast, monkeypatch, what):
    client.force_login(cast.coordinator)
    path = f"/programmes/{cast.programme.pk}/{what}s/new/"
    fields = {"name": "Twin", "starts_on": "1 March 2027", "ends_on": "1 May 2027", "zone": "Europe/London"}
    fields |= {"rooms-TOTAL_FORMS": "0", "rooms-INITIAL_FORMS": "0"}
    assert client.post(path, fields).status_code == 302
    form = {"cohort": CohortForm, "venue": VenueForm}[what]
    monkeypatch.setattr(form, "clean_name", lambda self: self.cleaned_data["name"])  # both were looking at once
    response = client.post(path, fields)
    assert response.status_code == 422
    assert "Somebody else has just used this name" in response.content.decode()


def own_role(cast):
    return ProgrammeRole.objects.get(programme=cast.programme, person=cast.coordinator)


def test_a_coordinator_hands_over_in_one_press_and_is_out(client, cast):
    client.force_login(cast.coordinator)
    url = reverse("cohorts:role_hand_over", args=[own_role(cast).pk])
    assert f'href="{url}"' in client.get(cast.programme.get_absolute_url()).content.decode()
    assert "Your own access to the programme ends" in client.get(url).content.decode()
    client.post(url, {"name": "Tamsin Rowe", "email": "tamsin@west.example"})
    assert [role.person.name for role in cast.programme.roles.filter(role="coordinator")] == ["Tamsin Rowe"]
    assert client.get(cast.programme.get_absolute_url()).status_code == 404


def test_handing_over_to_oneself_changes_nothing(client, cast):
    client.force_login(cast.coordinator)
    url = reverse("cohorts:role_hand_over", args=[own_role(cast).pk])
    assert client.post(url, {"name": "Me", "email": cast.coordinator.email}).status_code == 422
    assert own_role(cast)


def test_a_coordinator_who_ends_their_own_role_is_told_first_who_remains(client, cast):
    make.coordinator(cast.programme, cast.adviser)
    client.force_login(cast.coordinator)
    url = reverse("cohorts:role_remove", args=[own_role(cast).pk])
    page = client.post(url).content.decode()
    assert "This is your own role" in page
    assert f"{cast.adviser} can give it to you again" in page
    assert own_role(cast)
    client.post(url, {"sure": "yes"})
    assert not ProgrammeRole.objects.filter(person=cast.coordinator, programme=cast.programme).exists()


def test_the_last_coordinator_is_told_to_hand_over(client, cast):
    client.force_login(cast.coordinator)
    url = reverse("cohorts:role_remove", args=[own_role(cast).pk])
    page = client.post(url).content.decode()
    assert "Hand it over, or give somebody else the role first" in page
    assert 'name="sure"' not in page
    client.post(url, {"sure": "yes"})
    assert own_role(cast)
