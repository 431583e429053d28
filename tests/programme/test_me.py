import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cohorts.models import AddressChange, Needs, OfficeContact, Person
from cohorts.services import addresses
from tests import factories as make

ABOUT = {"title": "Cllr", "name": "Sam Okafor", "known_as": "Sammy"}


@pytest.fixture
def sam(client, cast):
    client.force_login(cast.participant)
    return client


def again(person):
    return Person.objects.get(pk=person.pk)


def test_my_details_show_what_we_know_and_who_sees_it(sam, cast):
    Needs.objects.create(membership=cast.participant_place, diet="No nuts", entered_by=cast.participant, at=make.NOW)
    page = sam.get("/me/").content.decode()
    for words in (
        "participant@cast.example",
        "Spring 2027",
        "No nuts",
        "Ellis Moreau",
        "Seen by you, the programme office and your office contacts.",
    ):
        assert words in page


def test_it_costs_the_same_with_many_places_and_contacts(sam, cast):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            sam.get("/me/")
        return len(seen)

    one = queries()
    for n in range(8):
        make.place(make.cohort(cast.programme, f"Cohort {n}"), cast.participant)
        OfficeContact.objects.create(
            principal=cast.participant, contact=make.person(), named_by=cast.participant, named_at=make.NOW
        )
    assert queries() == one


def test_how_i_am_called_is_changed(sam, cast):
    assert sam.post("/me/about/", ABOUT)["Location"] == "/me/"
    person = again(cast.participant)
    assert (person.full_name, person.known_as) == ("Cllr Sam Okafor", "Sammy")


@pytest.mark.parametrize("name", ["", "Sam\r\nBcc: all@cast.example", "Sam\x00", "S" * 1_000_000])
def test_a_name_that_cannot_be_is_refused_and_what_was_typed_is_kept(sam, cast, name):
    response = sam.post("/me/about/", ABOUT | {"name": name})
    assert response.status_code == 422
    assert "Sammy" in response.content.decode()
    assert again(cast.participant).known_as == ""


@pytest.mark.parametrize("name", ["Ζωή Παπαδοπούλου", "محمد علي", "王小明", "<script>", "{{7*7}}", "Zoë 😀"])
def test_a_name_in_any_letters_is_printed_as_typed(sam, name):
    sam.post("/me/about/", ABOUT | {"name": name})
    page = sam.get("/me/").content.decode()
    assert name.replace("<", "&lt;").replace(">", "&gt;") in page
    assert "<script>" not in page


def test_mobile_and_needs_are_kept(sam, cast):
    path = f"/me/places/{cast.participant_place.pk}/"
    sam.post(path, {"mobile": "07700 900123", "diet": "No nuts", "emergency_name": "Ada", "emergency_phone": "07700 1"})
    needs = Needs.objects.get(membership=cast.participant_place)
    assert (needs.diet, needs.emergency_name, needs.access) == ("No nuts", "Ada", "")
    assert 'value="No nuts"' in sam.get(path).content.decode()


def test_needs_too_long_are_refused_beside_the_box(sam, cast):
    response = sam.post(f"/me/places/{cast.participant_place.pk}/", {"diet": "x" * 301})
    assert response.status_code == 422
    assert not Needs.objects.exists()


def test_the_place_of_another_does_not_exist_for_me(sam, cast):
    path = f"/me/places/{cast.set_mate_place.pk}/"
    assert sam.get(path).status_code == 404
    assert sam.post(path, {"mobile": "1"}).status_code == 404


def test_a_new_address_is_used_from_now_on_and_locks_what_i_wrote(sam, cast):
    assert sam.post("/me/address/", {"email": "new@cast.example"})["Location"] == "/me/"
    assert again(cast.participant).email == "new@cast.example"
    assert EmailAddress.objects.get(user=cast.participant).email == "new@cast.example"
    response = sam.get("/me/")
    assert response.wsgi_request.viewer.reads_words is False
    assert "not confirmed" in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    ["", "nobody", "COACH@cast.example", "a@b.example\nBcc: c@d.example", "a\x00@b.example", "a" * 400 + "@b.example"],
)
def test_an_address_that_cannot_be_or_is_somebody_elses_is_refused(sam, cast, typed):
    response = sam.post("/me/address/", {"email": typed})
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert again(cast.participant).email == "participant@cast.example"
    assert not AddressChange.objects.exists()


