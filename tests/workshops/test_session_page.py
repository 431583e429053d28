"""What each viewer sees of a session, and what nobody but those who run it ever sees."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import publish, real_day
from workshops.models import Objective, Reply, Session
from workshops.services import sessions


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def see(client):
    """see(person, session) is the text of the session's page for that person."""

    def see(person, session, query=""):
        client.force_login(person)
        response = client.get(session.get_absolute_url() + query)
        assert response.status_code == 200
        return response.content.decode()

    return see


def test_a_delegate_sees_the_latest_edition_and_never_the_draft(cast, see):
    items = real_day(cast.workshop)
    publish(cast)
    items[5].title = "A draft idea"
    items[5].minutes = 90
    items[5].save()
    page = see(cast.participant, cast.workshop)
    assert "Scenario work" in page
    assert "12:45" in page
    assert "13:15" not in page
    assert "A draft idea" not in page


def test_a_delegate_sees_no_agenda_before_the_first_edition(cast, see):
    real_day(cast.workshop)
    Objective.objects.create(session=cast.workshop, position=1, text="A draft objective")
    page = see(cast.participant, cast.workshop)
    assert "The agenda is not published yet" in page
    assert "Scenario work" not in page
    assert "A draft objective" not in page


def test_notes_kit_and_contingency_reach_no_delegate(cast, see):
    make.item(cast.workshop.days.get(), notes="NOTE-1", kit="KIT-2", contingency="CONTINGENCY-3", instructions="HOW-4")
    publish(cast)
    for person in (cast.participant, cast.adviser, cast.coach, cast.office_contact):
        page = see(person, cast.workshop)
        assert not any(word in page for word in ("NOTE-1", "KIT-2", "CONTINGENCY-3", "HOW-4"))


def test_a_delegate_reads_where_when_what_to_bring_and_whom_to_ring(cast, see):
    Session.objects.filter(pk=cast.workshop.pk).update(arrival="coffee from 09:30", bring="your challenge")
    cast.programme.office_name, cast.programme.office_phone = "Dana Whitfield", "07700 900218"
    cast.programme.save()
    ways_in = {"online_link": "https://meet.example.org/1", "dial_in": "0117 496 0123"}
    cast.workshop.days.update(online_host="Pat Lindqvist, at the door", **ways_in)
    page = see(cast.participant, cast.workshop)
    for words in (
        "3 March",
        "10:00 to 16:30",
        "Hartwell Hall, near Wexcombe",
        "Coffee from 09:30",
        "Your challenge",
        "https://meet.example.org/1",
        "Host: Pat Lindqvist, at the door",
        "0117 496 0123",
        "Ring Dana Whitfield",
        "07700 900218",
    ):
        assert words in page


def test_a_change_of_place_is_seen_at_once_without_a_new_edition(cast, see):
    make.item(cast.workshop.days.get())
    publish(cast)
    cast.workshop.days.update(venue=make.venue(cast.programme, "Town Hall", "Market Square"))
    assert "Town Hall, Market Square" in see(cast.participant, cast.workshop)


def test_an_office_contact_reads_the_logistics_and_no_agenda(cast, see):
    real_day(cast.workshop)
    Session.objects.filter(pk=cast.workshop.pk).update(arrival="coffee from 09:30")
    publish(cast)
    page = see(cast.office_contact, cast.workshop)
    assert "Coffee from 09:30" in page
    assert "Reply for Sam Okafor" in page
    assert "Scenario work" not in page
    assert "Print the agenda" not in page


def test_of_another_set_s_meeting_only_date_and_place_are_told(cast, see):
    meeting = make.session(
        cast.cohort,
        "Our secret name",
        on=date(2027, 4, 7),
        kind="set_meeting",
        learning_set=cast.set_a,
        title="Our secret title",
        bring="Our secret paper",
    )
    make.item(meeting.days.get(), "Our secret item")
    publish(cast, meeting)
    for person in (cast.coordinator, cast.facilitator):
        page = see(person, meeting)
        assert "Set meeting, Set 1" in page
        assert "7 April" in page
        assert "Our secret" not in page
    for person in (cast.participant, cast.adviser):
        assert "Our secret title" in see(person, meeting)


