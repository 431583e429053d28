"""The pages of the import: preview, confirm, mended in place, columns said by hand."""

from html import unescape
from unittest.mock import Mock

import pytest
import time_machine
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cohorts.importing import digest
from cohorts.models import Event, Membership, Person, Upload
from cohorts.services import importing, saving
from cohorts.services.progress import telling
from tests import factories as make
from tests.cohorts.lists import FILE, HEAD, bring_in, here, keep
from tests.cohorts.test_spreadsheet import workbook


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


def test_other_sheets_with_people_are_said_and_how_to_bring_them_in(office, cast):
    head = ["Name", "Email"]
    one = workbook([head, ["Ann", "a@b.example"]], Two=[head, ["Bob", "b@b.example"], ["Cy", "c@b.example"]])
    page = office.get(post_file(office, cast, one).url).content.decode()
    assert "1 person will be added" in page
    assert (
        "This file has another sheet with people, “<bdi>Two</bdi>”, 2 rows: it is not read here."
        " Save it as a file of its own and import that next."
    ) in page
    several = workbook(
        [head, ["Ann", "a@b.example"]], **{"<b>": [head, ["Bob", "b@b.example"]], "گروه": [["c@b.example"]]}
    )
    page = office.get(post_file(office, cast, several).url).content.decode()
    assert "This file has 2 more sheets with people, “<bdi>&lt;b&gt;</bdi>”, 1 row; “<bdi>گروه</bdi>”, 1 row:" in page


def test_a_list_of_several_cohorts_says_that_all_are_added_to_this_one(office, cast):
    lines = "Name,Email,Cohort\nAnn,a@b.example,1\nBob,b@b.example,{}\n"
    page = office.get(post_file(office, cast, lines.format(2).encode()).url).content.decode()
    assert (
        "The list has a column “<bdi>Cohort</bdi>” with 2 different values; everybody in it is added to Spring 2027."
        " Leave out rows that belong elsewhere"
    ) in page
    assert "Not used: <bdi>Cohort</bdi>" in page
    assert "different values" not in office.get(post_file(office, cast, lines.format(1).encode()).url).content.decode()


def test_a_sponsor_in_the_list_is_led_to_the_page_of_the_programme(office, cast):
    page = office.get(post_file(office, cast, b"Name,Email,Role\nAnn,a@b.example,Sponsor\n").url).content.decode()
    assert "given on the page of the programme, not in a list. Leave the row out." in page


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


# While it is saved


def progress(client, cast, upload):
    return client.get(reverse("cohorts:import_progress", args=[cast.cohort.pk, upload.pk])).content.decode()


def test_a_page_that_is_left_and_found_again_says_how_far_the_saving_is(office, cast):
    upload = keep(cast, FILE)
    Upload.objects.update(at=timezone.now())
    preview = reverse("cohorts:import_preview", args=[cast.cohort.pk, upload.pk])
    with telling(f"list-{upload.pk}") as tell:
        assert "checked once more" in progress(office, cast, upload)
        tell(250, 600)
        assert "250 of 600 people are written." in progress(office, cast, upload)
        page = office.get(preview).content.decode()
        assert 'max="600" value="250"' in page
    assert "How far it is, is not known" in progress(office, cast, upload)
    assert "<progress" not in office.get(preview).content.decode()


def test_whoever_came_back_to_it_sees_the_list_as_it_is_once_the_saving_is_over(office, cast):
    upload = keep(cast, FILE)
    Upload.objects.update(at=timezone.now())
    page = reverse("cohorts:import_progress", args=[cast.cohort.pk, upload.pk]) + "?back=1"
    with telling(f"list-{upload.pk}") as tell:
        tell(250, 600)
        assert "?back=1" in office.get(page).content.decode()
        shown = office.get(reverse("cohorts:import_preview", args=[cast.cohort.pk, upload.pk])).content.decode()
        assert "Add 24 people" not in shown
    assert office.get(page)["HX-Refresh"] == "true"


def test_a_list_for_more_people_than_there_are_places_says_so(office, cast):
    cast.cohort.places = 4
    cast.cohort.save()
    page = office.get(post_file(office, cast, FILE).url).content.decode()
    assert "23 participants more than the 4 places of the cohort." in page


def test_a_saving_that_breaks_saves_nobody_and_is_over(office, cast, monkeypatch):
    upload = keep(cast, "Name,Email\n" + "".join(f"Ann,p{n}@b.example\n" for n in range(300)))
    Upload.objects.update(at=timezone.now())
    monkeypatch.setattr(saving, "name_assistants", Mock(side_effect=OSError("full")))
    with pytest.raises(OSError, match="full"):
        confirm(office, cast, upload)
    assert "How far it is, is not known" in progress(office, cast, upload)
    assert not Person.objects.filter(email__endswith="@b.example").exists()


def test_cancelling_a_list_that_is_saved_meanwhile_does_not_say_that_nothing_was(office, cast, monkeypatch):
    upload = keep(cast, FILE)
    Upload.objects.update(at=timezone.now())
    monkeypatch.setattr(importing, "cancel", lambda upload: bool(Upload.objects.filter(pk=0).delete()[0]))
    page = office.post(reverse("cohorts:import_cancel", args=[cast.cohort.pk, upload.pk]), follow=True).content.decode()
    assert "saved or cancelled already" in page


@pytest.mark.parametrize("name", ["import_mend", "import_merge", "import_columns"])
def test_changing_a_list_that_goes_meanwhile_is_said(office, cast, monkeypatch, name):
    upload = keep(cast, FILE)
    Upload.objects.update(at=timezone.now())
    for deed in ("mend", "merge", "choose_columns"):
        monkeypatch.setattr(importing, deed, Mock(side_effect=Upload.DoesNotExist))
    page = reverse(f"cohorts:{name}", args=[cast.cohort.pk, upload.pk])
    sent = {"column-0": "email", "column-1": "name"}
    assert "saved or cancelled already" in office.post(page, sent, follow=True).content.decode()


def test_a_place_beside_that_takes_nothing_stops_no_saving(office, cast, monkeypatch):
    upload = keep(cast, FILE)
    Upload.objects.update(at=timezone.now())
    for deed in ("get", "set", "delete"):
        monkeypatch.setattr(caches["beside"], deed, Mock(side_effect=OSError))
    assert "24 added" in confirm(office, cast, upload).content.decode()


def test_a_saved_list_stops_asking_and_shows_the_way_to_the_people(office, cast):
    upload = keep(cast, FILE)
    Upload.objects.update(at=timezone.now())
    confirm(office, cast, upload)
    page = progress(office, cast, upload)
    assert "hx-get" not in page
    assert reverse("cohorts:cohort_people", args=[cast.cohort.pk]) in page


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
    assert "This and column B are read as the same" in page
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
