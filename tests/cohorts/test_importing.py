import re
import unicodedata
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cohorts.columns import Row
from cohorts.exceptions import ChangedSince, HasErrors
from cohorts.importing import Known, Remark, State, Wrong, digest, plan, share_out_needs
from cohorts.importing import read as read_row
from cohorts.models import Event, Membership, OfficeContact, Organisation, Person, Upload
from cohorts.services import importing, people
from cohorts.services.forgetting import uploads
from cohorts.sheet import sheet_of
from cohorts.spreadsheet import read
from tests import factories as make

FILE = (Path(__file__).parent.parent / "data" / "participants.csv").read_bytes()
HEAD = "Name,Email,Organisation,Job title,Sector,Mobile,Role,Assistant,Assistant's email,Dietary / access needs\n"


def keep(cast, data, by=None):
    sheet = sheet_of(read(data.encode() if isinstance(data, str) else data))
    who = by or cast.coordinator
    return importing.keep(cohort=cast.cohort, name="list.csv", sheet=sheet, by=who, now=make.NOW)


def bring_in(cast, data):
    upload = keep(cast, data)
    seen = digest(importing.preview(upload))
    return importing.confirm(upload=upload, seen=seen, by=cast.coordinator, now=make.NOW)


def states(cast, data):
    return [outcome.state for outcome in importing.preview(keep(cast, data))]


def errors(cast, line):
    return [(e.field, e.wrong) for e in importing.preview(keep(cast, HEAD + line))[0].errors]


def here(cast, email):
    return Membership.objects.current().get(cohort=cast.cohort, person__email=email)


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
            importing.confirm(upload=upload, seen=seen, by=cast.coordinator, now=make.NOW)


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


def test_roles_are_read_from_their_column(cast):
    bring_in(cast, HEAD + "Ann,a@b.example,,,,,Set advisor\nBob,b@b.example,,,,,delegate\n")
    assert [here(cast, f"{who}@b.example").role for who in "ab"] == ["set_adviser", "participant"]


def test_a_mobile_gets_back_the_zero_that_a_spreadsheet_dropped(cast):
    bring_in(cast, HEAD + "Ann,a@b.example,,,,7700900123\n")
    assert here(cast, "a@b.example").mobile == "07700900123"


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
        importing.confirm(upload=upload, seen=seen, by=cast.coordinator, now=make.NOW)
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


# The pages


def post_file(client, cast, data, name="participants.csv"):
    return client.post(reverse("cohorts:import", args=[cast.cohort.pk]), {"list": SimpleUploadedFile(name, data)})


@pytest.fixture
def office(client, cast):
    client.force_login(cast.coordinator)
    return client


def confirm(client, cast, upload, seen=None):
    seen = seen or digest(importing.preview(upload))
    return client.post(reverse("cohorts:import_confirm", args=[cast.cohort.pk, upload.pk]), {"seen": seen}, follow=True)


def test_a_coordinator_sees_the_preview_and_saves_it(office, cast):
    page = office.get(post_file(office, cast, FILE + b"").url).content.decode()
    assert "24 people will be added" in page
    assert "Zoë Yeo" in page
    assert "O&#x27;Rourke" in page
    page = confirm(office, cast, Upload.objects.get()).content.decode()
    assert "24 added, 0 changed, 0 the same" in page


def test_the_second_time_adds_nobody_and_says_so(office, cast):
    bring_in(cast, FILE)
    page = office.get(post_file(office, cast, FILE).url).content.decode()
    assert "Nobody will be added: all of them are here already" in page
    assert "Add 24" not in page


def test_a_second_tab_that_confirms_again_is_told_so_and_does_nothing(office, cast):
    upload = keep(cast, FILE)
    seen = digest(importing.preview(upload))
    confirm(office, cast, upload, seen)
    before = Event.objects.count()
    assert "saved or cancelled already" in confirm(office, cast, upload, seen).content.decode()
    assert Event.objects.count() == before


def test_the_page_shown_after_a_change_is_the_preview_as_it_is_now(office, cast):
    upload = keep(cast, FILE)
    response = confirm(office, cast, upload, "stale")
    assert response.status_code == 409
    assert "Something changed since you looked" in response.content.decode()
    assert Membership.objects.filter(person__search_key__contains="zoe yeo").count() == 0


def test_another_coordinator_of_the_programme_cannot_confirm_my_list(client, cast):
    upload = keep(cast, FILE)
    make.coordinator(cast.programme, cast.facilitator)
    client.force_login(cast.facilitator)
    assert "saved or cancelled already" in confirm(client, cast, upload).content.decode()
    assert not Membership.objects.filter(person__search_key__contains="zoe yeo").exists()


def test_a_list_for_one_cohort_cannot_be_confirmed_into_another(office, cast):
    upload = keep(cast, FILE)
    url = reverse("cohorts:import_confirm", args=[cast.second_cohort.pk, upload.pk])
    office.post(url, {"seen": digest(importing.preview(upload))})
    assert not cast.second_cohort.memberships.filter(person__search_key__contains="zoe yeo").exists()


