from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cohorts.models import CoachingPair, Needs, Room
from tests import factories as make
from workshops.editions import freeze
from workshops.models import Edition, Objective, ParallelGroup, Reply, Speaker
from workshops.sheet_data.agenda import agenda_sheet
from workshops.sheet_data.register import register_sheet
from workshops.sheet_data.running_order import running_order_sheet


def publish(session, number=1):
    by = session.cohort.memberships.first().person
    return Edition.objects.create(session=session, number=number, at=make.NOW, by=by, content=freeze(session))


def reply(day, place, answer, note=""):
    return Reply.objects.create(day=day, person=place.person, answer=answer, note=note, at=make.NOW)


def names(sheet, day=0):
    return [person["name"] for person in sheet["days"][day]["people"]]


def others(sheet, day=0):
    return [(person["name"], person["post"]) for person in sheet["days"][day]["others"]]


@pytest.fixture
def workshop(cast):
    programme = cast.programme
    programme.office_name, programme.office_phone = "Dana Whitfield", "07700 900218"
    programme.safeguarding_name, programme.safeguarding_phone = "Maren Holt", "01632 960147"
    programme.save()
    session = cast.workshop
    session.title = "Leading across boundaries"
    session.save()
    day = session.days.get()
    Objective.objects.create(session=session, position=1, text="Meet")
    make.item(
        day, "Welcome", 30, lead="Frances Dale", description="Come in", notes="Phones away", kit="Bell\n Slides \n"
    )
    panel = make.item(day, "Panel", 60, kind="panel", contingency="Eight minutes each", instructions="Sit in a circle")
    make.item(day, "Lunch", 45, kind="meal", pinned_minute=12 * 60, notes="Hot", kit="Ring the kitchen")
    make.item(day, "Sets", 45, kind="sets", kit="Bell")
    make.speaker(session, "Cllr Ruth Amery", role="Leader", organisation="Northmoor Council").items.add(panel)
    return session


def test_the_agenda_is_the_editions_never_the_drafts(workshop):
    edition = publish(workshop)
    workshop.days.get().items.update(title="Changed since")
    workshop.title = "Changed too"
    workshop.save()
    sheet = agenda_sheet(workshop, edition, now=make.NOW)
    assert [item["title"] for item in sheet["days"][0]["items"]] == ["Welcome", "Panel", "Lunch", "Sets"]
    assert [item["starts"] for item in sheet["days"][0]["items"]] == ["10:00", "10:30", "12:00", "12:45"]
    assert sheet["title"] == "Leading across boundaries"
    assert sheet["objectives"] == ["Meet"]
    assert sheet["sets"]


def test_the_agenda_has_dates_and_places_as_they_stand_now(workshop):
    edition = publish(workshop)
    day = workshop.days.get()
    day.date, day.room = date(2027, 3, 5), Room.objects.create(venue=day.venue, name="Garden Room")
    day.save()
    [printed] = agenda_sheet(workshop, edition, now=make.NOW)["days"]
    assert printed["date"] == "Friday 5 March 2027"
    assert printed["times"] == "10:00 to 16:30"
    assert printed["place"] == "Hartwell Hall, near Wexcombe, TA0 0AA, Garden Room"


def test_the_agenda_has_no_private_word(workshop):
    text = str(agenda_sheet(workshop, publish(workshop), now=make.NOW))
    assert "Come in" in text
    for private in ("Phones away", "Bell", "Eight minutes each", "Sit in a circle", "Ring the kitchen"):
        assert private not in text


def test_a_panel_is_printed_with_roles_and_organisations_and_without_those_who_withdrew(workshop):
    panel = workshop.days.get().items.get(title="Panel")
    make.speaker(workshop, "Gone", status=Speaker.Status.WITHDRAWN).items.add(panel)
    [item] = [i for i in agenda_sheet(workshop, publish(workshop), now=make.NOW)["days"][0]["items"] if i["speakers"]]
    assert item["title"] == "Panel"
    assert item["speakers"] == ["Cllr Ruth Amery, Leader, Northmoor Council"]


