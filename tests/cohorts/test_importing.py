import re
import unicodedata
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cohorts.columns import Row
from cohorts.exceptions import ChangedSince, HasErrors
from cohorts.importing import Known, Remark, State, Wrong, digest, plan, share_out_needs
from cohorts.importing import read as read_row
from cohorts.models import Event, Membership, OfficeContact, Organisation, OwnColumn, Person, Upload
from cohorts.services import importing, people, saving
from cohorts.services.forgetting import uploads
from tests import factories as make
from tests.cohorts.lists import FILE, HEAD, bring_in, here, keep


def states(cast, data):
    return [outcome.state for outcome in importing.preview(keep(cast, data))]


def errors(cast, line):
    return [(e.field, e.wrong) for e in importing.preview(keep(cast, HEAD + line))[0].errors]


# The real file


def test_the_real_list_adds_exactly_24_people_and_then_nobody(cast):
    before = Membership.objects.count()
    assert bring_in(cast, FILE)["new"] == 24
    assert Membership.objects.count() == before + 24
    assert bring_in(cast, FILE) == {"new": 0, "same": 24, "changed": 0, "left": 0, "repeated": 0, "wrong": 0}
    assert Membership.objects.count() == before + 24


def test_the_real_list_gives_everybody_their_right_name_post_and_needs(cast):
    bring_in(cast, FILE)
    kofi = here(cast, "kofi.kowalczyk@westmarsh-council.example")
    assert (str(kofi.person), kofi.post) == ("Cllr Kofi Kowalczyk", "Lead Member for Children, Westmarsh Council")
    assert Person.objects.matching("zoe yeo").get().name == "Zoë Yeo"
    olu = here(cast, "oluwaseun.orourke@tidewater-academies-trust.example").person
    assert (olu.name, olu.known_as) == ("Oluwaseun O'Rourke", "Olu")
    bethan = here(cast, "bethan.bennett@northmoor-county-council.example")
    assert (bethan.needs.access, bethan.needs.diet) == ("Hearing loop", "")
    una = here(cast, "una.thorne@bright-start-nurseries.example")
    assert (una.organisation.sector, una.needs.diet, una.line_manager) == ("private", "Nut allergy", "Callum Conteh")
    assert OfficeContact.objects.current().get(principal=kofi.person).contact.name == "Office of Kofi Kowalczyk"


def test_everybody_imported_can_sign_in_by_code(cast):
    bring_in(cast, FILE)
    zoe = Person.objects.matching("zoe yeo").get()
    assert zoe.emailaddress_set.get().verified


def test_somebody_with_capitals_in_their_address_signs_in_by_code(client, cast):
    bring_in(cast, f"{HEAD}Zoë Yeo,Zoe.YEO@Moorland.example\n")
    client.post(reverse("account_login"), {"login": "zoe.yeo@moorland.example", "email": "zoe.yeo@moorland.example"})
    code = re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get(reverse("cohorts:people")).wsgi_request.user.name == "Zoë Yeo"


def test_saving_a_list_costs_the_same_queries_for_any_number(cast, django_assert_max_num_queries):
    for number in (1, 30):
        rows = "".join(f"P{n},p{number}.{n}@b.example,Org,,,,,PA {n},pa{n}@b.example,Halal\n" for n in range(number))
        upload = keep(cast, HEAD + rows)
        seen = digest(importing.preview(upload))
        with django_assert_max_num_queries(43):
            saving.confirm(upload=upload, seen=seen, by=cast.coordinator, now=make.NOW)


def test_correcting_by_a_list_costs_the_same_queries_for_any_number(cast, django_assert_max_num_queries):
    band = OwnColumn.objects.create(programme=cast.programme, position=1, name="Pay band")
    head = "Name,Email,Organisation,Sector,Mobile,Dietary / access needs,Assistant's email,Pay band\n"
    for number in (1, 30):
        emails = [f"p{number}.{n}@b.example" for n in range(number)]
        bring_in(cast, "Name,Email\n" + "".join(f"Ann,{email}\n" for email in emails))
        rows = (f"Ann,{email},Org {email},public,07700 900123,Halal,pa.{email},B1\n" for email in emails)
        upload = keep(cast, head + "".join(rows))
        seen = digest(importing.preview(upload))
        with django_assert_max_num_queries(48):
            assert saving.confirm(upload=upload, seen=seen, by=cast.coordinator, now=make.NOW)["changed"] == number
    place = here(cast, "p30.29@b.example")
    assert (str(place.organisation), place.organisation.sector) == ("Org p30.29@b.example", "public")
    assert (place.mobile, place.needs.diet, band.texts.get(membership=place).text) == ("07700 900123", "Halal", "B1")
    told = Event.objects.get(verb="changed", model="cohorts.membership", object_id=place.pk)
    assert told.fields == ["diet", "mobile", "organisation", "own_columns"]