def test_the_mail_to_the_old_address_confirms_by_a_press_only(client, cast):
    change = addresses.change_address(person=cast.participant, to="new@cast.example", by=cast.coordinator, now=make.NOW)
    path = f"/address-change/{change.pk}/{addresses.token_of(change)}/"
    page = client.get(path).content.decode()
    assert "participant@cast.example" in page
    assert "new@cast.example" in page
    assert again(cast.participant).address_locked
    assert "is confirmed" in client.post(path, follow=True).content.decode()
    assert not again(cast.participant).address_locked
    assert "_auth_user_id" not in client.session


def test_an_earlier_mail_confirms_nothing(client, cast):
    first = addresses.change_address(person=cast.participant, to="new@cast.example", by=cast.coach, now=make.NOW)
    addresses.change_address(person=cast.participant, to="newer@cast.example", by=cast.coach, now=make.NOW)
    response = client.post(f"/address-change/{first.pk}/{addresses.token_of(first)}/", follow=True)
    assert "changed more than once" in response.content.decode()
    assert again(cast.participant).address_locked


def test_a_wrong_token_finds_no_change(client, cast):
    change = addresses.change_address(person=cast.participant, to="new@cast.example", by=cast.coordinator, now=make.NOW)
    assert client.get(f"/address-change/{change.pk}/{'0' * 64}/").status_code == 404


def test_the_adviser_confirms_in_person_but_not_whoever_changed_it(client, cast):
    addresses.change_address(person=cast.participant, to="new@cast.example", by=cast.coordinator, now=make.NOW)
    path = f"/people/{cast.participant.pk}/address/"
    client.force_login(cast.coordinator)
    assert "Whoever changed an address cannot confirm it" in client.post(path, follow=True).content.decode()
    assert again(cast.participant).address_locked
    client.force_login(cast.adviser)
    assert "can read and write again" in client.post(path, follow=True).content.decode()
    assert not again(cast.participant).address_locked


def test_saying_that_somebody_else_reads_the_mailbox_keeps_this_sign_in_open_and_no_later_one(sam, cast):
    sam.post("/me/mailbox/", {"shared_mailbox": "on"})
    assert again(cast.participant).shared_mailbox
    assert sam.get("/me/").wsgi_request.viewer.reads_words is True
    sam.logout()
    sam.force_login(cast.participant)
    assert sam.get("/me/").wsgi_request.viewer.reads_words is False


@pytest.mark.parametrize("path", ["/me/mailbox/", "/me/address/", "/me/office-contacts/name/"])
def test_who_reads_the_mailbox_cannot_take_it_over(sam, cast, path):
    Person.objects.filter(pk=cast.participant.pk).update(shared_mailbox=True)
    response = sam.post(path, {"name": "Me", "email": "me@cast.example"})
    assert response.status_code == 403
    assert "This needs to be you" in response.content.decode()
    person = again(cast.participant)
    assert (person.shared_mailbox, person.email) == (True, "participant@cast.example")
    assert OfficeContact.objects.current().count() == 1


def test_an_office_contact_is_named_and_removed(sam, cast):
    sam.post("/me/office-contacts/name/", {"name": "Ada Byron", "email": "ada@cast.example"})
    named = OfficeContact.objects.get(contact__email="ada@cast.example")
    assert "Ada Byron" in sam.get("/me/").content.decode()
    sam.post(f"/me/office-contacts/{named.pk}/remove/")
    assert "ada@cast.example" not in sam.get("/me/").content.decode()
    assert sam.post(f"/me/office-contacts/{named.pk}/remove/").status_code == 404


