"""Files and links of an item: who may read them, what is taken, and that the bytes go when nothing names them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import publish, trail
from workshops.exceptions import Full, Gone
from workshops.models import Item, Material, StoredFile
from workshops.models.material import LARGEST, MOST
from workshops.services import items, materials

LATER = make.NOW + timedelta(hours=1)
PDF = b"%PDF-1.7 slides"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def by(cast):
    return {"by": cast.facilitator, "now": LATER}


@pytest.fixture
def item(cast):
    return make.item(cast.workshop.days.get(), "Panel")


def fields(**given):
    return {"name": "Slides", "readers": "delegates", "link": ""} | given


def add(item, by, data=PDF, **given):
    return materials.add(item=item, fields=fields(**given), upload=materials.Upload("pdf", data), **by)


def test_a_file_is_kept_with_what_it_is(cast, item, by):
    material = add(item, by)
    assert (material.session, material.item, material.file.kind, material.file.size) == (cast.workshop, item, "pdf", 15)
    assert bytes(StoredFile.objects.get().data) == PDF
    assert trail(material) == [("added", ["file", "link", "name", "readers"])]


def test_pressed_twice_is_added_once(item, by):
    assert add(item, by) == add(item, by)
    assert add(item, by, data=b"%PDF-other") != add(item, by)
    link = {"fields": fields(link="https://example.org/1"), "upload": None}
    assert materials.add(item=item, **link, **by) == materials.add(item=item, **link, **by)
    assert (Material.objects.count(), StoredFile.objects.count()) == (3, 2)


def test_an_item_has_at_most_twenty(item, by):
    for n in range(MOST):
        make.material(item, link=f"https://example.org/{n}")
    with pytest.raises(Full):
        add(item, by)
    assert not StoredFile.objects.exists()


def test_nothing_is_added_to_an_item_that_is_no_more(item, by):
    items.delete(item=Item.objects.get(pk=item.pk), **by)
    with pytest.raises(Gone):
        add(item, by)


def test_another_file_takes_the_place_and_the_old_bytes_go(item, by):
    material = add(item, by)
    materials.edit(material=material, fields={"name": "Better"}, upload=materials.Upload("txt", b"New"), **by)
    assert [bytes(file.data) for file in StoredFile.objects.all()] == [b"New"]
    assert trail(material)[-1] == ("changed", ["file", "name"])
    materials.edit(material=material, fields={"name": "Better"}, upload=materials.Upload("txt", b"New"), **by)
    assert len(trail(material)) == 2


def test_deleting_takes_the_bytes_unless_a_copy_of_the_session_shares_them(cast, item, by):
    material = add(item, by)
    shared = Material.objects.create(
        session=cast.draft,
        item=make.item(cast.draft.days.get()),
        name="Slides",
        file=material.file,
        by=cast.facilitator,
        at=LATER,
    )
    materials.delete(material=material, **by)
    assert StoredFile.objects.count() == 1
    materials.delete(material=shared, **by)
    materials.delete(material=shared, **by)
    assert not StoredFile.objects.exists()
    with pytest.raises(Gone):
        materials.edit(material=shared, fields={}, upload=None, **by)


def test_a_material_is_a_file_or_a_link_and_a_file_no_larger_than_said(cast, item, by):
    material = add(item, by)
    for wrong in ({"link": "https://example.org"}, {"file": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Material.objects.filter(pk=material.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.update(size=LARGEST + 1)


# pages


@pytest.fixture
def send(client, cast, item):
    """send(file or None, …) to the item's page, as its facilitator."""
    client.force_login(cast.facilitator)

    def send(content=None, called="slides.pdf", **typed):
        sent = {"file": SimpleUploadedFile(called, content)} if content is not None else {}
        typed = {"readers": "delegates", "name": "", "link": ""} | typed | sent
        return client.post(reverse("workshops:materials", args=[item.pk]), typed)

    return send


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_a_file_takes_its_own_name_and_is_listed(cast, client, item, send):
    assert send(PDF, called="../../Case notes (final).pdf").status_code == 302
    page = text(client.get(reverse("workshops:materials", args=[item.pk])))
    assert "Case notes (final)" in page
    assert "PDF, 15\xa0bytes" in page
    assert "1 of 20" in page


