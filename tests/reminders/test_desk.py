"""What needs the office: the jobs of sessions ahead that are late, and the people it waits for."""

import html
import re
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import Invitation
from cohorts.services import invitations
from cohorts.viewer import Viewer
from reminders.circles import circles
from reminders.desk import desk
from reminders.models import Message, Occasion
from reminders.waited import Waited
from tests import factories as make
from tests.factories import NOW
from workshops.models import Attendance, Edition, Pack, Reply

LAST, BEFORE = date(2027, 2, 19), date(2027, 2, 10)


def lines(cast, now=NOW):
    return {line.cohort.name: line for line in desk(Viewer(cast.coordinator), now)}


def jobs(cast, now=NOW):
    """Each job of Workshop 1 and where it stands."""
    ahead = next(one for one in lines(cast, now)["Spring 2027"].ahead if one.session == cast.workshop)
    return {job.kind: job.state for job in ahead.jobs}


def needs(cast, now=NOW):
    return [(need.kind, need.count) for need in lines(cast, now)["Spring 2027"].needs]


def mark(cast, on, **came):
    """A session of one day with its register: who came, by name of their place."""
    day = make.session(cast.cohort, f"Held {on}", on).days.get()
    for who, was in came.items():
        for half in ("am", "pm"):
            place = getattr(cast, f"{who}_place")
            Attendance.objects.create(day=day, membership=place, half=half, came=was, by=cast.coordinator, at=NOW)
    return day


def waited(cast, kind, now=NOW):
    return getattr(Waited([cast.cohort], now), kind)().get(cast.cohort.pk, set())


def mail(cast, state="sent", why="", address="participant@cast.example"):
    about = {"kind": "before_session", "subject": cast.workshop.pk, "session": cast.workshop}
    times = {"due_at": NOW, "worth_until": NOW + timedelta(days=2), "expanded_at": NOW, "programme": cast.programme}
    occasion = Occasion.objects.get_or_create(**about, moment="7d09", defaults=times)[0]
    fields = {"state": state, "why": why, "address": address, "created_at": NOW, "next_attempt_at": NOW}
    return Message.objects.create(occasion=occasion, person=cast.participant, **fields)


def test_a_job_waits_until_its_day_and_is_then_late(cast):
    assert jobs(cast)["replies"] == "todo"
    assert jobs(cast, NOW + timedelta(days=3))["replies"] == "late"
    assert jobs(cast, NOW + timedelta(days=3))["pack"] == "todo"
    assert jobs(cast, NOW + timedelta(days=8))["pack"] == "late"


def test_what_is_late_on_the_list_of_a_session_is_what_needs_the_office(cast):
    for now in (NOW, NOW + timedelta(days=5), NOW + timedelta(days=8)):
        line = lines(cast, now)["Spring 2027"]
        late = [job.kind for one in line.ahead for job in one.late]
        people = {
            "nominated",
            "uninvited",
            "lapsed",
            "unseated",
            "refused",
            "no_challenge",
            "missed_two",
            "register",
            "gap",
            "nobody",
        }
        assert [need.kind for need in line.needs if need.kind not in people] == late


def test_new_nominations_need_the_coordinators_answer(cast, client):
    for state, fields in (("new", {}), ("new", {}), ("waiting", {"position": 1})):
        cast.cohort.nominations.create(**make.nominee(), state=state, at=NOW, **fields)
    client.force_login(cast.coordinator)
    assert "2 nominations wait for your answer" in client.get("/").content.decode()
    client.force_login(cast.administrator)
    assert "nominations wait" not in client.get("/").content.decode()


def test_replies_are_late_after_the_session_s_own_date(cast):
    cast.workshop.reply_by = NOW.date() - timedelta(days=1)
    cast.workshop.save()
    assert ("replies", 3) in needs(cast)
    for who in (cast.participant, cast.set_mate, cast.other_set):
        Reply.objects.create(day=cast.workshop.days.get(), person=who, answer="coming", by=who, at=NOW)
    assert jobs(cast)["replies"] == "done"


