"""The limits of confidentiality: a coordinator and the safeguarding lead, two people, open one text."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from challenges.exceptions import KeyTaken, NoLongerAsked, NoSuchThing, NotTheSecond
from challenges.models import Disclosure
from challenges.references import meant, reference
from challenges.services import disclosures as services
from cohorts.models import Event, ProgrammeRole
from tests import factories as make
from tests.canaries import planted
from tests.canaries.crawl import read_everything

pytestmark = pytest.mark.django_db
SECRET = "Somebody comes to harm"


def url(name, *args):
    return reverse(f"challenges:{name}", args=args)


def said(response):
    return response.content.decode()


@pytest.fixture
def lead(cast):
    somebody = make.person("Maren Holt")
    make.coordinator(cast.programme, somebody, "safeguarding")
    return somebody


@pytest.fixture
def note(cast):
    return make.set_note(cast.set_a, cast.participant_place, SECRET)


def ask(note, by, **fields):
    asked = {"reference": note.reference, "reason": "An adviser rang.", "untold": "", "key": uuid.uuid4()}
    return services.ask(**{**asked, "by": by, "now": timezone.now(), **fields})


def opened(note, first, second, **fields):
    return services.agree(disclosure=ask(note, first, **fields), by=second, now=timezone.now())


def form(note, **fields):
    return {"reference": note.reference, "reason": "An adviser rang.", "key": uuid.uuid4(), **fields}


def test_a_reference_is_read_however_it_is_spaced_and_never_guessed():
    made = reference("note", 12)
    assert re.fullmatch("N12-[0-9A-F]{8}", made)
    assert meant(f" {made.lower()[:5]} {made.lower()[5:]} ") == ("note", 12)
    assert meant(made.replace("N12", "N13")) is None
    assert meant(made.replace("N12", "E12")) is None
    assert [meant(wrong) for wrong in ("", "N12", "N12-00000000", "12", "N١٢-7F3A2C41")] == [None] * 5


def test_a_reader_finds_the_reference_beside_the_text_and_its_author_does_not(cast, client, note):
    client.force_login(cast.adviser)
    assert note.reference in said(client.get(url("set_notes", cast.set_a.pk)))
    client.force_login(cast.participant)
    assert note.reference not in said(client.get(url("set_notes", cast.set_a.pk)))
    shared = {"audience": "set", "learning_set": cast.set_a}
    entry = make.entry(make.challenge(cast.participant_place), **shared)
    client.force_login(cast.set_mate)
    assert entry.reference in said(client.get(url("add_comment", entry.pk)))


@pytest.mark.parametrize("first", ["lead", "coordinator"])
def test_two_people_open_one_text_and_each_reading_is_recorded(first, cast, client, lead, note):
    one, two = (lead, cast.coordinator) if first == "lead" else (cast.coordinator, lead)
    client.force_login(one)
    page = client.post(url("ask_disclosure"), form(note), follow=True)
    assert "Nothing is open until the second person agrees" in said(page)
    assert SECRET not in said(page)
    row = Disclosure.objects.get()
    client.force_login(two)
    page = client.post(url("agree_disclosure", row.pk), follow=True)
    assert "It is open to the two of you for a day." in said(page)
    assert SECRET not in said(page)
    for person in (one, two):
        client.force_login(person)
        assert SECRET in said(client.post(url("read_disclosure", row.pk)))
    assert [event.verb for event in Event.objects.order_by("pk")] == [
        "asked to open",
        "agreed to open",
        "read",
        "read",
    ]
    assert SECRET not in str(list(Event.objects.values()))


def test_the_other_notes_of_the_set_stay_closed(cast, client, lead, note):
    make.set_note(cast.set_a, cast.participant_place, "Another matter")
    row = opened(note, lead, cast.coordinator)
    client.force_login(lead)
    page = said(client.post(url("read_disclosure", row.pk)))
    assert SECRET in page
    assert "Another matter" not in page
    assert client.get(url("set_notes", cast.set_a.pk)).status_code == 404


def test_an_entry_that_only_its_author_reads_opens_in_the_same_way(cast, client, lead):
    entry = make.entry(make.challenge(cast.participant_place), happened=SECRET)
    row = opened(entry, cast.coordinator, lead)
    client.force_login(lead)
    assert SECRET in said(client.post(url("read_disclosure", row.pk)))
    assert entry.audience == "me"


def test_without_the_second_there_is_no_text(cast, client, lead, note):
    row = ask(note, lead)
    client.force_login(lead)
    for path in (url("disclosure", row.pk), url("disclosures")):
        assert SECRET not in said(client.get(path))
    assert client.post(url("agree_disclosure", row.pk)).status_code == 403
    page = client.post(url("read_disclosure", row.pk), follow=True)
    assert SECRET not in said(page)
    assert "It is closed." in said(page)
    client.force_login(cast.coordinator)
    assert client.post(url("read_disclosure", row.pk)).status_code == 403


def test_two_coordinators_are_not_enough_and_one_person_with_both_parts_is_one(cast, note):
    second = make.person("Lou Ferris")
    make.coordinator(cast.programme, second)
    row = ask(note, cast.coordinator)
    with pytest.raises(NotTheSecond):
        services.agree(disclosure=row, by=second, now=timezone.now())
    make.coordinator(cast.programme, cast.coordinator, "safeguarding")
    with pytest.raises(NotTheSecond):
        services.agree(disclosure=row, by=cast.coordinator, now=timezone.now())
    assert services.agree(disclosure=row, by=second, now=timezone.now()).agreed_by == second


@pytest.mark.parametrize("role", ["facilitator", "adviser", "administrator", "other_coordinator", "sponsor"])
def test_nobody_else_asks_agrees_or_reads(role, cast, client, lead, note):
    with pytest.raises(NoSuchThing):
        ask(note, cast.roles[role])
    row = ask(note, lead)
    with pytest.raises(NotTheSecond):
        services.agree(disclosure=row, by=cast.roles[role], now=timezone.now())
    client.force_login(cast.roles[role])
    assert client.get(url("disclosure", row.pk)).status_code == 404
    assert client.post(url("read_disclosure", row.pk)).status_code == 404


def test_the_author_is_neither_of_the_two(cast, lead, note):
    make.coordinator(cast.programme, cast.participant)
    with pytest.raises(NotTheSecond):
        ask(note, cast.participant)
    with pytest.raises(NotTheSecond):
        services.agree(disclosure=ask(note, lead), by=cast.participant, now=timezone.now())


def test_whoever_lost_the_part_no_longer_counts_and_no_longer_reads(cast, lead, note):
    row = ask(note, lead)
    ProgrammeRole.objects.filter(person=lead).delete()
    with pytest.raises(NotTheSecond):
        services.agree(disclosure=row, by=cast.coordinator, now=timezone.now())
    make.coordinator(cast.programme, lead, "safeguarding")
    row = opened(note, lead, cast.coordinator)
    ProgrammeRole.objects.filter(person=lead).delete()
    with pytest.raises(NotTheSecond):
        services.read(disclosure=row, by=lead, now=timezone.now())


def test_asking_lapses_after_two_days_and_reading_ends_after_one(cast, lead, note):
    row = ask(note, lead, now=make.NOW)
    two_days = make.NOW + timedelta(days=2)
    with pytest.raises(NoLongerAsked):
        services.agree(disclosure=row, by=cast.coordinator, now=two_days)
    services.agree(disclosure=row, by=cast.coordinator, now=two_days - timedelta(seconds=1))
    reads = {"disclosure": row, "by": lead}
    closes = two_days + timedelta(days=1, seconds=-1)
    assert services.read(**reads, now=closes - timedelta(seconds=1)) == note
    with pytest.raises(NoLongerAsked):
        services.read(**reads, now=closes)


def test_what_is_withdrawn_is_never_opened(cast, client, lead, note):
    row = ask(note, lead)
    client.force_login(lead)
    assert "Nothing was opened." in said(client.post(url("withdraw_disclosure", row.pk), follow=True))
    client.force_login(cast.coordinator)
    assert client.post(url("agree_disclosure", row.pk), follow=True).status_code == 200
    row.refresh_from_db()
    assert row.agreed_at is None
    with pytest.raises(NotTheSecond):
        services.withdraw(disclosure=ask(note, lead), by=cast.coordinator, now=timezone.now())


def test_the_author_is_told_who_and_why_on_their_own_pages(cast, client, lead, note):
    opened(note, lead, cast.coordinator)
    client.force_login(cast.participant)
    page = said(client.get(url("disclosed")))
    assert "by Maren Holt and Dana Whitfield" in page
    assert "An adviser rang." in page
    for path in (url("set_notes", cast.set_a.pk), make.challenge(cast.participant_place).get_absolute_url()):
        assert "opened by two named people" in said(client.get(path))
    client.force_login(cast.set_mate)
    assert "opened by two named people" not in said(client.get(url("set_notes", cast.set_a.pk)))


def test_where_telling_is_unsafe_the_author_sees_nothing_until_one_of_them_tells(cast, client, lead, note):
    client.force_login(lead)
    client.post(url("ask_disclosure"), form(note, unsafe="on", untold="Their partner reads their post."))
    row = services.agree(disclosure=Disclosure.objects.get(), by=cast.coordinator, now=timezone.now())
    client.force_login(cast.participant)
    assert "Nothing that you have been told of" in said(client.get(url("disclosed")))
    client.force_login(cast.coordinator)
    page = said(client.get(row.get_absolute_url()))
    assert "Their partner reads their post." in page
    assert "Its author is not told yet" in page
    client.post(url("tell_author", row.pk))
    client.force_login(cast.participant)
    page = said(client.get(url("disclosed")))
    assert "An adviser rang." in page
    assert "Their partner" not in page


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"unsafe": "on"}, "Write who would be at risk"),
        ({"untold": "Somebody"}, "Tick this too"),
        ({"reason": " "}, "Write why it must be opened."),
        ({"reference": "N1-00000000"}, "That is no reference."),
        ({"reference": reference("note", 999_999)}, "This leads to nothing in your programmes."),
    ],
)
def test_a_wrong_form_comes_back_as_typed_and_asks_nothing(fields, error, cast, client, lead, note):
    client.force_login(lead)
    page = client.post(url("ask_disclosure"), form(note) | fields)
    assert page.status_code == 422
    assert error in said(page)
    assert (fields.get("untold") or "An adviser rang.") in said(page) or "reason" in fields
    assert not Disclosure.objects.exists()


def test_a_form_sent_twice_asks_once(cast, lead, note):
    key = uuid.uuid4()
    assert ask(note, lead, key=key) == ask(note, lead, key=key)
    with pytest.raises(KeyTaken):
        ask(note, cast.coordinator, key=key)


def test_a_text_that_was_deleted_meanwhile_says_so(cast, client, lead, note):
    row = opened(note, lead, cast.coordinator)
    note.delete()
    client.force_login(lead)
    assert "It has been deleted since. There is no copy." in said(client.post(url("read_disclosure", row.pk)))


def test_the_database_keeps_the_two_apart(cast, note):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.disclosure(note, cast.coordinator, agreed_by=cast.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.disclosure(note, cast.coordinator, told_at=make.NOW)


def test_the_list_is_for_all_coordinators_and_the_lead_of_this_programme_alone(cast, client, lead, note):
    opened(note, lead, cast.coordinator)
    second = make.person("Lou Ferris")
    make.coordinator(cast.programme, second)
    for person in (lead, cast.coordinator, second):
        client.force_login(person)
        page = said(client.get(url("disclosures")))
        assert "Asked once" in page
        assert "Maren Holt and Dana Whitfield" in page
    client.force_login(cast.other_coordinator)
    assert "Nobody has asked" in said(client.get(url("disclosures")))


def test_there_is_a_way_in_for_both(cast, client, lead):
    client.force_login(lead)
    assert f'href="{url("disclosures")}"' in said(client.get("/"))
    client.force_login(cast.coordinator)
    assert f'href="{url("disclosures")}"' in said(client.get(cast.programme.get_absolute_url()))
    client.force_login(cast.facilitator)
    assert url("disclosures") not in said(client.get(cast.programme.get_absolute_url()))


@pytest.mark.parametrize(("first", "second"), [("lead", "coordinator"), ("coordinator", "lead")])
def test_what_waits_stands_on_the_home_page_of_the_other_until_they_agree(first, second, cast, client, lead, note):
    people = {"lead": lead, "coordinator": cast.coordinator}
    row = ask(note, people[first])
    client.force_login(people[first])
    assert "A disclosure waits for you." not in said(client.get("/"))
    client.force_login(people[second])
    page = said(client.get("/"))
    assert "A disclosure waits for you." in page
    assert "Nothing needs you" not in page
    services.agree(disclosure=row, by=people[second], now=timezone.now())
    assert "A disclosure waits for you." not in said(client.get("/"))


def test_what_lapsed_or_was_asked_by_another_coordinator_waits_for_nobody(cast, client, lead, note):
    second = make.person("Lou Ferris")
    make.coordinator(cast.programme, second)
    ask(note, second)
    ask(note, lead, now=timezone.now() - timedelta(days=2, seconds=1))
    client.force_login(cast.coordinator)
    assert "A disclosure waits for you." not in said(client.get("/"))


def test_the_list_costs_the_same_for_one_and_for_many(cast, client, lead, note):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(url("disclosures"))
        return len(queries)

    client.force_login(lead)
    opened(note, lead, cast.coordinator)
    once = cost()
    for _ in range(5):
        opened(note, lead, cast.coordinator)
    assert cost() == once


def test_a_locked_sign_in_opens_none_of_it(cast, client, lead, note):
    row = opened(note, lead, cast.coordinator)
    lead.address_locked = True
    lead.save()
    client.force_login(lead)
    page = client.post(url("read_disclosure", row.pk))
    assert page.status_code == 403
    assert SECRET not in said(page)


def test_the_safeguarding_lead_meets_reasons_and_no_words(cast, client):
    words, _ = planted.plant(cast)
    client.force_login(ProgrammeRole.objects.get(role="safeguarding").person)
    met = {token for text in read_everything(client, cast).values() for token in re.findall(r"canary\w+?end", text)}
    assert met & set(words) == {"canarytoldreasonend", "canaryuntoldreasonend", "canaryuntoldriskend"}
