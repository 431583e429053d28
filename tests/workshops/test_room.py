"""The pages of what the room says: a box on a phone, cards typed fast, an order, the wall, the printed list."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import publish
from workshops.models import Voice

DAY = make.NOW.replace(month=3, day=3, hour=11)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(DAY, tick=False)


@pytest.fixture
def panel(cast):
    item = make.item(cast.workshop.days.get(), "Panel", 60, kind="panel", collects="questions")
    publish(cast)
    return item


@pytest.fixture
def go(client, panel):
    """go(person, "order", do=…) opens the item's page, or sends to it, and gives the answer."""

    def go(person, name="", of=panel, get="", htmx=False, etag="", **sent):
        client.force_login(person)
        url = reverse(f"workshops:room{'_' if name else ''}{name}", args=[of.pk]) + get
        headers = {"HX-Request": "true"} if htmx else {}
        headers |= {"If-None-Match": etag} if etag else {}
        return client.post(url, sent, headers=headers) if sent else client.get(url, headers=headers)

    return go


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_before_the_box_stands_who_can_read_it(cast, go):
    for person in (cast.participant, cast.facilitator):
        page = text(go(person))
        label = page.index("Everyone in your cohort</b> can read this")
        assert label < page.index('name="text"')
    assert "without your name, unless you say so" in text(go(cast.participant))


def test_a_participant_sends_a_line_and_finds_it_among_their_own(cast, go):
    assert go(cast.participant, text="What do you\n need?", key=uuid.uuid4()).status_code == 302
    page = text(go(cast.participant))
    assert page.count("What do you need?") == 2
    assert "Without your name, not asked yet" in page
    assert text(go(cast.set_mate)).count("What do you need?") == 1
    assert "Sam Okafor" not in text(go(cast.set_mate))


def test_a_named_line_says_whom_it_is_from(cast, go):
    go(cast.participant, text="Why?", is_named="on")
    assert "Sam Okafor" in text(go(cast.set_mate))


def test_a_form_sent_twice_is_one_line(cast, go):
    key = uuid.uuid4()
    for _press in range(2):
        assert go(cast.participant, text="Why?", key=key).status_code == 302
    assert Voice.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [("  ", "Write a few words first"), ("x" * 301, "at most 300 characters"), ("a\x07b", "on one line")],
)
def test_what_is_wrong_is_said_and_stays_in_the_box(cast, go, typed, said):
    page = text(go(cast.participant, text=typed), 422)
    assert said in page
    assert "Error:" in page
    assert typed.strip() in page


def test_what_is_sent_too_late_is_said_not_to_be_kept(cast, go, time_machine):
    time_machine.move_to(DAY + timedelta(days=8))
    assert 'name="text"' not in text(go(cast.participant))
    go(cast.participant, text="Why?")
    assert "your line was not kept" in text(go(cast.participant))
    assert not Voice.objects.exists()


def test_those_who_are_not_invited_read_and_do_not_write(cast, go):
    for person in (cast.adviser, cast.coach):
        assert 'name="text"' not in text(go(person))
        assert go(person, text="Why?").status_code == 403


def test_cards_are_typed_one_after_another_with_their_group(cast, go, panel):
    panel.groups.create(position=1, name="Group 1 & friends")
    answer = go(cast.facilitator, "card", text="Who pays?", group="Group 1 & friends", key=uuid.uuid4())
    assert answer["Location"].endswith("?next=Group+1+%26+friends")
    page = text(go(cast.facilitator, get="?next=Group+1+%26+friends"))
    assert "autofocus" in page
    assert '<option value="Group 1 &amp; friends" selected>' in page
    assert Voice.objects.get().group == "Group 1 & friends"
    assert "Write a few words first" in text(go(cast.facilitator, "card", text="", group=""), 422)
    assert "Select a valid choice" in text(go(cast.facilitator, "card", text="Why?", group="Another"), 422)


def test_hostile_words_are_shown_as_they_were_typed(cast, go):
    go(cast.participant, text="<script>alert(1)</script> {{7*7}} #panic()")
    for page in (text(go(cast.set_mate)), text(go(cast.set_mate, "screen"))):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} #panic()" in page