def test_the_coordinator_gets_to_the_register_of_a_set_s_meeting(cast, see):
    meeting = make.session(cast.cohort, "Set 1", kind="set_meeting", learning_set=cast.set_a)
    register = reverse("workshops:attendance", args=[meeting.days.get().pk])
    assert register in see(cast.coordinator, meeting)
    assert register not in see(cast.facilitator, meeting)


def test_a_facilitator_sees_the_flowing_draft_with_its_end(cast, see):
    real_day(cast.workshop)
    page = see(cast.facilitator, cast.workshop)
    assert "6 hours 30 minutes" in page
    assert "of which 1 hour 15 minutes are breaks and meals" in page
    assert "Ends on time." in page
    assert "3 people expected" in page


def test_what_does_not_add_up_is_said_in_words(cast, see):
    day = cast.workshop.days.get()
    room = day.venue.rooms.create(name="Garden Room")
    make.item(day, "Long", 170, lead="Ines", room=room)
    make.item(day, "Lunch", 45, pinned_minute=12 * 60 + 45, lead="Ines", room=room)
    make.item(day, "Late", 30, pinned_minute=14 * 60, lead="Ines", room=room)
    page = see(cast.facilitator, cast.workshop)
    assert "the items before run 5 minutes past 12:45" in page
    assert "30 minutes of nothing before 14:00" in page
    assert "4 things in the agenda do not add up" in page
    assert "Ends 2 hours before the day does" in page


def test_an_agenda_that_runs_past_the_end_of_the_day_says_by_how_much(cast, see):
    make.item(cast.workshop.days.get(), "Long", 400)
    assert "Runs 10 minutes past the end of the day at 16:30." in see(cast.facilitator, cast.workshop)


def test_an_item_pinned_before_the_day_opens_is_said(cast, see):
    make.item(cast.workshop.days.get(), "Early", 30, pinned_minute=9 * 60)
    assert "before the day opens at 10:00" in see(cast.facilitator, cast.workshop)


def test_it_says_which_item_serves_which_objective_and_which_nobody_serves(cast, see):
    served = Objective.objects.create(session=cast.workshop, position=1, text="Listen")
    Objective.objects.create(session=cast.workshop, position=2, text="Speak")
    make.item(cast.workshop.days.get(), "Panel").objectives.add(served)
    page = see(cast.facilitator, cast.workshop)
    assert page.count("No item serves this yet") == 1
    assert "One is served by no item" in page
    assert '<span class="hb-time">10:00</span> Panel' in page


def test_it_says_what_is_published_now_and_whether_the_draft_differs(cast, see):
    assert "A draft: only those who run it can see it." in see(cast.facilitator, cast.draft)
    item = make.item(cast.workshop.days.get())
    assert "Delegates see the date and the place, and no agenda yet." in see(cast.facilitator, cast.workshop)
    publish(cast)
    page = see(cast.facilitator, cast.workshop)
    assert "Delegates see edition 1, published 22 February, 09:00." in page
    assert "The draft below says the same." in page
    item.title = "Changed"
    item.save()
    assert "The draft below has changed since" in see(cast.facilitator, cast.workshop)


def test_those_who_run_it_can_see_it_as_a_delegate(cast, see):
    make.item(cast.workshop.days.get(), notes="NOTE-1")
    publish(cast)
    page = see(cast.facilitator, cast.workshop, "?as=delegate")
    assert "This is what delegates see." in page
    assert "NOTE-1" not in page


def test_as_a_delegate_gives_a_delegate_nothing_more(cast, see):
    make.item(cast.workshop.days.get(), notes="NOTE-1")
    assert "NOTE-1" not in see(cast.participant, cast.workshop, "?as=runner")


