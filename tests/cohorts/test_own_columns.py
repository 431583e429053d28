"""Columns that a programme keeps of its places under names of its own."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cohorts.exceptions import InUse
from cohorts.models import Event, Membership, OwnColumn, OwnText
from cohorts.services import own_columns as services
from programme.my_data import everything
from tests import factories as make
from tests.cohorts.test_exporting import by_name, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, cast):
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def band(cast):
    return named(cast, "Pay band", "Payroll number")[0]


def named(cast, *names, delete_filled=False):
    wanted = [*names, *[""] * (5 - len(names))]
    fields = {"names": wanted, "delete_filled": delete_filled, "by": cast.coordinator, "now": make.NOW}
    return services.name_columns(programme=cast.programme, **fields)


def fill(place, column, text="Band 8"):
    OwnText.objects.create(membership=place, column=column, text=text)


def there(cast):
    return reverse("cohorts:own_columns", args=[cast.programme.pk])


def edited(cast, **values):
    return {"name": "Sam Okafor", "email": cast.participant.email, **values}


# Naming them


def test_the_office_names_them_on_one_page_and_the_programme_leads_there(office, cast):
    programme = office.get(cast.programme.get_absolute_url()).content.decode()
    assert there(cast) in programme
    assert office.post(there(cast), {"name-1": "Pay band", "name-3": "Payroll number"}).status_code == 302
    assert list(cast.programme.own_columns.values_list("position", "name")) == [(1, "Pay band"), (3, "Payroll number")]


def test_a_sixth_is_refused_by_the_database(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnColumn.objects.create(programme=cast.programme, position=6, name="Sixth")


def test_a_new_name_keeps_what_stands_in_the_column(cast, band):
    fill(cast.participant_place, band)
    named(cast, "Payroll number", "Pay band")
    assert OwnText.objects.get().column.name == "Payroll number"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"name-1": "Band", "name-2": "band "}, "a name of its own"),
        ({"name-1": "???"}, "a name of its own"),
        ({"name-1": "Cost centre"}, "We keep this of everybody already"),
        ({"name-1": "Action learning set"}, "We keep this of everybody already"),
    ],
)
def test_a_name_that_a_list_would_read_otherwise_is_refused(office, cast, names, said):
    response = office.post(there(cast), names)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not OwnColumn.objects.exists()


def test_a_filled_column_is_taken_away_only_by_who_says_so(office, cast, band):
    fill(cast.participant_place, band)
    response = office.post(there(cast), {"name-1": "", "name-2": "Payroll number"})
    assert (response.status_code, OwnText.objects.count()) == (422, 1)
    assert "Pay band is filled for some" in response.content.decode()
    office.post(there(cast), {"name-1": "", "name-2": "Payroll number", "delete_filled": "on"})
    assert list(OwnColumn.objects.values_list("name", flat=True)) == ["Payroll number"]
    assert not OwnText.objects.exists()


def test_an_empty_column_goes_without_a_word(cast, band):
    named(cast, "Pay band")
    assert list(OwnColumn.objects.values_list("name", flat=True)) == ["Pay band"]
    fill(cast.participant_place, band)
    with pytest.raises(InUse):
        named(cast)


# Filling them


def test_they_are_filled_and_emptied_on_the_form_of_the_place(office, cast, band):
    form = reverse("cohorts:place_edit", args=[cast.participant_place.pk])
    assert "Pay band" in office.get(form).content.decode()
    office.post(form, edited(cast, **{f"own-{band.pk}": "Band 8"}))
    assert OwnText.objects.get().text == "Band 8"
    assert 'value="Band 8"' in office.get(form).content.decode()
    fields = Event.objects.latest("pk").fields
    assert "own_columns" in fields
    assert "Band 8" not in str(fields)
    office.post(form, edited(cast, **{f"own-{band.pk}": ""}))
    assert not OwnText.objects.exists()


def test_a_new_place_has_them_from_the_start(office, cast, band):
    values = {"role": "participant", "name": "Ann Bell", "email": "ann@arden.example", f"own-{band.pk}": "Band 7"}
    office.post(reverse("cohorts:place_add", args=[cast.cohort.pk]), values)
    assert OwnText.objects.get().membership.person.name == "Ann Bell"


def test_those_of_another_programme_are_no_fields_here(office, cast):
    services.name_columns(
        programme=cast.other_programme, names=["Grade"], delete_filled=False, by=cast.administrator, now=make.NOW
    )
    [theirs] = OwnColumn.objects.all()
    form = reverse("cohorts:place_edit", args=[cast.participant_place.pk])
    office.post(form, edited(cast, **{f"own-{theirs.pk}": "Planted"}))
    assert not OwnText.objects.exists()


def test_they_are_for_coordinators_and_for_whoever_has_the_place(client, cast, band):
    fill(cast.participant_place, band, "Band 8a")
    page = reverse("cohorts:person", args=[cast.participant.pk])
    edit = reverse("cohorts:place_edit", args=[cast.participant_place.pk])
    for who, url, sees in (
        (cast.coordinator, page, True),
        (cast.participant, reverse("me"), True),
        (cast.administrator, page, False),
        (cast.administrator, edit, False),
        (cast.facilitator, page, False),
        (cast.set_mate, page, False),
        (cast.sponsor, page, False),
        (cast.office_contact, page, False),
    ):
        client.force_login(who)
        assert ("Band 8a" in client.get(url).content.decode()) is sees, (who, url)


def test_they_are_in_the_data_of_whoever_has_the_place(cast, band):
    fill(cast.participant_place, band)
    [kind] = [kind for kind in everything(cast.participant, make.NOW) if kind["label"] == "cohorts.owntext"]
    assert [(row["column"], row["text"]) for row in kind["rows"]] == [("Pay band", "Band 8")]
    assert not [kind for kind in everything(cast.set_mate, make.NOW) if kind["label"] == "cohorts.owntext"]


def test_whoever_takes_the_place_takes_them(office, cast, band):
    fill(cast.participant_place, band)
    cast.cohort.starts_on = timezone.localdate() + timedelta(days=7)
    cast.cohort.ends_on = cast.cohort.starts_on + timedelta(days=200)
    cast.cohort.save()
    somebody = {"name": "Ann Bell", "email": "ann@arden.example"}
    office.post(reverse("workshops:place_substitute", args=[cast.participant_place.pk]), somebody)
    made = Membership.objects.get(person__name="Ann Bell")
    assert made.own_texts.get().text == "Band 8"


# In lists


def imported(office, cast, text):
    upload = SimpleUploadedFile("list.csv", text.encode())
    preview = office.post(f"/cohorts/{cast.cohort.pk}/import/", {"list": upload}, follow=True)
    seen = preview.context["seen"]
    saved = office.post(preview.redirect_chain[-1][0] + "save/", {"seen": seen}, follow=True)
    return preview.content.decode(), saved.content.decode()


def test_a_list_fills_them_by_their_names(office, cast, band):
    text = "Email,Name,PAY BAND\nparticipant@cast.example,Sam Okafor,Band 8\nann@arden.example,Ann Bell,Band 7\n"
    preview, saved = imported(office, cast, text)
    assert "Not used" not in preview
    assert [band in preview for band in ("Band 8", "Band 7")] == [True, True]
    assert "1 added, 1 changed" in saved
    texts = OwnText.objects.order_by("text").values_list("text", "membership__person__name")
    assert list(texts) == [("Band 7", "Ann Bell"), ("Band 8", "Sam Okafor")]


def test_a_heading_that_is_no_column_of_the_programme_is_not_used(office, cast):
    preview, _saved = imported(office, cast, "Email,Name,Pay band\nann@arden.example,Ann Bell,Band 7\n")
    assert "Not used" in preview
    assert not OwnText.objects.exists()


def test_a_text_too_long_for_the_column_is_a_wrong_row(office, cast, band):
    preview, _saved = imported(office, cast, f"Email,Name,Pay band\nann@arden.example,Ann Bell,{'x' * 301}\n")
    assert "1 row cannot be read" in preview
    assert not Membership.objects.filter(person__name="Ann Bell").exists()


def test_what_is_taken_out_reads_back_the_same(office, cast, band):
    fill(cast.participant_place, band, "=Band 8")
    data = taken(office, cast)
    assert by_name(data)["Sam Okafor"]["Pay band"] == "'=Band 8"
    _preview, saved = imported(office, cast, data.decode("utf-8-sig"))
    assert "nothing changed" in saved


def test_a_column_that_was_taken_away_meanwhile_stops_the_import(office, cast, band):
    upload = io.BytesIO(b"Email,Name,Pay band\nann@arden.example,Ann Bell,Band 7\n")
    upload.name = "list.csv"
    preview = office.post(f"/cohorts/{cast.cohort.pk}/import/", {"list": upload}, follow=True)
    named(cast)
    saved = office.post(preview.redirect_chain[-1][0] + "save/", {"seen": preview.context["seen"]})
    assert saved.status_code == 409
    assert not Membership.objects.filter(person__name="Ann Bell").exists()