def test_an_office_contact_gets_what_is_about_dates_beside_me_or_instead(sam, cast):
    cast.participant.office_contacts.all().delete()
    ada = {"name": "Ada Byron", "email": "ada@cast.example"}
    sam.post("/me/office-contacts/name/", ada)
    assert "gets mails about dates too" in sam.get("/me/").content.decode()
    sam.post("/me/office-contacts/name/", ada | {"instead": "on"})
    assert "gets mails about dates instead of you" in sam.get("/me/").content.decode()
    assert cast.participant.office_contacts.get().instead


def test_a_contact_at_my_own_address_is_refused(sam):
    response = sam.post("/me/office-contacts/name/", {"name": "Me", "email": "Participant@cast.example"})
    assert response.status_code == 422
    assert "your own address" in response.content.decode()


def test_an_office_contact_keeps_the_mobile_and_needs_of_their_principal_and_nothing_more(client, cast):
    client.force_login(cast.office_contact)
    url = f"/me/places/{cast.participant_place.pk}/"
    assert f'href="{url}"' in client.get("/").content.decode()
    page = client.post(url, {"mobile": "07700 900777", "diet": "No nuts"}, follow=True).content.decode()
    assert "The programme office sees it from now on" in page
    kept = Needs.objects.get(membership=cast.participant_place)
    assert (kept.diet, kept.entered_by) == ("No nuts", cast.office_contact)
    assert client.get(f"/me/places/{cast.set_mate_place.pk}/").status_code == 404
    OfficeContact.objects.update(removed_at=make.NOW)
    assert client.get(url).status_code == 404


def test_nobody_removes_the_contacts_of_others(client, cast):
    row = OfficeContact.objects.get(principal=cast.participant)
    for who in (cast.set_mate, cast.coordinator, cast.office_contact):
        client.force_login(who)
        assert client.post(f"/me/office-contacts/{row.pk}/remove/").status_code == 404
    row.refresh_from_db()
    assert row.removed_at is None


def test_whoever_has_met_them_helps_somebody_with_a_shared_mailbox_to_a_first_passkey(client, cast):
    Person.objects.filter(pk=cast.participant.pk).update(shared_mailbox=True)
    path = f"/people/{cast.participant.pk}/passkey/"
    client.force_login(cast.adviser)
    assert path in client.get(f"/people/{cast.participant.pk}/").content.decode()
    assert "can now sign in by code" in client.post(path, follow=True).content.decode()
    assert not again(cast.participant).shared_mailbox
    assert path not in client.get(f"/people/{cast.participant.pk}/").content.decode()


def test_somebody_with_a_key_needs_no_help_and_cannot_be_opened(client, cast):
    Person.objects.filter(pk=cast.participant.pk).update(shared_mailbox=True)
    Authenticator.objects.create(user=cast.participant, type="webauthn", data={})
    client.force_login(cast.coordinator)
    page = client.post(f"/people/{cast.participant.pk}/passkey/").content.decode()
    assert "needs no help" in page
    assert again(cast.participant).shared_mailbox


def test_nobody_vouches_for_themselves(client, cast):
    make.place(cast.cohort, cast.coordinator)
    client.force_login(cast.coordinator)
    for path in ("address", "passkey"):
        assert client.get(f"/people/{cast.coordinator.pk}/{path}/").status_code == 404


def test_a_locked_address_shows_the_way_to_confirm_it_on_their_page(client, cast):
    addresses.change_address(person=cast.participant, to="new@cast.example", by=cast.coordinator, now=make.NOW)
    for who, shown in ((cast.adviser, True), (cast.set_mate, False)):
        client.force_login(who)
        page = client.get(f"/people/{cast.participant.pk}/").content.decode()
        assert (f"/people/{cast.participant.pk}/address/" in page) is shown


def test_pages_with_needs_and_telephones_stay_in_no_browser(client, cast):
    client.force_login(cast.participant)
    assert "no-store" in client.get("/me/")["Cache-Control"]
    assert "no-store" in client.get(f"/me/places/{cast.participant_place.pk}/")["Cache-Control"]
    client.force_login(cast.coordinator)
    for path in (f"people/{cast.participant.pk}", f"places/{cast.participant_place.pk}/edit"):
        assert "no-store" in client.get(f"/{path}/")["Cache-Control"]