def test_a_cancelled_session_says_so_to_everyone(cast, see):
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=make.NOW)
    for person in (cast.participant, cast.office_contact, cast.facilitator):
        assert "is cancelled" in see(person, cast.workshop)


def test_a_participant_without_a_reply_is_asked_and_one_with_a_reply_may_change_it(cast, see):
    day = cast.workshop.days.get()
    assert "Will you come on Wed 3 March?" in see(cast.participant, cast.workshop)
    Reply.objects.create(day=day, person=cast.participant, answer="sorry", by=cast.participant, at=make.NOW)
    page = see(cast.participant, cast.workshop)
    assert "Sorry." in page
    assert "Change my reply" in page
    assert "Will you come" not in page
    assert "Will you come" not in see(cast.coach, cast.workshop)


def test_a_withdrawn_person_is_let_in_no_longer(cast, client):
    client.force_login(cast.participant)
    assert client.get(cast.workshop.get_absolute_url()).status_code == 200
    cast.participant_place.left_at = make.NOW
    cast.participant_place.save()
    assert client.get(cast.workshop.get_absolute_url()).status_code == 404


def test_hostile_text_is_printed_as_typed(cast, see):
    make.item(cast.workshop.days.get(), '<script>alert("x")</script> {{7*7}} #panic("x")', description="<b>bold</b>")
    publish(cast)
    for person in (cast.participant, cast.facilitator):
        page = see(person, cast.workshop)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; {{7*7}} #panic(&quot;x&quot;)" in page
        assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_the_agenda_page_costs_at_most_eight_queries_whatever_the_rows(cast, client, django_assert_max_num_queries):
    client.force_login(cast.participant)
    day = cast.workshop.days.get()
    for size in (1, 3, 30):
        while day.items.count() < size:
            make.item(day, f"Item {day.items.count()}").speakers.add(make.speaker(cast.workshop))
        publish(cast)
        with django_assert_max_num_queries(8):
            assert f"Item {size - 1}" in client.get(cast.workshop.get_absolute_url()).content.decode()


def test_the_editor_costs_the_same_for_one_item_and_for_thirty(cast, client, django_assert_num_queries):
    client.force_login(cast.facilitator)
    day = cast.workshop.days.get()
    room = day.venue.rooms.create(name="Garden Room")
    objectives = [Objective.objects.create(session=cast.workshop, position=n, text=f"O {n}") for n in range(3)]
    for size in (1, 3, 30):
        while day.items.count() < size:
            item = make.item(day, room=room)
            item.speakers.add(make.speaker(cast.workshop))
            item.objectives.set(objectives)
            item.groups.create(position=1, name="Group 1", room=room).members.add(cast.participant_place)
        with django_assert_num_queries(EDITOR_QUERIES):
            client.get(cast.workshop.get_absolute_url())


def test_the_agenda_page_costs_one_more_where_there_are_files_however_many(cast, client, django_assert_num_queries):
    client.force_login(cast.participant)
    item = make.item(cast.workshop.days.get())
    publish(cast)
    for size in (1, 3, 20):
        while item.files.count() < size:
            make.material(item, f"File {item.files.count()}", readers="delegates")
        with django_assert_num_queries(9) as asked:
            assert f"File {size - 1}" in client.get(cast.workshop.get_absolute_url()).content.decode()
        assert not any('"data"' in query["sql"] for query in asked)


EDITOR_QUERIES = 29