def test_while_a_long_list_is_saved_it_is_told_how_far_it_is(cast):
    told = []
    upload = keep(cast, "Name,Email\n" + "".join(f"Ann,p{n}@b.example\n" for n in range(600)))
    saving.confirm(
        upload=upload,
        seen=digest(importing.preview(upload)),
        by=cast.coordinator,
        now=make.NOW,
        tell=lambda *far: told.append(far),
    )
    assert told == [(250, 600), (500, 600), (600, 600)]


def test_one_assistant_may_serve_two_and_a_person_two_roles(cast):
    data = HEAD + "Ann,a@b.example,,,,,,Pat,pat@b.example\nBob,b@b.example,,,,,,Pat,PAT@b.example\n"
    data += "Ann,a@b.example,,,,,coach,Pat,pat@b.example\n"
    assert bring_in(cast, data)["new"] == 3
    assert OfficeContact.objects.filter(contact__email="pat@b.example").count() == 2
    assert Membership.objects.filter(person__email="a@b.example").count() == 2
    assert bring_in(cast, data)["same"] == 3


def test_nothing_is_saved_before_the_list_is_confirmed(cast):
    before = Person.objects.count()
    importing.preview(keep(cast, FILE))
    assert Person.objects.count() == before


def test_the_import_and_each_person_stand_in_the_trail(cast):
    bring_in(cast, FILE)
    assert Event.objects.filter(verb="imported", object_id=cast.cohort.pk, by=cast.coordinator).count() == 1
    assert Event.objects.filter(verb="added", model="cohorts.membership").count() == 24


# Who is who


def test_an_address_in_mixed_case_and_in_another_unicode_form_is_the_same_person(cast):
    address = "anna@m\u00fcller.example"
    bring_in(cast, f"{HEAD}Anna,{address}\n")
    again = unicodedata.normalize("NFD", address).upper()
    assert states(cast, f"{HEAD}Anna,{again}\n") == [State.SAME]


@pytest.mark.parametrize(
    "cell",
    [
        "Bob Jones <Bob@b.example>",
        '"Bob ""BJ"" Jones <Bob@b.example>"',
        '"Jones, Bob < Bob@b.example >"',
        "<Bob@b.example>",
        "mailto:Bob@b.example",
        "Bob <MAILTO:Bob@b.example>",
        "'Bob Jones <Bob@b.example>",
    ],
)
def test_an_address_is_read_out_of_what_a_mail_program_puts_around_it(cast, cell):
    head = "Name,Email,Assistant,Assistant's email\n"
    bring_in(cast, f"{head}Bob,{cell},,\nAnn,ann@b.example,Bob,{cell}\n")
    assert here(cast, "Bob@b.example").person.name == "Bob"
    assert OfficeContact.objects.get(principal__email="ann@b.example").contact.email == "Bob@b.example"
    assert states(cast, f"{head}Bob,bob@b.example\n") == states(cast, f"{head}Bob,{cell}\n") == [State.SAME]


@pytest.mark.parametrize(
    "cell",
    [
        "a@b.example; c@b.example",
        "Ann <a@b.example> Cy <c@b.example>",
        "a@b.example <c@b.example>",
        "Ann <a@b.example",
        "Ann a@b.example",
        "mailto:",
        "mailto:a@b.example?cc=c@b.example",
        "Ann <>",
    ],
)
def test_a_cell_of_two_addresses_or_none_is_an_error_as_it_stands(cast, cell):
    outcome = importing.preview(keep(cast, f"Name,Email\nAnn,{cell}\n"))[0]
    assert ([error.field for error in outcome.errors], outcome.values["email"]) == (["email"], cell)


def test_the_same_row_twice_counts_once_and_a_contradiction_is_an_error(cast):
    twice = HEAD + "Ann,ann@b.example,Org\nAnn,ANN@b.example,Org\n"
    assert states(cast, twice) == [State.NEW, State.REPEATED]
    outcomes = importing.preview(keep(cast, HEAD + "Ann,ann@b.example,Org\nBob,Ann@b.example,Org\n"))
    assert [(e.wrong, e.row) for e in outcomes[1].errors] == [(Wrong.TWICE, 2)]