@pytest.mark.parametrize(
    ("content", "called", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "picture.png", "drawings as SVG"),
        (b"<html>", "agenda.pdf", "Web pages"),
        (b"MZ\x90\x00", "slides.pdf", "This is not a PDF"),
        (b"", "slides.pdf", "This file is empty."),
        (b"PK\x03\x04cut", "a.docx", "cannot be read to its end"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(send, content, called, said):
    page = text(send(content, called=called, readers="facilitators"), 422)
    assert said in page
    assert not Material.objects.exists()


def test_a_file_that_is_too_large_is_refused_with_its_size(send):
    page = text(send(b"%PDF-" + b"x" * LARGEST), 422)
    assert "10.0\xa0MB" in page
    assert "up to 10 MB" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose a file, or give a link."),
        ({"link": "javascript:alert(1)"}, "Write a whole web address"),
        ({"link": "https://example.org", "content": PDF}, "Give a file or a link, not both."),
        ({"link": "https://example.org", "readers": "everybody"}, "Choose who reads it."),
        ({"link": "https://example.org", "name": "a\nb"}, "on one line"),
    ],
)
def test_what_is_wrong_is_said(send, typed, said):
    assert said in text(send(**typed), 422)
    assert not Material.objects.exists()


def test_the_twenty_first_is_refused_in_words(item, send):
    for n in range(MOST):
        make.material(item, link=f"https://example.org/{n}")
    assert "at most 20 files and links" in text(send(PDF), 422)


def test_an_item_deleted_under_the_hands_of_whoever_sends_a_file_is_said(item, send, by, monkeypatch):
    theirs = Item.objects.get(pk=item.pk)

    def meanwhile(viewer, pk):
        items.delete(item=Item.objects.get(pk=pk), **by)
        return theirs

    monkeypatch.setattr("workshops.views.materials.item_run", meanwhile)
    assert "This item was deleted meanwhile" in text(send(PDF), 422)
    assert not StoredFile.objects.exists()


def test_a_file_is_saved_and_never_shown_in_place(cast, client, item, send):
    send(PDF, called="x.html")
    Material.objects.update(name="Notes/<b>.html")
    client.force_login(cast.facilitator)
    response = client.get(reverse("workshops:material", args=[Material.objects.get().pk]))
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Notes-<b>.html.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_a_link_is_no_file(cast, client, item):
    material = make.material(item, link="https://example.org/1")
    client.force_login(cast.facilitator)
    assert client.get(reverse("workshops:material", args=[material.pk])).status_code == 404


def test_delegates_read_theirs_on_the_agenda_once_the_item_is_published(cast, client, item):
    theirs = make.material(item, "Reading list", readers="delegates")
    link = make.material(item, "A film", readers="delegates", link="https://example.org/film")
    ours = make.material(item, "Case notes", readers="facilitators")
    client.force_login(cast.participant)

    def opens(material):
        return client.get(reverse("workshops:material", args=[material.pk])).status_code

    assert (opens(theirs), opens(ours)) == (404, 404)
    publish(cast)
    page = text(client.get(cast.workshop.get_absolute_url()))
    assert "Reading list" in page
    assert f'<a href="{link.link}" rel="noreferrer">A film</a>' in page
    assert "Case notes" not in page
    assert (opens(theirs), opens(ours)) == (200, 404)
    client.force_login(cast.office_contact)
    assert opens(theirs) == 404
    client.force_login(cast.adviser)
    assert "Case notes" in text(client.get(cast.workshop.get_absolute_url()))
    assert (opens(theirs), opens(ours)) == (200, 200)


def test_those_who_run_it_see_as_a_delegate_what_delegates_see(cast, client, item):
    make.material(item, "Reading list", readers="delegates")
    make.material(item, "Case notes", readers="facilitators")
    publish(cast)
    client.force_login(cast.facilitator)
    page = text(client.get(cast.workshop.get_absolute_url() + "?as=delegate"))
    assert "Reading list" in page
    assert "Case notes" not in page


