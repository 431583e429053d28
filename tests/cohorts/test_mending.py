"""Wrong rows of a list are mended on its preview, or left out; then all of it is saved or nothing."""

import pytest
from django.urls import reverse

from cohorts.models import Membership, Person
from cohorts.services import importing, mending
from tests.cohorts.test_importing import HEAD, confirm, keep

WRONG = HEAD + "Ann Marsh,nonsense\nBob Lane,\nCara Pell,cara@here.example\n"


@pytest.fixture
def office(client, cast):
    client.force_login(cast.coordinator)
    return client


def url(cast, upload):
    return reverse("cohorts:import_mend", args=[cast.cohort.pk, upload.pk])


def states(upload):
    return [str(outcome.state) for outcome in importing.preview(upload)]


def names(cast):
    return set(Membership.objects.filter(cohort=cast.cohort).values_list("person__name", flat=True))


def test_two_wrong_rows_are_mended_on_the_page_and_all_three_are_added(office, cast):
    upload = keep(cast, WRONG)
    page = office.get(reverse("cohorts:import_preview", args=[cast.cohort.pk, upload.pk])).content.decode()
    assert 'name="cell-2-email"' in page
    assert 'value="nonsense"' in page
    page = office.post(
        url(cast, upload), {"cell-2-email": "ann@here.example", "cell-3-email": "bob@here.example"}, follow=True
    ).content.decode()
    assert "2 rows are mended or left out. Nothing is saved yet." in page
    assert "Add 3 people" in page
    upload.refresh_from_db()
    confirm(office, cast, upload)
    assert {"Ann Marsh", "Bob Lane", "Cara Pell"} <= names(cast)


def test_a_row_left_out_is_not_added_and_the_others_are(office, cast):
    upload = keep(cast, WRONG)
    office.post(url(cast, upload), {"cell-2-email": "ann@here.example", "without": ["3"]})
    upload.refresh_from_db()
    assert states(upload) == ["new", "new"]
    confirm(office, cast, upload)
    assert "Bob Lane" not in names(cast)
    assert {"Ann Marsh", "Cara Pell"} <= names(cast)


def test_what_is_still_wrong_stays_as_typed_with_its_reason(office, cast):
    upload = keep(cast, WRONG)
    page = office.post(url(cast, upload), {"cell-2-email": "ann@", "cell-3-email": "=A1"}, follow=True).content.decode()
    assert 'value="ann@"' in page
    assert 'value="=A1"' in page
    assert "this is a formula" in page
    assert "2 rows cannot be read" in page
    assert not Person.objects.filter(name="Ann Marsh").exists()


def test_cells_and_rows_that_are_not_wrong_stay_as_they_are(office, cast):
    upload = keep(cast, WRONG)
    office.post(
        url(cast, upload), {"cell-4-name": "Somebody Else", "cell-2-name": "Other", "without": ["4", "99", "x"]}
    )
    upload.refresh_from_db()
    assert [outcome.values["name"] for outcome in importing.preview(upload)] == ["Ann Marsh", "Bob Lane", "Cara Pell"]


@pytest.mark.parametrize("name", ["cell-", "cell-x-email", "cell-99999999999-email", "cell-2", "cell-²-email"])
def test_what_is_no_cell_is_ignored(office, cast, name):
    upload = keep(cast, WRONG)
    assert office.post(url(cast, upload), {name: "ann@here.example"}).status_code == 302
    upload.refresh_from_db()
    assert states(upload) == ["wrong", "wrong", "new"]


def test_a_row_with_the_same_address_is_mended_like_any_other(office, cast):
    upload = keep(cast, HEAD + "Ann Marsh,ann@here.example\nAnn Other,ANN@here.example\n")
    office.post(url(cast, upload), {"cell-3-email": "other@here.example"})
    upload.refresh_from_db()
    assert states(upload) == ["new", "new"]


def test_a_text_on_diet_and_access_is_mended_in_its_own_column(cast):
    upload = keep(cast, "Name,Email,Dietary and access needs\nAnn,ann@here.example," + "no nuts " * 60 + "\n")
    (row,) = mending.to_mend(upload, importing.preview(upload))
    assert list(row.cells) == ["needs"]
    mending.mend(upload=upload, cells={(2, "needs"): "no nuts; hearing loop"}, without=())
    upload.refresh_from_db()
    (outcome,) = importing.preview(upload)
    assert (outcome.values["diet"], outcome.values["access"]) == ("no nuts", "hearing loop")


def test_row_900_of_a_thousand_is_named_on_top_and_the_page_stays_small(office, cast, django_assert_max_num_queries):
    rows = [f"Person {n},p{n}@here.example" for n in range(1, 1001)]
    rows[898] = "Person 899,nonsense"
    upload = keep(cast, HEAD + "\n".join(rows))
    with django_assert_max_num_queries(25):
        page = office.get(reverse("cohorts:import_preview", args=[cast.cohort.pk, upload.pk])).content
    assert b"1 row cannot be read" in page
    assert page.index(b"Row 900") < page.index(b"Row by row")
    assert len(page) < 400_000
    assert b"Page 1 of 5" in page
    office.post(url(cast, upload), {"cell-900-email": "p899@here.example"})
    upload.refresh_from_db()
    confirm(office, cast, upload)
    assert Membership.objects.filter(cohort=cast.cohort, person__name__startswith="Person ").count() == 1000


def test_the_list_of_another_coordinator_cannot_be_mended(client, cast):
    upload = keep(cast, WRONG)
    client.force_login(cast.other_coordinator)
    assert client.post(url(cast, upload), {"without": ["2"]}).status_code == 404
    assert states(upload) == ["wrong", "wrong", "new"]