def test_a_cancelled_day_is_said_and_its_lines_are_not_printed(workshop):
    edition = publish(workshop)
    workshop.days.update(cancelled_at=make.NOW)
    [printed] = agenda_sheet(workshop, edition, now=make.NOW)["days"]
    assert printed["cancelled"]
    assert printed["items"] == []


def test_the_version_is_the_edition_and_the_hour_in_the_cohorts_zone(workshop):
    summer = datetime(2027, 7, 1, 8, 5, tzinfo=UTC)
    assert (
        agenda_sheet(workshop, publish(workshop, 2), now=summer)["version"] == "Edition 2, printed 1 July 2027 at 09:05"
    )
    assert register_sheet(workshop, None, now=summer)["version"] == "Draft, printed 1 July 2027 at 09:05"


def test_the_next_session_is_named_when_it_was_announced(workshop, cast):
    edition = publish(workshop)
    assert agenda_sheet(workshop, edition, now=make.NOW)["next"] == ""
    following = make.session(cast.cohort, "Workshop 3", on=date(2027, 5, 19), title="Not yet told")
    make.session(cast.second_cohort, "Elsewhere", on=date(2027, 3, 10))
    make.session(cast.cohort, "Set day", kind="set_meeting", learning_set=cast.set_a, on=date(2027, 3, 10))
    assert agenda_sheet(workshop, edition, now=make.NOW)["next"] == "Workshop 3, Wednesday 19 May 2027"
    publish(following)
    assert agenda_sheet(workshop, edition, now=make.NOW)["next"] == "Workshop 3: Not yet told, Wednesday 19 May 2027"


def test_the_agenda_says_whom_to_ask(workshop):
    sheet = agenda_sheet(workshop, publish(workshop), now=make.NOW)
    assert sheet["contact"] == "On the day: Dana Whitfield, 07700 900218"
    assert sheet["safeguarding"] == "Maren Holt, 01632 960147"