def test_an_edition_keeps_the_files_of_an_item_that_left_the_draft(cast, client, item, by):
    material = make.material(item, "Reading list", readers="delegates")
    make.item(cast.workshop.days.get(), "Another")
    publish(cast)
    items.delete(item=Item.objects.get(pk=item.pk), **by)
    client.force_login(cast.participant)
    assert "Reading list" in text(client.get(cast.workshop.get_absolute_url()))
    client.force_login(cast.facilitator)
    delete = reverse("workshops:material_delete", args=[material.pk])
    assert client.post(delete).url == cast.workshop.get_absolute_url()
    client.force_login(cast.participant)
    client.get(cast.workshop.get_absolute_url())  # says once that it is deleted
    assert "Reading list" not in text(client.get(cast.workshop.get_absolute_url()))
    assert not StoredFile.objects.exists()


def test_a_new_edition_without_the_item_closes_its_files(cast, client, item, by):
    material = make.material(item, readers="delegates")
    make.item(cast.workshop.days.get(), "Another")
    publish(cast)
    items.delete(item=Item.objects.get(pk=item.pk), **by)
    publish(cast)
    client.force_login(cast.participant)
    assert client.get(reverse("workshops:material", args=[material.pk])).status_code == 404


def test_a_file_is_renamed_replaced_and_moved_to_other_readers(cast, client, item, send):
    send(PDF)
    material = Material.objects.get()
    url = reverse("workshops:material_edit", args=[material.pk])
    assert 'value="slides"' in text(client.get(url))
    assert "This field is required." in text(client.post(url, {"name": "", "readers": "delegates"}), 422)
    typed = {"name": "Notes", "readers": "facilitators", "file": SimpleUploadedFile("n.txt", b"Plain words")}
    assert client.post(url, typed).status_code == 302
    material.refresh_from_db()
    assert (material.name, material.readers, material.file.kind) == ("Notes", "facilitators", "txt")
    assert client.post(url, {"name": "Notes 2", "readers": "facilitators"}).status_code == 302
    assert StoredFile.objects.get().kind == "txt"


def test_a_link_stays_a_link(cast, client, item):
    material = make.material(item, link="https://example.org/1")
    client.force_login(cast.facilitator)
    url = reverse("workshops:material_edit", args=[material.pk])
    typed = {"name": "Film", "readers": "delegates", "link": ""}
    assert "Choose a file" not in text(client.get(url))
    assert "This field is required." in text(client.post(url, typed), 422)
    assert client.post(url, typed | {"link": "example.org/2"}).status_code == 302
    material.refresh_from_db()
    assert material.link == "https://example.org/2"


def test_swapped_ids_reach_no_other_programme(cast, client, item):
    material = make.material(item, readers="delegates")
    client.force_login(cast.other_coordinator)
    for name in ("material", "material_edit", "material_delete"):
        assert client.post(reverse(f"workshops:{name}", args=[material.pk])).status_code == 404
    assert client.post(reverse("workshops:materials", args=[item.pk]), {"link": "https://x.example"}).status_code == 404
    assert Material.objects.count() == 1


def test_the_lines_of_links_are_links_and_everything_else_is_words(cast, client, item):
    item.materials = "https://example.org/a?b=1&c=2\njavascript:alert(1)\n<b>Bold</b>"
    item.save()
    client.force_login(cast.facilitator)
    page = text(client.get(reverse("workshops:materials", args=[item.pk])))
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">' in page
    assert "<li>javascript:alert(1)</li>" in page
    assert "&lt;b&gt;Bold" in page


def test_the_page_costs_the_same_for_one_file_and_for_twenty_and_reads_no_bytes(
    cast, client, item, django_assert_num_queries
):
    client.force_login(cast.facilitator)
    for size in (1, 3, 20):
        while Material.objects.count() < size:
            make.material(item, f"File {Material.objects.count()}")
        with django_assert_num_queries(MATERIALS) as asked:
            client.get(reverse("workshops:materials", args=[item.pk]))
        assert not any('"data"' in query["sql"] for query in asked)


MATERIALS = 7