def test_those_who_run_the_session_order_and_mark_the_lines(cast, go, panel):
    first, second = make.voice(panel, "One"), make.voice(panel, "Two")
    go(cast.facilitator, "order", do=f"up {second.pk}")
    page = text(go(cast.participant))
    assert page.index("Two") < page.index("One")
    answer = go(cast.coordinator, "order", do=f"asked {first.pk}")
    assert answer["Location"].endswith(f"#line-{first.pk}")
    assert "Asked" in text(go(cast.participant))
    go(cast.facilitator, "order", do=f"merge {first.pk} {second.pk}")
    assert "Also: One" in text(go(cast.participant))


def test_the_author_of_a_line_that_was_set_aside_is_told_on_their_page(cast, go, panel):
    voice = make.voice(panel, "Unfit", membership=cast.participant_place)
    go(cast.facilitator, "order", do=f"hide {voice.pk}")
    page = text(go(cast.participant))
    assert page.count("Unfit") == 1
    assert "Set aside by those who run the session" in page
    assert "Unfit" not in text(go(cast.set_mate)) + text(go(cast.facilitator, "screen"))
    assert "Show it again" in text(go(cast.coordinator))


@pytest.mark.parametrize("do", ["", "asked", "asked x", "asked 0", "delete 1", "merge 1", "asked 99999999999999999999"])
def test_a_deed_that_makes_no_sense_is_not_found(cast, go, panel, do):
    make.voice(panel)
    assert go(cast.facilitator, "order", do=do or " ").status_code == 404


def test_a_line_of_another_item_is_not_found_and_not_changed(cast, go, panel):
    other = make.voice(make.item(panel.day, "Lunch", collects="more"), "More")
    mine = make.voice(panel)
    assert go(cast.facilitator, "order", do=f"hide {other.pk}").status_code == 404
    go(cast.facilitator, "order", do=f"merge {mine.pk} {other.pk}")
    assert "not here any more" in text(go(cast.facilitator))
    assert not Voice.objects.filter(is_hidden=True).exists()
    assert not Voice.objects.exclude(same_as=None).exists()


def test_an_item_that_is_not_published_is_known_to_nobody_but_those_who_prepare_it(cast, go, panel):
    idea = make.item(panel.day, "A draft idea", collects="more")
    assert go(cast.participant, of=idea).status_code == 404
    assert "A draft idea" in text(go(cast.facilitator, of=idea)) + text(go(cast.adviser, of=idea))


def test_delegates_read_the_published_title(cast, go, panel):
    panel.title = "A draft title"
    panel.save()
    for name in ("", "screen"):
        assert "A draft title" not in text(go(cast.participant, name))
    assert "Panel" in text(go(cast.participant))


def test_what_was_sent_can_be_read_after_the_item_has_gone(cast, go, panel):
    number = make.voice(panel, "Still here").item_id
    panel.delete()
    page = text(go(cast.participant, of=SimpleNamespace(pk=number)))
    assert "Still here" in page
    assert "not on the agenda any more" in page


def test_nothing_where_nothing_is_collected(cast, go, panel):
    assert go(cast.participant, of=make.item(panel.day, "Lunch")).status_code == 404