def test_a_residential_is_printed_day_by_day(cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    for day in residential.days.all():
        make.item(day, f"On {day.date:%A}")
    sheet = agenda_sheet(residential, publish(residential), now=make.NOW)
    assert sheet["dates"] == "Wednesday 3 March 2027 to Thursday 4 March 2027"
    assert [day["items"][0]["title"] for day in sheet["days"]] == ["On Wednesday", "On Thursday"]


def test_the_running_order_has_the_private_words_beside_the_editions(workshop):
    edition = publish(workshop)
    welcome, panel, lunch, _sets = running_order_sheet(workshop, edition, now=make.NOW)["days"][0]["items"]
    assert (welcome["starts"], welcome["ends"], welcome["minutes"]) == ("10:00", "10:30", "30")
    assert welcome["notes"] == ["Come in", "Phones away"]
    assert welcome["kit"] == ["Bell", "Slides"]
    assert panel["short"] == "Eight minutes each"
    assert panel["notes"] == ["Sit in a circle"]
    assert (lunch["pinned"], welcome["pinned"]) == (True, False)
    assert lunch["quiet"]


def test_the_running_order_is_the_draft_until_something_is_published(workshop):
    sheet = running_order_sheet(workshop, None, now=make.NOW)
    assert [item["title"] for item in sheet["days"][0]["items"]] == ["Welcome", "Panel", "Lunch", "Sets"]
    assert sheet["version"].startswith("Draft, printed 22 February 2027")


def test_the_running_order_follows_the_edition_and_says_that_the_draft_moved_on(workshop):
    edition = publish(workshop)
    assert "draft" not in running_order_sheet(workshop, edition, now=make.NOW)["version"]
    workshop.days.get().items.filter(title="Welcome").update(title="Hello")
    workshop.days.get().items.filter(title="Sets").delete()
    sheet = running_order_sheet(workshop, edition, now=make.NOW)
    assert sheet["version"] == "Edition 1, printed 22 February 2027 at 09:00; the draft has changed since"
    assert [item["title"] for item in sheet["days"][0]["items"]] == ["Welcome", "Panel", "Lunch", "Sets"]
    assert sheet["days"][0]["items"][3]["kit"] == []


def test_what_to_pack_is_each_thing_once_and_not_what_a_break_needs(workshop):
    [day] = running_order_sheet(workshop, None, now=make.NOW)["days"]
    assert day["pack"] == ["Bell", "Slides"]


def test_the_running_order_counts_people_expected(workshop, cast):
    day = workshop.days.get()
    reply(day, cast.participant_place, Reply.Answer.SORRY)
    reply(day, cast.set_mate_place, Reply.Answer.ONLINE)
    reply(day, cast.other_set_place, Reply.Answer.PART)
    about = running_order_sheet(workshop, None, now=make.NOW)["days"][0]["about"]
    assert "2 people expected, 1 of them online, 1 for part of the day. " in about
    assert "3 hours 30 minutes, ends 13:30. " in about


def test_the_only_facilitator_is_the_day_lead_and_two_leave_a_line_to_write_on(workshop, cast):
    cast.facilitator_place.mobile = "07700 900341"
    cast.facilitator_place.save()
    sheet = running_order_sheet(workshop, None, now=make.NOW)
    assert (sheet["day_lead"], sheet["facilitators"]) == ("Frances Dale, 07700 900341", "")
    make.place(cast.cohort, make.person("Ida Abbot"), "facilitator")
    sheet = running_order_sheet(workshop, None, now=make.NOW)
    assert (sheet["day_lead"], sheet["facilitators"]) == ("", "Ida Abbot, Frances Dale")


def test_parallel_groups_stand_with_their_rooms(workshop):
    day = workshop.days.get()
    room = Room.objects.create(venue=day.venue, name="Library")
    ParallelGroup.objects.create(item=day.items.get(title="Sets"), position=1, name="Set 1", room=room, lead="Ines")
    items = running_order_sheet(workshop, None, now=make.NOW)["days"][0]["items"]
    assert items[3]["groups"] == ["Set 1, Library, Ines"]


def test_the_register_lists_by_surname_whoever_has_not_said_sorry(workshop, cast):
    assert names(register_sheet(workshop, None, now=make.NOW)) == ["Robin Ashworth", "Jo Hartley", "Sam Okafor"]
    reply(workshop.days.get(), cast.other_set_place, Reply.Answer.SORRY)
    sheet = register_sheet(workshop, None, now=make.NOW)
    assert names(sheet) == ["Robin Ashworth", "Sam Okafor"]
    assert sheet["days"][0]["note"] == "Expected 2. Sent apologies 1, not listed. Three blank lines for anyone else."


def test_the_register_leaves_out_those_who_left_and_other_cohorts(workshop, cast):
    text = str(register_sheet(workshop, None, now=make.NOW))
    assert cast.withdrawn.name not in text
    assert cast.other_cohort.name not in text


def test_the_register_says_who_joins_online_or_for_a_part_but_not_why(workshop, cast):
    day = workshop.days.get()
    reply(day, cast.participant_place, Reply.Answer.ONLINE)
    reply(day, cast.set_mate_place, Reply.Answer.PART, note="hospital at three")
    sheet = register_sheet(workshop, None, now=make.NOW)
    assert [person["how"] for person in sheet["days"][0]["people"]] == ["part of the day", "", "online"]
    assert "hospital" not in str(sheet)


def test_the_register_has_facilitators_set_advisers_and_speakers(workshop):
    make.speaker(workshop, "Gone", status=Speaker.Status.WITHDRAWN)
    make.speaker(workshop, "Perhaps", status=Speaker.Status.RESERVE)
    assert others(register_sheet(workshop, None, now=make.NOW)) == [
        ("Noor Bennett", "Set adviser"),
        ("Ines Calloway", "Set adviser"),
        ("Frances Dale", "Facilitator"),
        ("Cllr Ruth Amery", "Speaker, Leader, Northmoor Council"),
    ]


def test_a_speaker_is_on_the_register_of_their_own_day(cast):
    residential = make.session(cast.cohort, "Residential", days=2, kind="residential")
    first, second = residential.days.all()
    make.speaker(residential, "Monday Guest").items.add(make.item(first))
    make.speaker(residential, "Both Days")
    sheet = register_sheet(residential, None, now=make.NOW)
    assert [name for name, _post in others(sheet, 0)][-2:] == ["Monday Guest", "Both Days"]
    assert [name for name, _post in others(sheet, 1)][-1:] == ["Both Days"]
    assert "Monday Guest" not in str(sheet["days"][1])
    assert second.date == first.date + timedelta(days=1)


def test_a_register_has_a_sheet_for_every_day_that_stands(cast):
    residential = make.session(cast.cohort, "Residential", days=3, kind="residential")
    first, second, third = residential.days.all()
    second.cancelled_at = make.NOW
    second.save()
    reply(third, cast.participant_place, Reply.Answer.SORRY)
    sheet = register_sheet(residential, None, now=make.NOW)
    assert [len(day["people"]) for day in sheet["days"]] == [3, 2]
    assert first.date != third.date


def test_the_register_of_a_set_meeting_is_its_members_and_adviser(cast):
    meeting = make.session(cast.cohort, "Set day", kind="set_meeting", learning_set=cast.set_a)
    sheet = register_sheet(meeting, None, now=make.NOW)
    assert names(sheet) == ["Robin Ashworth", "Sam Okafor"]
    assert others(sheet) == [("Ines Calloway", "Set adviser")]


def test_the_register_of_coaching_is_the_two_of_them(cast):
    coaching = make.session(cast.cohort, "Coaching", kind="coaching", coaching_pair=CoachingPair.objects.get())
    sheet = register_sheet(coaching, None, now=make.NOW)
    assert (names(sheet), others(sheet)) == (["Sam Okafor"], [("Pat Lindqvist", "Coach")])


def test_no_sheet_has_telephones_of_participants_nor_diets_nor_access_needs(workshop, cast):
    cast.participant_place.mobile = "07700 900999"
    cast.participant_place.save()
    needs = {"diet": "CANARY-DIET", "access": "CANARY-ACCESS", "emergency_phone": "07700 900888"}
    Needs.objects.create(membership=cast.participant_place, entered_by=cast.coordinator, at=make.NOW, **needs)
    edition = publish(workshop)
    for build in (agenda_sheet, running_order_sheet, register_sheet):
        text = str(build(workshop, edition, now=make.NOW))
        assert not [canary for canary in ("07700 900999", "CANARY", "07700 900888") if canary in text]


@pytest.mark.parametrize("build", [agenda_sheet, running_order_sheet, register_sheet])
def test_a_sheet_costs_the_same_queries_however_much_stands_on_it(workshop, cast, build):
    def queries(edition):
        session = type(workshop).objects.get(pk=workshop.pk)
        with CaptureQueriesContext(connection) as asked:
            build(session, edition, now=make.NOW)
        return len(asked)

    few = queries(publish(workshop))
    day = workshop.days.get()
    for n in range(30):
        make.speaker(workshop, f"Guest {n}").items.add(make.item(day, f"Item {n}"))
        make.place(cast.cohort, make.person(f"Person {n}"))
    assert queries(publish(workshop, 2)) == few <= 16


def test_the_running_order_names_the_files_and_links_of_an_item(cast, workshop):
    item = make.item(workshop.days.get(), "Film", materials="https://example.org/film\n")
    make.material(item, "Case notes")
    rows = running_order_sheet(workshop, None, now=make.NOW)["days"][0]["items"]
    [row] = [row for row in rows if row["title"] == "Film"]
    assert row["notes"] == ["Materials: Case notes; https://example.org/film"]
    publish(workshop)
    agenda = agenda_sheet(workshop, Edition.objects.get(), now=make.NOW)
    assert "Case notes" not in str(agenda)
