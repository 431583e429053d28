import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.workshops.test_packs import UNREADABLE, broken
from tests.workshops.test_sheet_data import publish, reply
from tests.workshops.test_sheets import read
from workshops.models import Pack
from workshops.packs.wishes import Order
from workshops.services import packs

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def workshop(cast, client):
    make.item(cast.workshop.days.get(), "Welcome", 390)
    publish(cast.workshop)
    client.force_login(cast.coordinator)
    return cast.workshop


def url(session):
    return reverse("workshops:pack_new", args=[session.pk])


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def chosen(**changes):
    return {"running-order": "1", "register": "1", "agenda": "2", "size": "a4"} | changes


def press(client, session, **changes):
    return client.post(url(session), chosen(**changes))


def test_the_session_page_leads_to_it(workshop, client):
    assert url(workshop) in client.get(workshop.get_absolute_url()).content.decode()


def test_the_page_proposes_copies_and_says_how_much_paper_they_take(workshop, client):
    page = client.get(url(workshop))
    assert page.status_code == 200
    assert {name: page.context["form"][name].value() for name in ("running-order", "register", "agenda")} == {
        "running-order": 1,
        "register": 1,
        "agenda": 3,
    }
    assert "Delegate agenda, 3 copies of 1 page" in text(page)
    assert "From edition 1" in text(page)
    assert not Pack.objects.exists()


def test_counting_again_makes_nothing_and_keeps_what_was_typed(workshop, client):
    page = press(client, workshop, agenda="7", both_sides="on", count="1")
    assert page.status_code == 200
    assert "Delegate agenda, 7 copies of 1 page" in text(page)
    assert 'value="7"' in page.content.decode()
    assert ", both sides" in text(page)
    assert not Pack.objects.exists()


def test_where_scripts_run_only_the_sums_come_back(workshop, client):
    sums = client.post(url(workshop), chosen(agenda="7", count="1"), **HTMX)
    assert "Delegate agenda, 7 copies of 1 page" in text(sums)
    assert "<html" not in sums.content.decode()
    wrong = client.post(url(workshop), chosen(agenda="many", count="1"), **HTMX)
    assert wrong.status_code == 200
    assert "Once the copies above are right" in text(wrong)


def test_one_press_makes_the_pack(workshop, client):
    page = client.get(press(client, workshop)["Location"])
    assert "It is ready. Made from edition 1." in text(page)
    pack = Pack.objects.get()
    assert pack.copies == {"running-order": 1, "register": 1, "agenda": 2}
    file = client.get(pack.files.get().get_absolute_url())
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'inline; filename="workshop-1-day-pack-room.pdf"'
    assert "private" in file["Cache-Control"]
    assert len(read(file.content).pages) == 4


@pytest.mark.parametrize("typed", ["-1", "many", "201", "1.5", "9" * 30])
def test_a_wrong_number_is_said_beside_it_and_nothing_is_lost(workshop, client, typed):
    page = press(client, workshop, register=typed, agenda="5")
    assert page.status_code == 422
    assert "Register: Write a whole number from 0 to 200." in text(page)
    assert f'value="{typed}"' in page.content.decode()
    assert 'value="5"' in page.content.decode()
    assert not Pack.objects.exists()


def test_no_copies_at_all_is_said(workshop, client):
    page = client.post(url(workshop), {"size": "a4", "register": "0", "agenda": ""})
    assert page.status_code == 422
    assert "Choose at least one sheet" in text(page)


def test_without_a_size_it_is_asked_for(workshop, client):
    page = client.post(url(workshop), {"register": "1"})
    assert page.status_code == 422
    assert "Choose a size." in text(page)


def test_before_an_edition_there_is_no_agenda_to_choose_and_the_page_says_why(cast, client):
    client.force_login(cast.coordinator)
    page = client.get(url(cast.draft))
    assert "No agenda is published yet" in text(page)
    assert "agenda" not in page.context["form"].fields
    assert press(client, cast.draft).status_code == 302
    assert Pack.objects.get().copies == {"register": 1, "running-order": 1}


def test_a_draft_that_has_changed_since_the_edition_is_said(workshop, client):
    assert "The draft has changed" not in text(client.get(url(workshop)))
    workshop.days.get().items.update(title="Other words")
    assert "The draft has changed since edition 1." in text(client.get(url(workshop)))


def test_an_agenda_that_does_not_add_up_is_said(workshop, client):
    assert "Runs over:" not in text(client.get(url(workshop)))
    make.item(workshop.days.get(), "Pinned too early", 10, pinned_minute=11 * 60)
    make.item(workshop.days.get(), "Too long", 400)
    page = text(client.get(url(workshop)))
    assert "What does not add up" in page
    assert "Runs over: the agenda ends at 17:50" in page


def test_letters_without_a_font_are_said_before_printing_and_after(cast, workshop, client):
    make.place(cast.cohort, make.person("Ann 😀"))
    assert "A letter has no font here: 😀" in text(client.get(url(workshop)))
    assert "Without a font here: 😀" in text(client.get(press(client, workshop)["Location"]))


def test_a_sheet_that_cannot_be_printed_is_said_before_and_after_and_the_others_come(workshop, client):
    broken(workshop, **UNREADABLE)
    assert "Delegate agenda cannot be printed just now." in text(client.get(url(workshop)))
    page = client.get(press(client, workshop)["Location"])
    assert "Delegate agenda is not in it" in text(page)
    assert "Open the PDF" in text(page)