def test_the_coordinator_of_another_programme_finds_no_such_import(client, cast):
    client.force_login(cast.other_coordinator)
    assert post_file(client, cast, FILE).status_code == 404


def test_errors_are_listed_with_their_row_and_saving_is_not_offered(office, cast):
    page = office.get(post_file(office, cast, (HEAD + "Ann,nonsense\n<b>Bob</b>,,x,x,secret\n").encode()).url)
    text = page.content.decode()
    assert "2 rows cannot be read" in text
    assert "Row 2" in text
    assert "the address is missing" in text
    assert "&lt;b&gt;Bob" in text
    assert "import_confirm" not in text
    assert "/save/" not in text


def test_saving_wrong_rows_by_hand_is_refused(office, cast):
    upload = keep(cast, HEAD + "Ann,nonsense\n")
    assert confirm(office, cast, upload).status_code == 422
    assert Upload.objects.filter(pk=upload.pk).exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty"),
        (b"\n\n", "no rows"),
        (b"Name,Post\nAnn,Head\n", "No column of addresses"),
        (b"%PDF-1.4", "This is a PDF"),
        (b"PK\x03\x04broken", "cannot be read to its end"),
        (b"Name,Email\n", "no rows"),
        (b"Name,Email\n" + b"x" * (5 * 1024 * 1024), "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_beside_the_field(office, cast, data, words):
    response = post_file(office, cast, data)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Upload.objects.exists()


def test_a_nul_in_a_cell_reaches_the_preview_as_an_error(office, cast):
    page = office.get(post_file(office, cast, b"Name,Email,A\x00B\nAnn\x00,a@b.example,x\n").url)
    assert "without line breaks or control characters" in page.content.decode()


def test_columns_nobody_reads_are_named(office, cast):
    page = office.get(post_file(office, cast, b"Name,Email,Shoe size\nAnn,a@b.example,6\n").url)
    assert "Shoe size" in page.content.decode()


def test_the_preview_costs_the_same_queries_for_any_number(office, cast, django_assert_max_num_queries):
    for number in (1, 200):
        lines = "".join(f"P {n},p{n}@b.example,Org {n}\n" for n in range(number))
        url = post_file(office, cast, (HEAD + lines).encode()).url
        with django_assert_max_num_queries(17):
            office.get(url)


def test_the_link_of_yesterday_says_that_the_list_is_gone(office, cast):
    upload = keep(cast, FILE)
    Upload.objects.update(at=make.NOW)
    with time_machine.travel(make.NOW + Upload.LASTS):
        office.force_login(cast.coordinator)
        page = office.get(reverse("cohorts:import_preview", args=[cast.cohort.pk, upload.pk]), follow=True)
    assert "more than a day old" in page.content.decode()


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


# Mended in place


def mend(client, cast, upload, **data):
    url = reverse("cohorts:import_mend", args=[cast.cohort.pk, upload.pk])
    page = client.post(url, {name.replace("__", "-"): text for name, text in data.items()}, follow=True)
    return page.content.decode()


@pytest.fixture
def two_wrong(cast):
    upload = keep(cast, f"{HEAD}Ann,nonsense,Org\nBob,b@b.example,Org,,secret\nCy,c@b.example\n")
    Upload.objects.update(at=timezone.now())
    return upload


def test_wrong_cells_are_written_over_and_what_is_still_wrong_keeps_what_was_typed(office, cast, two_wrong):
    page = mend(office, cast, two_wrong, cell__2__email="ann@b.example", cell__3__sector="hidden")
    assert "1 row cannot be read" in page
    assert 'value="hidden"' in page
    assert Membership.objects.filter(person__email="ann@b.example").count() == 0
    assert "3 people will be added" in mend(office, cast, two_wrong, cell__3__sector="charity")
    assert "3 added" in confirm(office, cast, Upload.objects.get()).content.decode()
    assert here(cast, "ann@b.example").person.name == "Ann"
    assert here(cast, "b@b.example").organisation.sector == "voluntary"


def test_a_wrong_row_is_left_out_and_taken_back(office, cast, two_wrong):
    page = mend(office, cast, two_wrong, row=["2", "3"], out=["2", "3"])
    assert "1 person will be added" in page
    assert "2 left out" in page
    assert "1 row cannot be read" in mend(office, cast, two_wrong, row=["2", "3"], out="3")
    mend(office, cast, two_wrong, row=["2", "3"], out=["2", "3"])
    assert "1 added" in confirm(office, cast, Upload.objects.get()).content.decode()
    assert not Person.objects.filter(email="b@b.example").exists()


def test_a_page_that_leaves_every_row_out_says_so(office, cast, two_wrong):
    page = mend(office, cast, two_wrong, row=["2", "3", "4"], out=["2", "3", "4"])
    assert "Every row is left out" in page
    assert "/save/" not in page


def test_row_900_of_1000_is_named_on_top_and_mended_in_one_press(office, cast):
    lines = [f"P {n},p{n}@b.example" for n in range(1, 1001)]
    lines[898] = "P 899,nonsense"  # the heading is row 1
    response = post_file(office, cast, ("Name,Email\n" + "\n".join(lines)).encode())
    page = office.get(response.url).content.decode()
    assert page.index('<a href="#row-900">Row 900,') < page.index('id="row-900"') < page.index('id="row-2"')
    assert "1000 people will be added" in mend(office, cast, Upload.objects.get(), cell__900__email="p899@b.example")


def test_only_cells_of_the_list_can_be_written_over(office, cast, two_wrong):
    before = importing.preview(two_wrong)
    mend(office, cast, two_wrong, cell__99__email="x@b.example", cell__2__erased_at="2027-01-01", row="99", out="99")
    two_wrong.refresh_from_db()
    assert importing.preview(two_wrong) == before


def test_a_text_on_needs_is_mended_where_the_list_has_it(office, cast):
    upload = keep(cast, f"{HEAD}Ann,a@b.example,,,,,,,,{'x' * 301}\n")
    Upload.objects.update(at=timezone.now())
    assert list(importing.preview(upload)[0].to_mend) == ["needs"]
    mend(office, cast, upload, cell__2__needs="Halal, hearing loop")
    values = importing.preview(Upload.objects.get())[0].values
    assert (values["diet"], values["access"]) == ("Halal", "hearing loop")


def test_five_thousand_rows_make_a_page_below_a_megabyte_with_what_matters_first(office, cast):
    place = cast.participant_place
    same = f"{place.person.name},{place.person.email}\n"
    lines = "".join(f"Person number {n},person.{n}@a-long-name-of-a-council.example\n" for n in range(4_999))
    response = post_file(office, cast, f"Name,Email\n{same}{lines}".encode())
    page = office.get(response.url)
    assert len(page.content) < 1_000_000
    assert "Page 1 of 20" in page.content.decode()
    assert 'id="row-2"' not in page.content.decode()
    assert "The same" in office.get(f"{response.url}?page=20").content.decode()


# Columns said by hand


def choose(client, cast, upload, *meanings):
    Upload.objects.update(at=timezone.now())
    url = reverse("cohorts:import_columns", args=[cast.cohort.pk, upload.pk])
    sent = {f"column-{number}": meaning for number, meaning in enumerate(meanings)}
    response = client.post(url, sent, follow=True)
    return response.status_code, unescape(response.content.decode())


def test_a_list_with_strange_headings_is_read_as_the_coordinator_says(office, cast):
    page = office.get(post_file(office, cast, b"Wer,Kontakt,Haus\nAnn Bell,a@b.example,Northmoor\n").url)
    assert "Which column holds the names?" in page.content.decode()
    upload = Upload.objects.get()
    _status, page = choose(office, cast, upload, "name", "email", "organisation")
    assert "1 person will be added" in page
    upload.refresh_from_db()
    confirm(office, cast, upload)
    assert (here(cast, "a@b.example").person.name, str(here(cast, "a@b.example").organisation)) == (
        "Ann Bell",
        "Northmoor",
    )


def test_a_list_without_headings_loses_nobody(office, cast):
    post_file(office, cast, b"Ann,a@b.example\nBob,b@b.example\n")
    _status, page = choose(office, cast, Upload.objects.get(), "name", "email")
    assert "2 people will be added" in page


def test_two_columns_for_one_field_are_said_as_chosen_and_nothing_changes(office, cast):
    upload = keep(cast, "Name,Email,Other\nAnn,a@b.example,x\n")
    status, page = choose(office, cast, upload, "name", "email", "email")
    assert status == 422
    assert "Column B is read as this already" in page
    assert Upload.objects.get().table == upload.table


def test_a_column_may_be_left_out_or_be_one_of_the_programmes_own(office, cast):
    cast.programme.own_columns.create(name="Badge colour", position=1)
    upload = keep(cast, "Name,Email,Mobile,Shade\nAnn,a@b.example,07700900123,Red\n")
    choose(office, cast, upload, "name", "email", "", "own:Badge colour")
    values = importing.preview(Upload.objects.get())[0].values
    assert ("mobile" in values, values["own:Badge colour"]) == (False, "Red")


def test_what_was_typed_goes_with_the_column_it_was_typed_over(office, cast):
    upload = keep(cast, "Name,Email,Body,Haus\nAnn,a@b.example,Northmoor,Westmarsh\nBob,nonsense,x,y\n")
    typed = {2: {"organisation": "Typed"}, 3: {"email": "b@b.example"}}
    importing.mend(upload=upload, typed=typed, out={})
    choose(office, cast, upload, "name", "email", "", "organisation")
    ann, bob = importing.preview(Upload.objects.get())
    assert (ann.values["organisation"], bob.values["email"]) == ("Westmarsh", "b@b.example")


def test_a_column_whose_field_another_one_holds_says_so(office, cast):
    page = office.get(post_file(office, cast, b"Name,Email,Work email\nAnn,a@b.example,c@b.example\n").url)
    assert "Another column is read as this already" in page.content.decode()