def test_the_list_shows_what_each_may_see_next_first(cast, client):
    make.session(cast.cohort, "Residential", on=date(2027, 2, 2), days=2, kind="residential")
    make.session(cast.cohort, "Meeting of ours", on=date(2027, 3, 1), kind="set_meeting", learning_set=cast.set_b)
    pages = {}
    for person in (cast.participant, cast.other_set, cast.coordinator, cast.office_contact, cast.other_cohort):
        client.force_login(person)
        pages[person.pk] = client.get(reverse("workshops:sessions")).content.decode()
    mine = pages[cast.participant.pk]
    assert mine.index("Workshop 1") < mine.index("Residential")
    assert "Workshop 2" not in mine
    assert "Set 2" not in mine
    assert "Add a session" not in mine
    assert "Meeting of ours" in pages[cast.other_set.pk]
    office = pages[cast.coordinator.pk]
    assert "Set meeting, Set 2" in office
    assert "Meeting of ours" not in office
    assert "Workshop 2" in office
    assert "Draft" in office
    assert "Add a session" in office
    assert "Workshop 1" in pages[cast.office_contact.pk]
    assert "Workshop 1" not in pages[cast.other_cohort.pk]
    assert "No dates yet" in pages[cast.other_cohort.pk]


def test_the_list_says_in_which_state_each_session_is(cast, client):
    def state(session):
        client.force_login(cast.coordinator)
        page = client.get(reverse("workshops:sessions")).content.decode()
        return page.split(f'href="{session.get_absolute_url()}"')[1].split("</tr>")[0]

    assert "Draft" in state(cast.draft)
    assert "Dates published" in state(cast.workshop)
    make.item(cast.workshop.days.get())
    publish(cast)
    assert "Edition 1" in state(cast.workshop)
    sessions.postpone(session=cast.workshop, to=date(2027, 3, 10), by=cast.coordinator, now=make.NOW)
    assert "Moved" in state(cast.workshop)
    sessions.cancel(session=cast.workshop, by=cast.coordinator, now=make.NOW)
    assert "Cancelled" in state(cast.workshop)


@pytest.mark.parametrize(("role", "queries"), [("participant", 9), ("coordinator", 13)])
def test_the_list_costs_the_same_for_one_session_and_for_thirty(cast, client, role, queries, django_assert_num_queries):
    client.force_login(getattr(cast, role))
    cast.draft.days.all().delete()
    cast.draft.delete()
    for size in (1, 3, 30):
        while Session.objects.count() < size:
            make.session(cast.cohort, "More", on=date(2027, 3, 3) + timedelta(days=Session.objects.count()))
        with django_assert_num_queries(queries):
            client.get(reverse("workshops:sessions"))


def test_a_set_adviser_reads_the_draft_and_changes_nothing(cast, see, client):
    make.item(cast.draft.days.get(), title="A first idea")
    page = see(cast.adviser, cast.draft)
    assert "A first idea" in page
    assert "A draft: only those who prepare it can see it." in page
    assert reverse("workshops:sheet", args=[cast.draft.pk, "running-order"]) in page
    assert 'method="post"' not in page.split("<main")[1].split("</main>")[0]
    publish(cast, cast.draft)
    assert "A draft" not in see(cast.adviser, cast.draft)
    assert "running-order" not in see(cast.participant, cast.draft)


def test_a_former_set_adviser_reads_no_draft(cast, client):
    cast.adviser_place.left_at = make.NOW
    cast.adviser_place.save()
    client.force_login(cast.adviser)
    assert client.get(cast.draft.get_absolute_url()).status_code == 404
    assert client.get(reverse("workshops:sheet", args=[cast.draft.pk, "running-order"])).status_code == 404


def test_the_days_stand_in_the_order_of_their_dates_whenever_they_were_added(cast, see):
    day = cast.workshop.days.get()
    earlier = day.date - timedelta(days=1)
    cast.workshop.days.create(date=earlier, opens=day.opens, closes=day.closes, zone=day.zone)
    cast.workshop.dates_published_at = make.NOW
    cast.workshop.save()
    page = see(cast.participant, cast.workshop)
    assert page.index(f">{earlier.day} {earlier:%B}<") < page.index(f">{day.date.day} {day.date:%B}<")