def test_the_list_says_how_many_have_answered_and_how_many_are_expected(cast, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    Reply.objects.create(
        day=cast.workshop.days.get(), person=cast.participant, answer="sorry", by=cast.participant, at=NOW
    )
    client.force_login(cast.coordinator)
    assert "1 of 3 have answered; 2 expected" in client.get("/").content.decode()


def test_whoever_has_not_replied_is_written_to_in_one_press(cast, client):
    (need,) = [one for one in lines(cast, NOW + timedelta(days=3))["Spring 2027"].needs if one.kind == "replies"]
    client.force_login(cast.coordinator)
    page = client.get(need.url).content.decode()
    assert f'value="{cast.cohort.pk}:day{cast.workshop.days.get().pk}" selected' in page


def test_a_pack_of_an_older_edition_is_not_the_latest(cast):
    editions = {"session": cast.workshop, "at": NOW, "by": cast.coordinator, "content": {"days": []}}
    Edition.objects.create(number=1, **editions)
    Pack.objects.create(session=cast.workshop, by=cast.coordinator, at=NOW, copies={}, made_at=NOW, edition=1)
    assert jobs(cast)["pack"] == "done"
    Edition.objects.create(number=2, **editions)
    assert jobs(cast)["pack"] == "todo"


def test_joining_instructions_are_sent_when_everybody_asked_has_the_reminder(cast):
    mail(cast)
    assert ("joining", 2) in needs(cast, NOW + timedelta(days=4))


def test_planned_reminders_that_are_paused_do_not_go(cast):
    mail(cast)
    assert jobs(cast)["reminders"] == "done"
    cast.programme.paused_at = NOW
    cast.programme.save()
    assert jobs(cast)["reminders"] == "late"


def test_who_missed_two_sessions_running_is_named(cast):
    for on in (BEFORE, LAST):
        mark(cast, on, participant=False, set_mate=True)
    assert waited(cast, "missed_two") == {cast.participant_place.pk}
    assert ("missed_two", 1) in needs(cast)


def test_half_a_day_is_not_missing_it(cast):
    mark(cast, BEFORE, participant=False)
    day = mark(cast, LAST, participant=False)
    day.attendance.filter(half="pm").update(came=True)
    assert waited(cast, "missed_two") == set()


@pytest.mark.parametrize("entered", [BEFORE, LAST])
def test_a_register_not_entered_concludes_nothing(cast, entered):
    for on in (BEFORE, LAST):
        mark(cast, on, **({"participant": False} if on == entered else {}))
    assert waited(cast, "missed_two") == set()


def test_a_challenge_is_waited_for_from_the_first_session_on(cast):
    assert waited(cast, "no_challenge") == set()
    make.challenge(cast.participant_place)
    during = make.datetime(2027, 3, 3, 12, tzinfo=make.UTC)
    assert waited(cast, "no_challenge", during) == {cast.set_mate_place.pk, cast.other_set_place.pk}


def test_every_job_and_need_leads_to_a_page(cast, client, time_machine):
    time_machine.move_to(NOW)
    client.force_login(cast.coordinator)
    line = lines(cast)["Spring 2027"]
    urls = {job.url for one in line.ahead for job in one.jobs} | {need.url for need in line.needs}
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def invited(place, **fields):
    return Invitation.objects.create(membership=place, nonce="n", by=place.person, **fields)


def test_whose_invitation_ran_out_is_waited_for_until_they_come_in(cast):
    sent = {"sent_at": NOW - timedelta(days=15)}
    invited(cast.participant_place, **sent)
    invited(cast.set_mate_place, **sent, accepted_at=NOW)
    invited(cast.other_set_place, sent_at=NOW - timedelta(days=13))
    cast.participant.last_login = NOW - timedelta(days=16)
    cast.participant.save()
    assert waited(cast, "lapsed") == {cast.participant_place.pk}
    assert ("lapsed", 1) in needs(cast)
    cast.participant.last_login = NOW
    cast.participant.save()
    assert waited(cast, "lapsed") == set()


def test_everybody_whose_invitation_ran_out_is_invited_again_in_one_press(cast, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    for place in (cast.participant_place, cast.set_mate_place):
        invited(place, sent_at=NOW - timedelta(days=15))
    client.force_login(cast.coordinator)
    page = client.get(f"{reverse('reminders:waited', args=[cast.cohort.pk])}?only=lapsed").content.decode()
    again = f"{reverse('cohorts:invite', args=[cast.cohort.pk])}?again"
    assert f'href="{again}"' in page
    places = [cast.participant_place.pk, cast.set_mate_place.pk]
    assert "2 invited" in client.post(again, {"places": places}, follow=True).content.decode()
    assert waited(cast, "lapsed") == set()
    assert set(Invitation.objects.values_list("round", flat=True)) == {2}


def test_two_who_press_at_once_send_one_invitation(cast):
    lapsed = invited(cast.participant_place, sent_at=NOW - timedelta(days=15))
    for _press in range(2):
        places = [cast.participant_place]
        invitations.invite(memberships=places, by=cast.coordinator, now=NOW, only_lapsed=True)
    lapsed.refresh_from_db()
    assert lapsed.round == 2


def test_one_person_with_two_places_is_invited_again_once(cast):
    adviser = make.place(cast.cohort, cast.participant, role="coach")
    for place in (adviser, cast.participant_place):
        invited(place, sent_at=NOW - timedelta(days=15))
    assert waited(cast, "lapsed") == {cast.participant_place.pk}
    Invitation.objects.filter(membership=adviser).update(accepted_at=NOW)
    assert waited(cast, "lapsed") == set()


def test_a_cohort_that_has_ended_waits_for_no_invitations_and_challenges(cast):
    mark(cast, BEFORE)
    ends = datetime.combine(cast.cohort.ends_on, time(23), cast.cohort.tz)
    assert {kind for kind, _count in needs(cast, ends)} >= {"uninvited", "no_challenge"}
    assert not {kind for kind, _count in needs(cast, ends + timedelta(hours=1))} & {"uninvited", "no_challenge"}


def test_a_meeting_after_the_end_still_waits_for_replies(cast):
    after = cast.cohort.ends_on + timedelta(days=30)
    session = make.session(cast.cohort, "Alumni meeting", after)
    session.changed_at = session.published_at = NOW
    session.save()
    now = datetime.combine(cast.cohort.ends_on + timedelta(days=1), time(9), cast.cohort.tz)
    assert cast.participant_place.pk in waited(cast, "no_reply", now)


def test_a_refused_address_is_waited_for_until_it_is_another(cast):
    mail(cast, "failed", "bounced")
    assert waited(cast, "refused") == {cast.participant_place.pk}
    cast.participant.email = "new@cast.example"
    cast.participant.save()
    assert waited(cast, "refused") == set()


@pytest.mark.parametrize(
    ("only", "said"),
    [
        ("no_reply", "3 people have not replied for Workshop 1"),
        ("missed_two", "1 person missed the last two sessions"),
        ("no_challenge", "2 people have not set a challenge"),
        ("refused", "Mail to 1 person does not arrive"),
        ("lapsed", "1 invitation ran out"),
        ("nonsense", "3 people have not replied for Workshop 1"),
    ],
)
def test_the_page_names_who_is_waited_for(cast, client, time_machine, only, said):
    time_machine.move_to(NOW, tick=False)
    make.challenge(cast.participant_place)
    mail(cast, "failed", "bounced")
    invited(cast.set_mate_place, sent_at=NOW - timedelta(days=15))
    for on in (BEFORE, LAST):
        mark(cast, on, set_mate=False)
    client.force_login(cast.coordinator)
    page = client.get(f"/cohorts/{cast.cohort.pk}/waited/?only={only}").content.decode()
    assert said in page
    assert ("Robin Ashworth" in page) is (only != "refused")
    assert ("Sam Okafor" in page) is (only in {"no_reply", "nonsense", "refused"})


@pytest.mark.parametrize(
    ("only", "circle"),
    [
        ("no_challenge", "no challenge yet"),
        ("missed_two", "missed the last two sessions"),
        ("no_reply", "no reply yet"),
    ],
)
def test_one_press_writes_to_all_of_them_and_not_to_their_office(cast, client, time_machine, only, circle):
    time_machine.move_to(NOW, tick=False)
    make.challenge(cast.set_mate_place)
    make.challenge(cast.other_set_place)
    for on in (BEFORE, LAST):
        mark(cast, on, participant=False)
    client.force_login(cast.coordinator)
    page = client.get(f"/cohorts/{cast.cohort.pk}/waited/?only={only}").content.decode()
    to = re.search(r'href="(/[^"]+\?to=[^"]+)"', page)[1]
    chosen = html.unescape(re.search(r"<option value=\"[^\"]+\" selected>([^<]+)<", client.get(to).content.decode())[1])
    assert circle in chosen
    (found,) = [one for one in circles(cast.programme, NOW) if one.label == chosen]
    assert {place.person for place in found.places} >= {cast.participant}
    assert (cast.office_contact in found.people()) is (only == "no_reply")


def test_who_does_not_get_mail_is_not_written_to(cast, client):
    mail(cast, "failed", "bounced")
    client.force_login(cast.coordinator)
    assert "?to=" not in client.get(f"/cohorts/{cast.cohort.pk}/waited/?only=refused").content.decode()


def test_the_list_of_people_marks_an_address_that_takes_no_mail(cast, client, django_assert_num_queries):
    mail(cast, "failed", "bounced")
    client.force_login(cast.coordinator)
    with CaptureQueriesContext(connection) as first:
        page = client.get(f"/cohorts/{cast.cohort.pk}/people/").content.decode()
    assert page.count("Mail does not arrive</span>") == 1
    for n in range(9):
        make.place(cast.cohort, make.person(f"Alex {n}"))
    with django_assert_num_queries(len(first)):
        client.get(f"/cohorts/{cast.cohort.pk}/people/")