def test_somebody_we_know_keeps_their_name_and_it_is_said(cast):
    data = f"{HEAD}Samuel O,{cast.participant.email}\n"
    outcome = importing.preview(keep(cast, data))[0]
    assert (outcome.known_name, outcome.remarks) == ("Sam Okafor", ["name_stays"])
    bring_in(cast, f"{HEAD}Kim A,{cast.other_cohort.email}\n")
    cast.other_cohort.refresh_from_db()
    assert cast.other_cohort.name == "Kim Adeyemi"


def test_a_list_for_one_cohort_never_rewrites_a_place_in_another(cast):
    bring_in(cast, f"{HEAD}Kim Adeyemi,{cast.other_cohort.email},Elsewhere Ltd,Director\n")
    cast.other_cohort_place.refresh_from_db()
    assert cast.other_cohort_place.job_title == "Head of service"
    assert here(cast, cast.other_cohort.email).job_title == "Director"


def test_changed_cells_are_shown_and_saved_and_empty_cells_change_nothing(cast):
    place = cast.participant_place
    data = f"{HEAD}Sam Okafor,{cast.participant.email},,Chief executive,,07700 900555\n"
    changes = importing.preview(keep(cast, data))[0].changes
    assert [(c.field, c.old, c.new) for c in changes] == [
        ("job_title", "Head of service", "Chief executive"),
        ("mobile", "", "07700 900555"),
    ]
    assert bring_in(cast, data)["changed"] == 1
    place.refresh_from_db()
    assert (place.job_title, place.mobile, place.organisation) == ("Chief executive", "07700 900555", cast.organisation)


def test_whoever_withdrew_stays_out(cast):
    data = f"{HEAD}Noa Petersen,{cast.withdrawn.email}\n"
    assert states(cast, data) == [State.LEFT]
    assert bring_in(cast, data)["new"] == 0
    assert not Membership.objects.current().filter(person=cast.withdrawn).exists()


def test_needs_that_somebody_wrote_themselves_stay(cast):
    people.edit_place(place=cast.participant_place, needs={"diet": "Vegan"}, by=cast.participant, now=make.NOW)
    outcome = importing.preview(keep(cast, f"{HEAD}Sam Okafor,{cast.participant.email},,,,,,,,Halal\n"))[0]
    assert (outcome.state, "needs_stay" in outcome.remarks) == (State.SAME, True)


def test_an_office_contact_the_principal_removed_is_not_named_again(cast):
    OfficeContact.objects.filter(principal=cast.participant).update(removed_at=make.NOW)
    line = f"Sam Okafor,{cast.participant.email},,,,,,Ellis,{cast.office_contact.email}\n"
    assert states(cast, HEAD + line) == [State.SAME]


def test_an_organisation_keeps_its_sector_and_gets_one_it_lacked(cast):
    Organisation.objects.create(name="Blank Trust")
    data = HEAD + "Ann,a@b.example,Northmoor County Council,,private\nBob,b@b.example,BLANK TRUST,,charity\n"
    assert "sector_stays" in importing.preview(keep(cast, data))[0].remarks
    bring_in(cast, data)
    assert Organisation.objects.get(name="Northmoor County Council").sector == "public"
    assert Organisation.objects.get(name="Blank Trust").sector == "voluntary"


@pytest.mark.parametrize(
    ("typed", "sector"),
    [
        *((word, "public") for word in ("NHS", "Health", "Local government", "Local Authority", "council")),
        *((word, "public") for word in ("School", "Academy", "Academy trust", "Education")),
        *((word, "public") for word in ("Police", "Fire", "Civil Service")),
        *((word, "private") for word in ("Business", "Company", "PLC", "Ltd.")),
        *((word, "voluntary") for word in ("Not-for-profit", "Non-profit", "NGO", "Social enterprise", "Faith")),
    ],
)
def test_a_sector_is_read_as_people_name_it(typed, sector):
    outcome = read_row(Row(2, {"sector": typed}))
    assert (outcome.values["sector"], outcome.errors) == (sector, [])


@pytest.mark.parametrize("typed", ["Health and safety", "NHS and council", "secret"])
def test_a_sector_that_is_none_by_all_its_words_is_an_error(typed):
    assert [error.wrong for error in read_row(Row(2, {"sector": typed})).errors] == [Wrong.SECTOR]


def test_roles_are_read_from_their_column(cast):
    bring_in(cast, HEAD + "Ann,a@b.example,,,,,Set advisor\nBob,b@b.example,,,,,delegate\n")
    assert [here(cast, f"{who}@b.example").role for who in "ab"] == ["set_adviser", "participant"]