def test_a_pack_of_an_older_edition_says_that_a_newer_one_was_published(workshop, client):
    page = press(client, workshop)["Location"]
    assert "was published since" not in text(client.get(page))
    publish(workshop, 2)
    assert "Edition 2 was published since." in text(client.get(page))


def test_only_the_sheets_that_changed_are_one_press(cast, workshop, client):
    press(client, workshop, both_sides="on")
    assert "Print only the sheets that changed" not in text(client.get(url(workshop)))
    reply(workshop.days.get(), cast.participant_place, "sorry")
    page = client.get(url(workshop)).content.decode()
    slip = page[page.index('aria-labelledby="changed-h"') : page.index("Print only the sheets that changed")]
    sent = dict(re.findall(r'name="([\w-]+)" value="(\w+)"', slip.split("csrf")[1].split("<p>", 1)[1]))
    assert sent == {"running-order": "1", "register": "1", "size": "a4", "both_sides": "on"}
    client.post(url(workshop), sent)
    assert Pack.objects.first().copies == {"running-order": 1, "register": 1}
    assert "Print only the sheets that changed" not in text(client.get(url(workshop)))


def test_a_long_pack_waits_and_says_how_far_it_is(workshop, client):
    page = press(client, workshop, agenda="60")["Location"]
    pack = Pack.objects.get()
    assert pack.made_at is None
    assert "It is being made: 62 copies. You can leave this page" in text(client.get(page))
    Pack.objects.update(taken_at=make.NOW, done=10)
    assert "10 of 62 copies are done" in text(client.get(page))
    assert client.get(f"{page}?done=10", **HTMX).status_code == 204
    assert "10 of 62 copies are done" in text(client.get(f"{page}?done=0", **HTMX))
    Pack.objects.update(taken_at=None, done=0)
    packs.make(pack_id=pack.pk, now=make.NOW)
    ready = client.get(f"{page}?done=10", **HTMX)
    assert "It is ready." in text(ready)
    assert "hx-get" not in ready.content.decode()


def test_a_pack_that_was_given_up_says_so(workshop, client):
    page = press(client, workshop, agenda="60")["Location"]
    Pack.objects.update(tries=Pack.TRIES)
    assert "It could not be made." in text(client.get(page))


def test_a_pack_whose_files_are_deleted_says_so(workshop, client):
    page = press(client, workshop)["Location"]
    pack = Pack.objects.get()
    address = pack.files.get().get_absolute_url()
    packs.forget(now=pack.made_at + Pack.KEPT * 2)
    assert "Its files were deleted after seven days." in text(client.get(page))
    assert client.get(address).status_code == 404


def test_earlier_packs_are_listed(workshop, client):
    press(client, workshop)
    page = client.get(url(workshop))
    assert Pack.objects.get().get_absolute_url() in page.content.decode()
    assert "4 copies" in text(page)


@pytest.mark.parametrize("role", ["adviser", "participant", "other_facilitator", "other_coordinator", "office_contact"])
def test_whoever_may_not_print_every_sheet_finds_neither_pack_nor_file(cast, workshop, client, role):
    press(client, workshop)
    pack = Pack.objects.get()
    client.force_login(cast.roles[role])
    assert client.get(pack.get_absolute_url()).status_code == 404
    assert client.get(pack.files.get().get_absolute_url()).status_code == 404
    assert client.post(url(workshop), chosen()).status_code in (403, 404)
    assert Pack.objects.count() == 1


def test_a_pack_with_a_sheet_that_is_no_longer_there_is_nobodys(workshop, client):
    press(client, workshop)
    Pack.objects.update(copies={"register": 1, "menu": 1})
    assert client.get(Pack.objects.get().get_absolute_url()).status_code == 404


def test_the_packs_of_a_set_meeting_are_its_advisers(cast, client):
    meeting = make.session(cast.cohort, "Set day", kind="set_meeting", learning_set=cast.set_a)
    client.force_login(cast.adviser)
    assert press(client, meeting).status_code == 302
    page = Pack.objects.get().get_absolute_url()
    assert client.get(page).status_code == 200
    for role in ("coordinator", "facilitator", "administrator", "other_adviser", "participant"):
        client.force_login(cast.roles[role])
        assert client.get(page).status_code == 404
        assert press(client, meeting).status_code in (403, 404)
    assert Pack.objects.count() == 1


def test_a_file_of_another_pack_is_not_reached_by_its_number(workshop, client):
    press(client, workshop)
    pack = Pack.objects.get()
    assert client.get(reverse("workshops:pack_file", args=[pack.pk, 2])).status_code == 404
    assert client.get(reverse("workshops:pack_file", args=[pack.pk + 1, 1])).status_code == 404


def test_a_sheet_that_is_not_offered_is_not_printed_however_it_is_asked_for(cast, client):
    client.force_login(cast.coordinator)
    press(client, cast.draft, agenda="3", menu="4")
    assert set(Pack.objects.get().copies) == {"running-order", "register"}


def test_the_pages_cost_the_same_queries_for_three_people_as_for_thirty(cast, workshop, client):
    page = press(client, workshop)["Location"]

    def costs():
        found = []
        for address in (url(workshop), page):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        return found

    costs()  # measures the pages, which are then known
    few = costs()
    for n in range(27):
        make.place(cast.cohort, make.person(f"Person {n}"))
        make.item(workshop.days.get(), f"Item {n}", 1)
    for n in range(5):
        order = Order.of({"register": n + 1})
        packs.order(session=workshop, wanted=order, by=cast.coordinator, now=make.NOW)
    costs()
    assert costs() == few