def test_what_is_asked_again_is_sent_only_when_it_changed(cast, go, panel):
    make.voice(panel, "One")
    for person, name in ((cast.facilitator, ""), (cast.participant, ""), (cast.participant, "screen")):
        first = go(person, name, htmx=True)
        assert "One" in text(first)
        assert "<html" not in text(first)
        again = go(person, name, htmx=True, etag=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
    make.voice(panel, "Two")
    assert "Two" in text(go(cast.participant, "screen", htmx=True, etag=first["ETag"]))


def test_the_mark_of_the_page_is_the_mark_of_its_part(cast, go, panel):
    make.voice(panel)
    for name in ("", "screen"):
        assert go(cast.facilitator, name, htmx=True)["ETag"].strip('"') in text(go(cast.facilitator, name))


def test_a_deed_of_htmx_brings_the_lines_back(cast, go, panel):
    voice = make.voice(panel)
    page = text(go(cast.facilitator, "order", htmx=True, do=f"asked {voice.pk}"))
    assert "Asked" in page
    assert f'hx-get="{reverse("workshops:room", args=[panel.pk])}"' in page


def test_on_the_wall_stand_open_and_asked_lines_alone(cast, go, panel):
    for state in Voice.State:
        make.voice(panel, f"A line {state.value}", state=state)
    page = text(go(cast.participant, "screen"))
    assert [state.value for state in Voice.State if f"A line {state.value}" in page] == ["open", "asked"]
    assert 'data-bs-theme="dark"' in page


def test_the_agenda_leads_to_the_box_while_it_is_open(cast, client, panel, time_machine):
    link = reverse("workshops:room", args=[panel.pk])
    client.force_login(cast.participant)
    assert link in text(client.get(cast.workshop.get_absolute_url()))
    time_machine.move_to(DAY - timedelta(days=3))
    assert link not in text(client.get(cast.workshop.get_absolute_url()))


def test_the_editor_leads_to_what_the_room_said_also_when_the_item_has_gone(cast, client, panel):
    make.voice(panel)
    link = reverse("workshops:room", args=[panel.pk])
    client.force_login(cast.facilitator)
    assert text(client.get(cast.workshop.get_absolute_url())).count(link) == 2
    panel.delete()
    assert link in text(client.get(cast.workshop.get_absolute_url()))
    client.force_login(cast.administrator)
    assert link not in text(client.get(cast.workshop.get_absolute_url()))


def test_those_who_prepare_the_next_session_read_what_was_learned(cast, client, panel):
    make.voice(make.item(panel.day, "Close", collects="learning"), "Ask earlier.")
    for person, reads in ((cast.facilitator, True), (cast.adviser, True), (cast.administrator, False)):
        client.force_login(person)
        assert ("Ask earlier." in text(client.get(cast.draft.get_absolute_url()))) == reads


def test_the_list_is_printed_by_those_who_run_the_session_and_by_nobody_else(cast, client, panel):
    make.voice(panel)
    got = {}
    for role, person in cast.roles.items():
        client.force_login(person)
        got[role] = client.get(reverse("workshops:sheet", args=[cast.workshop.pk, "questions"])).status_code
    assert {role for role, status in got.items() if status == 200} == {"facilitator", "coordinator"}
    assert {status for role, status in got.items() if role not in ("facilitator", "coordinator")} == {404}


def test_nothing_is_read_while_the_viewer_s_own_words_are_locked(cast, client, go, panel):
    cast.participant.shared_mailbox = True
    cast.participant.save()
    assert go(cast.participant).status_code == 404
    assert reverse("workshops:room", args=[panel.pk]) not in text(client.get(cast.workshop.get_absolute_url()))


def test_an_item_is_told_what_it_collects_on_its_form(cast, client, panel):
    client.force_login(cast.facilitator)
    assert "Collects from the room" in text(client.get(reverse("workshops:item_edit", args=[panel.pk])))
    meeting = make.session(cast.cohort, "Set meeting", kind="set_meeting", learning_set=cast.set_a)
    turn = make.item(meeting.days.get(), "Turn")
    client.force_login(cast.adviser)
    page = reverse("workshops:item_edit", args=[turn.pk])
    assert "Collects from the room" not in text(client.get(page))
    sent = {"title": "Turn", "kind": "sets", "minutes": "30", "collects": "questions", "revision": "1"}
    assert client.post(page, sent).status_code == 302
    turn.refresh_from_db()
    assert turn.collects == ""


@pytest.mark.parametrize(
    ("role", "name", "most"), [("participant", "", 16), ("facilitator", "", 16), ("participant", "_screen", 12)]
)
def test_it_costs_the_same_for_one_line_and_for_thirty(cast, client, panel, role, name, most):
    client.force_login(cast.roles[role])
    costs = set()
    for size in (1, 3, 30):
        while panel.voices.count() < 2 * size:
            first = make.voice(panel, membership=cast.participant_place, is_named=True)
            make.voice(panel, membership=cast.set_mate_place, is_named=True, same_as=first)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"workshops:room{name}", args=[panel.pk]))
        costs.add(len(asked))
    assert len(costs) == 1
    assert costs.pop() <= most