def test_a_mobile_gets_back_the_zero_that_a_spreadsheet_dropped(cast):
    bring_in(cast, HEAD + "Ann,a@b.example,,,,7700900123\n")
    assert here(cast, "a@b.example").mobile == "07700900123"


@pytest.mark.parametrize(
    "typed",
    [
        *("2027-01-09", "2027-01-09 00:00", "09/01/2027", "9.1.2027", "9-1-2027"),
        *("9 January 2027", "Sat 9th of Jan, 2027", "January 9, 2027"),
    ],
)
def test_the_day_on_which_release_was_agreed_is_read_as_people_write_it(cast, typed):
    head = "Name;Email;Release agreed by;Release agreed on\n"
    bring_in(cast, f"{head}Gwen Parry;gwen@moor.example;Huw Parry;{typed}\n")
    place = here(cast, "gwen@moor.example")
    assert (place.release_by, place.release_on) == ("Huw Parry", date(2027, 1, 9))
    assert bring_in(cast, f"{head}Gwen Parry;gwen@moor.example;Huw Parry;9 Jan 2027\n")["same"] == 1
    assert bring_in(cast, f"{head}Gwen Parry;gwen@moor.example;Huw Parry;10 Jan 2027\n")["changed"] == 1
    assert here(cast, "gwen@moor.example").release_on == date(2027, 1, 10)


@pytest.mark.parametrize("typed", ["tbc", "TBA", "n/a", "None", "-"])
def test_a_day_that_is_not_known_yet_is_none(cast, typed):
    bring_in(cast, f"Name,Email,Release date\nGwen Parry,gwen@moor.example,{typed}\n")
    assert here(cast, "gwen@moor.example").release_on is None


@pytest.mark.parametrize("typed", ["soon", "31/02/2027", "01/13/2027", "45000", "yes"])
def test_a_day_that_is_none_is_an_error_of_its_row(cast, typed):
    rows = importing.preview(keep(cast, f"Name,Email,Release date\nGwen Parry,gwen@moor.example,{typed}\n"))
    assert [(error.field, error.wrong) for error in rows[0].errors] == [("release_on", Wrong.DAY)]
    assert rows[0].to_mend == {"release_on": typed}


@pytest.mark.parametrize(
    ("text", "diet", "access"),
    [
        ("Hearing loop", None, "Hearing loop"),
        ("Halal; step-free access, nut allergy", "Halal, nut allergy", "step-free access"),
        ("None", None, None),
        ("n/a", None, None),
        ("Wheelchair user\nVegan", "Vegan", "Wheelchair user"),
    ],
)
def test_one_text_on_needs_is_shared_out(text, diet, access):
    values = read_row(Row(2, {"needs": text})).values
    assert (values.get("diet"), values.get("access")) == (diet, access)


# What is wrong


def test_every_error_of_a_row_is_given(cast):
    line = ",not an address,=1+1,Head,secret,07,Juggler,PA,also not"
    assert {field for field, _ in errors(cast, line)} == {
        "role", "sector", "name", "email", "organisation", "assistant_email",
    }  # fmt: skip


@pytest.mark.parametrize("role", ["Sponsor", "Course co-ordinator", "STRAND LEAD", "administrator"])
def test_a_role_that_the_programme_gives_is_an_error_of_its_cell(cast, role):
    rows = importing.preview(keep(cast, f"Name,Email,Role\nAnn,a@b.example,{role}\nBob,b@b.example,participant\n"))
    assert [[(error.field, error.wrong) for error in row.errors] for row in rows] == [[("role", Wrong.OFFICE_ROLE)], []]
    assert rows[0].to_mend == {"role": role}


@pytest.mark.parametrize(
    "name",
    [
        "Ελένη Παπαδάκη",
        "محمد علي",
        "李小龙",
        "Zoë 🎉 Yeo",
        "{{7*7}}",
        "<script>alert(1)</script>",
        '#panic("x")',
        "ﷺ" * 120,
    ],
)
def test_names_in_any_script_are_kept_as_typed(cast, name):
    bring_in(cast, HEAD + f'"{name.replace(chr(34), chr(34) * 2)}",a@b.example\n')
    assert here(cast, "a@b.example").person.name == name


@pytest.mark.parametrize("name", ["Ann\x00Bell", '"Ann\r\nBcc: x@y.z"', "x" * 100_000, "=HYPERLINK(1)", "Ann\x85B"])
def test_names_that_could_do_harm_are_errors_of_their_row(cast, name):
    assert ("name" in {field for field, _ in errors(cast, f"{name},a@b.example")}) is True


def test_one_wrong_row_keeps_everybody_out(cast):
    before = Membership.objects.count()
    with pytest.raises(HasErrors):
        bring_in(cast, HEAD + "Ann,a@b.example\nBob,nonsense\n")
    assert Membership.objects.count() == before


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["email", "name", "role", "sector", "needs", "assistant_email"]), st.text()),
        max_size=6,
    )
)
def test_a_plan_says_one_thing_of_each_row_and_never_breaks(rows):
    outcomes = plan([Row(n, values) for n, values in enumerate(rows)], {}, {}, lambda name, text: [])
    assert [outcome.number for outcome in outcomes] == list(range(len(rows)))
    assert all(bool(outcome.errors) == (outcome.state == State.WRONG) for outcome in outcomes)


def test_a_plan_needs_no_database():
    known = {("a@b.example", "participant"): Known("Ann", place={"job_title": "Head"})}
    rows = [Row(2, {"email": "A@b.example", "name": "ann", "job_title": "Chief"})]
    assert plan(rows, known, {}, lambda name, text: [])[0].state == State.CHANGED


def test_needs_are_shared_out_beside_columns_of_their_own():
    outcome = read_row(Row(2, {"needs": "Vegan", "diet": "No nuts"}))
    assert outcome.values["diet"] == "No nuts, Vegan"
    assert share_out_needs(outcome, "") is None


def test_whoever_was_forgotten_is_never_brought_back_under_the_address_we_made_up(cast):
    Person.objects.filter(pk=cast.withdrawn.pk).update(
        name="Former participant", email="forgotten-1@invalid.example", erased_at=make.NOW
    )
    Person.objects.get(pk=cast.withdrawn.pk).save()
    assert errors(cast, "Former participant,forgotten-1@invalid.example") == [("email", Wrong.FORGOTTEN)]
    assert states(cast, f"{HEAD}Noa Petersen,{cast.withdrawn.email}\n") == [State.NEW]


# Between preview and confirm


def test_a_change_after_the_preview_stops_the_confirming(cast):
    upload = keep(cast, f"{HEAD}Ann,a@b.example\n")
    seen = digest(importing.preview(upload))
    people.add_place(
        cohort=cast.cohort, role="participant", email="a@b.example", name="Ann", by=cast.coordinator, now=make.NOW
    )
    with pytest.raises(ChangedSince):
        saving.confirm(upload=upload, seen=seen, by=cast.coordinator, now=make.NOW)
    assert Upload.objects.filter(pk=upload.pk).exists()


def test_confirming_and_cancelling_delete_the_list(cast):
    bring_in(cast, FILE)
    importing.cancel(upload=keep(cast, FILE))
    assert not Upload.objects.exists()


def test_a_list_that_nobody_confirmed_is_deleted_after_a_day(cast):
    old = keep(cast, FILE)
    Upload.objects.update(at=make.NOW - Upload.LASTS)
    keep(cast, FILE)
    assert not Upload.objects.filter(pk=old.pk).exists()


def test_a_list_goes_when_it_is_a_day_old(cast):
    old = keep(cast, FILE)
    Upload.objects.update(at=make.NOW)
    with time_machine.travel(make.NOW + Upload.LASTS / 2):
        assert uploads(now=timezone.now()) == 0
        assert Upload.objects.filter(pk=old.pk).exists()
    with time_machine.travel(make.NOW + Upload.LASTS):
        assert uploads(now=timezone.now()) == 1
    assert not Upload.objects.exists()


def test_whoever_has_a_part_in_another_programme_names_their_office_contact_themselves(cast):
    make.place(make.cohort(cast.other_programme), cast.set_mate)
    data = HEAD + "Robin Ashworth,set_mate@cast.example,,,,,,Spy,spy@b.example\n"
    data += "Jo Hartley,other_set@cast.example,,,,,,Pat,pat@b.example\n"
    data += "Lou Marchetti,other_coordinator@cast.example,,,,,,Spy,spy@b.example\n"
    outcomes = importing.preview(keep(cast, data))
    assert [Remark.OWN_CHOICE in outcome.remarks for outcome in outcomes] == [True, False, True]
    bring_in(cast, data)
    assert not OfficeContact.objects.filter(contact__email="spy@b.example").exists()
    assert OfficeContact.objects.get(contact__email="pat@b.example").principal == cast.other_set
