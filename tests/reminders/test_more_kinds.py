"""Dates to hold, welcomes, speakers: what goes when dates are published, somebody joins, or a guest is asked."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from challenges.services import moving
from cohorts.models import Invitation
from cohorts.services import invitations
from reminders import planning
from reminders.expanding import expand
from reminders.kinds import dates
from reminders.mail import write
from reminders.models import Message, Occasion, Rule
from tests import factories as make
from tests.factories import NOW
from tests.reminders.story import DAY_BEFORE, INVITED, MINUTE, WEEK_BEFORE, addresses, tick
from tests.workshops.test_sheet_data import publish
from workshops.models import Session, Speaker
from workshops.services import sessions, speakers, speaking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_kind")]


def only(outbox, start):
    return [mail for mail in outbox if mail.subject.startswith(start)]


def mail_to(outbox, address, start=""):
    (mail,) = [mail for mail in only(outbox, start) if f"<{address}>" in mail.to[0]]
    return mail


def methods(mail):
    return [part.get_param("method") for part in mail.message().walk() if part.get_content_type() == "text/calendar"]


class TestDates:
    @pytest.fixture
    def term(self, cast, mailoutbox):
        """Two drafts whose dates are published within a few minutes."""
        other = make.session(cast.cohort, "End event", on=date(2027, 6, 2), published=False)
        tick(NOW - timedelta(hours=2))
        mailoutbox.clear()
        sessions.publish_dates(session=cast.draft, by=cast.coordinator, now=NOW)
        tick(NOW + MINUTE)
        sessions.publish_dates(session=other, by=cast.coordinator, now=NOW + 5 * MINUTE)
        return cast

    def test_dates_published_one_after_the_other_are_one_mail_with_an_entry_each(self, term, mailoutbox):
        tick(NOW + 15 * MINUTE)
        assert only(mailoutbox, "Date") == []
        tick(NOW + 20 * MINUTE)
        tick(NOW + 40 * MINUTE)
        assert addresses(only(mailoutbox, "Dates to hold")) == sorted(INVITED)
        mail = mail_to(mailoutbox, term.participant.email, "Dates")
        assert "Wednesday 21 April 2027, 10:00 to 16:30: Workshop 2" in mail.body
        assert "Wednesday 2 June 2027, 10:00 to 16:30: End event" in mail.body
        assert "REQUEST" in methods(mail)

    def test_where_a_date_asks_for_a_reply_it_is_one_press_away_for_participants_and_their_offices(
        self, term, client, mailoutbox
    ):
        Session.objects.filter(pk=term.draft.pk).update(reply_by=date(2027, 4, 7))
        tick(NOW + 20 * MINUTE)
        mails = {who.email: mail_to(mailoutbox, who.email, "Dates") for who in (term.participant, term.office_contact)}
        assert "Say by Wednesday 7 April 2027 whether you come:" in mails[term.participant.email].body
        assert f"whether {term.participant.full_name} comes:" in mails[term.office_contact.email].body
        links = [re.findall(r"https?://[^/]+(/r/\S+)", mail.body) for mail in mails.values()]
        assert [len(found) for found in links] == [1, 1]  # the other date asks for none
        assert links[0] != links[1]
        assert "Workshop 2" in client.get(links[1][0]).content.decode()
        assert "/r/" not in mail_to(mailoutbox, term.facilitator.email, "Dates").body

    def test_a_mail_of_dates_costs_the_same_queries_to_read_for_one_as_for_twenty(self, term, mailoutbox):
        Session.objects.filter(pk=term.draft.pk).update(reply_by=date(2027, 4, 7))
        for number in range(20):
            make.place(term.cohort, make.person(f"Guest {number}"))
        planning.plan_others(NOW - timedelta(hours=1), NOW + 16 * MINUTE)
        expand(NOW + 20 * MINUTE)
        messages = list(Message.objects.filter(occasion__kind="dates").select_related("occasion", "person"))
        costs = []
        for some in (messages[:1], messages):
            with CaptureQueriesContext(connection) as asked:
                [write(letter, message) for message, letter in dates.read(some, NOW + 20 * MINUTE).items()]
            costs.append(len(asked))
        assert len(messages) > 20
        assert costs[0] == costs[1]

    def test_what_was_told_is_not_told_again(self, term, mailoutbox):
        tick(NOW + 20 * MINUTE)
        mailoutbox.clear()
        third = make.session(term.cohort, "Lab", on=date(2027, 5, 5), published=False)
        sessions.publish_dates(session=third, by=term.coordinator, now=NOW + 60 * MINUTE)
        tick(NOW + 75 * MINUTE)
        mail = mail_to(mailoutbox, term.participant.email, "A date to hold")
        assert "Lab" in mail.body
        assert "End event" not in mail.body

    def test_a_date_that_moves_afterwards_is_told_as_a_change(self, term, mailoutbox):
        tick(NOW + 20 * MINUTE)
        mailoutbox.clear()
        sessions.postpone(session=term.draft, to=date(2027, 4, 28), by=term.coordinator, now=NOW + 30 * MINUTE)
        tick(NOW + 33 * MINUTE)
        mail = mail_to(mailoutbox, term.participant.email)
        assert "Was: Wednesday 21 April 2027" in mail.body
        assert "Is now: Wednesday 28 April 2027" in mail.body

    def test_a_cancelled_date_leaves_nothing_to_hold(self, term, mailoutbox):
        for session in term.cohort.sessions.all():
            sessions.cancel(session=session, by=term.coordinator, now=NOW + 6 * MINUTE)
        tick(NOW + 20 * MINUTE)
        assert only(mailoutbox, "Date") == []


class TestMeeting:
    @pytest.fixture
    def settled(self, cast, mailoutbox):
        """A meeting of the participant's set in two months, settled a moment ago."""
        tick(NOW - timedelta(hours=2))
        mailoutbox.clear()
        fields = {"kind": "set_meeting", "learning_set": cast.set_a, "changed_at": NOW, "published": False}
        return make.session(cast.cohort, "Set meeting", on=date(2027, 4, 21), **fields)

    def test_its_people_have_it_in_their_diaries_at_once_and_nobody_else_hears(self, cast, settled, mailoutbox):
        tick(NOW + 14 * MINUTE)
        assert only(mailoutbox, "Programme meeting") == []
        tick(NOW + 16 * MINUTE)
        tick(NOW + 30 * MINUTE)
        mails = only(mailoutbox, "Programme meeting: Wed 21 April")
        assert addresses(mails) == sorted(["participant", "set_mate", "adviser", "office_contact"])
        assert methods(mail_to(mailoutbox, cast.set_mate.email, "Programme meeting")) == ["REQUEST"]
        assert "A programme meeting is settled." in mail_to(mailoutbox, cast.set_mate.email, "Programme meeting").body
        assert "Set meeting" not in mail_to(mailoutbox, cast.office_contact.email, "Programme meeting").body

    def test_when_it_moves_whoever_was_told_hears_of_the_change_alone(self, cast, settled, mailoutbox):
        tick(NOW + 16 * MINUTE)
        mailoutbox.clear()
        sessions.postpone(session=settled, to=date(2027, 4, 28), by=cast.coordinator, now=NOW + 30 * MINUTE)
        tick(NOW + 33 * MINUTE)
        tick(NOW + 60 * MINUTE)
        assert len(only(mailoutbox, "Moved")) == len(mailoutbox) == 4

    def test_moved_before_anybody_was_told_it_is_told_once_as_it_stands(self, cast, settled, mailoutbox):
        sessions.postpone(session=settled, to=date(2027, 4, 28), by=cast.coordinator, now=NOW + 5 * MINUTE)
        tick(NOW + 21 * MINUTE)
        tick(NOW + 60 * MINUTE)
        told = [mail.subject for mail in only(mailoutbox, "Programme meeting")]
        assert told == ["Programme meeting: Wed 28 April, 10:00 to 16:30"] * 4

    def test_one_the_day_after_tomorrow_is_left_to_its_reminder(self, cast, settled, mailoutbox):
        settled.days.update(date=NOW.date() + timedelta(days=2), starts_at=NOW + timedelta(days=2))
        tick(NOW + 16 * MINUTE)
        assert only(mailoutbox, "Programme meeting") == []


class TestWelcome:
    def test_whoever_accepts_reads_what_is_next(self, cast, mailoutbox):
        (invitation,) = invitations.invite(memberships=[cast.participant_place], by=cast.coordinator, now=NOW)
        tick(NOW)
        invitations.accept(invitation=Invitation.objects.get(pk=invitation.pk), now=NOW + MINUTE)
        tick(NOW + 2 * MINUTE)
        tick(NOW + 90 * MINUTE)
        mail = mail_to(mailoutbox, cast.participant.email, "Welcome")
        assert "What is next: Workshop 1." in mail.body
        assert "Address: near Wexcombe, TA0 0AA" in mail.body
        assert methods(mail) == ["REQUEST"]

    def test_whoever_joins_late_gets_a_welcome_and_not_yesterdays_reminder(self, cast, mailoutbox):
        tick(WEEK_BEFORE)
        mailoutbox.clear()
        late = make.person("Late Comer", email="late@cast.example")
        make.place(cast.cohort, late, joined_at=WEEK_BEFORE + timedelta(hours=1))
        tick(WEEK_BEFORE + timedelta(hours=2))
        assert [mail.subject for mail in mailoutbox] == ["Welcome to West Country Leadership Programme"]
        tick(DAY_BEFORE)
        assert len([mail for mail in mailoutbox if "<late@" in mail.to[0]]) == 2

    def test_whoever_moves_here_reads_the_dates_though_they_accepted_long_ago(self, cast, mailoutbox):
        (invitation,) = invitations.invite(memberships=[cast.other_cohort_place], by=cast.coordinator, now=NOW)
        invitations.accept(invitation=Invitation.objects.get(pk=invitation.pk), now=NOW + MINUTE)
        tick(WEEK_BEFORE)
        mailoutbox.clear()
        moved_at = WEEK_BEFORE + timedelta(hours=1)
        moving.move(place=cast.other_cohort_place, cohort=cast.cohort, by=cast.coordinator, now=moved_at)
        tick(WEEK_BEFORE + timedelta(hours=2))
        assert [mail.to[0] for mail in only(mailoutbox, "Welcome")] == [
            f"{cast.other_cohort} <{cast.other_cohort.email}>"
        ]

    def test_whoever_joins_before_anybody_was_reminded_needs_none(self, cast, mailoutbox):
        tick(NOW)
        make.place(cast.cohort, make.person("Early Bird"), joined_at=NOW + MINUTE)
        tick(NOW + timedelta(hours=2))
        assert only(mailoutbox, "Welcome") == []


class TestSpeakers:
    @pytest.fixture
    def guest(self, cast):
        item = make.item(cast.workshop.days.get(), "Panel", minutes=45)
        guest = make.speaker(cast.workshop, email="ruth@council.example", asked="Ten minutes on boundaries.")
        guest.items.add(item)
        return guest

    def test_a_speaker_is_reminded_with_the_whole_brief_and_the_day(self, cast, guest, mailoutbox):
        tick(WEEK_BEFORE)
        tick(WEEK_BEFORE + MINUTE)
        mail = mail_to(mailoutbox, "ruth@council.example")
        assert mail.body.startswith("Dear Cllr Ruth Amery,")
        assert "Ten minutes on boundaries." in mail.body
        assert f"/speak/{guest.pk}/" in mail.body
        assert methods(mail) == ["REQUEST"]
        message = Message.objects.get(speaker=guest)
        assert (message.state, message.person) == ("sent", None)

    @pytest.mark.parametrize("state", [{"status": "withdrawn"}, {"status": "reserve"}, {"email": ""}])
    def test_one_who_does_not_speak_or_has_no_address_is_not(self, cast, guest, mailoutbox, state):
        Speaker.objects.update(**state)
        tick(WEEK_BEFORE)
        assert not Message.objects.filter(speaker__isnull=False).exists()

    def test_one_who_withdraws_meanwhile_is_skipped_with_the_reason(self, cast, guest, mailoutbox):
        cast.programme.paused_at = WEEK_BEFORE
        cast.programme.save()
        tick(WEEK_BEFORE)
        Speaker.objects.update(status="withdrawn")
        cast.programme.paused_at = None
        cast.programme.save()
        tick(WEEK_BEFORE + timedelta(minutes=10))
        message = Message.objects.get(speaker=guest)
        assert (message.state, message.why) == ("skipped", "withdrew")

    def test_one_who_was_removed_meanwhile_breaks_nothing(self, cast, guest, mailoutbox):
        cast.programme.paused_at = WEEK_BEFORE
        cast.programme.save()
        tick(WEEK_BEFORE)
        guest.delete()
        cast.programme.paused_at = None
        cast.programme.save()
        tick(WEEK_BEFORE + timedelta(minutes=10))
        gone = Message.objects.get(address="ruth@council.example")
        assert (gone.state, gone.why, gone.recipient) == ("skipped", "withdrew", "ruth@council.example")
        assert len(mailoutbox) == len(INVITED)

    def test_the_office_sends_the_brief_once_a_press_and_again_when_it_changed(self, client, cast, guest, mailoutbox):
        tick(NOW - timedelta(hours=2))
        send = reverse("workshops:speaker_send", args=[guest.pk])
        with time_machine.travel(NOW, tick=False):
            client.force_login(cast.facilitator)
            assert "goes to ruth@council.example" in client.post(send, follow=True).content.decode()
            client.post(send)
        tick(NOW + MINUTE)
        assert len(only(mailoutbox, "West Country")) == 1
        speakers.send_brief(speaker=guest, by=cast.facilitator, now=NOW + timedelta(hours=1))
        tick(NOW + timedelta(hours=1))
        assert len(only(mailoutbox, "West Country")) == 2
        assert Occasion.objects.filter(kind="speaker_brief").count() == 2

    def test_their_own_answer_is_no_reason_to_send_it_again_but_what_follows_is(self, client, cast, guest):
        page = reverse("workshops:speaker", args=[guest.pk])
        client.force_login(cast.coordinator)
        changed = "Something about the session has changed since"
        speakers.send_brief(speaker=guest, by=cast.coordinator, now=NOW)
        speaking.answer(speaker=Speaker.objects.get(pk=guest.pk), comes=True, now=NOW + MINUTE)
        assert changed not in client.get(page).content.decode()
        sessions.postpone(session=cast.workshop, to=date(2027, 3, 10), by=cast.coordinator, now=NOW + 2 * MINUTE)
        assert changed in client.get(page).content.decode()

    def test_without_an_address_it_says_so(self, client, cast, guest):
        Speaker.objects.update(email="")
        client.force_login(cast.facilitator)
        html = client.post(reverse("workshops:speaker_send", args=[guest.pk]), follow=True).content.decode()
        assert "No address is kept for them" in html

    def test_the_pages_of_messages_name_them(self, client, cast, guest, mailoutbox):
        with time_machine.travel(NOW, tick=False):
            tick(NOW)
            client.force_login(cast.coordinator)
            assert "Cllr Ruth Amery" in client.get(reverse("reminders:ahead")).content.decode()
        tick(WEEK_BEFORE)
        assert "Cllr Ruth Amery" in client.get(reverse("reminders:ledger")).content.decode()


def test_a_facilitator_reads_the_way_to_pack_and_register(cast, mailoutbox):
    tick(WEEK_BEFORE)
    body = mail_to(mailoutbox, cast.facilitator.email, "Workshop").body
    assert f"/sessions/{cast.workshop.pk}/pack/" in body
    assert f"/days/{cast.workshop.days.get().pk}/attendance/" in body
    assert "/attendance/" not in mail_to(mailoutbox, cast.participant.email, "Workshop").body


def test_the_adviser_of_a_set_meeting_reads_the_way_to_the_set_and_its_members_to_the_meeting(cast, mailoutbox):
    meeting = make.session(cast.cohort, "Set 1 meets", on=date(2027, 3, 3), kind="set_meeting", learning_set=cast.set_a)
    tick(WEEK_BEFORE)
    adviser, member = (
        mail_to(mailoutbox, who.email, "Programme meeting").body for who in (cast.adviser, cast.set_mate)
    )
    assert f"/sets/{cast.set_a.pk}/" in adviser
    assert f"/sessions/{meeting.pk}/" not in adviser
    assert f"/sessions/{meeting.pk}/" in member


def test_joining_instructions_name_meals_papers_bedroom_and_where_to_tell_ones_needs(cast, mailoutbox):
    cast.programme.office_name = "Dana Whitfield"
    cast.programme.save()
    residential = make.session(cast.cohort, "Residential", on=date(2027, 3, 3), days=2, kind="residential")
    lunch = make.item(residential.days.first(), "Lunch", kind="meal")
    make.material(lunch, "The menu", readers="delegates")
    make.material(lunch, "What the kitchen costs")
    publish(residential)
    tick(WEEK_BEFORE)
    body = mail_to(mailoutbox, cast.participant.email, "Residential").body
    assert "Meals: Lunch 10:00" in body
    assert "Papers, beside the agenda on the web: The menu" in body
    assert "What the kitchen costs" not in body
    assert "A bedroom is kept for you for the night of Wednesday 3 March 2027" in body
    assert "Tell us early what you need to take part or to eat: Dana Whitfield" in body


def test_own_words_and_links_of_a_brief_stay_as_they_are(cast, mailoutbox):
    tick(NOW)
    Rule.objects.filter(kind="before_session", role="speaker").update(words="We can't wait & thank you.")
    guest = make.speaker(cast.workshop, email="ruth@council.example")
    tick(WEEK_BEFORE)
    mail = mail_to(mailoutbox, "ruth@council.example")
    assert "We can't wait & thank you." in mail.body
    calendars = [part for part in mail.message().walk() if part.get_content_type() == "text/calendar"]
    assert not any(f"/speak/{guest.pk}" in part.get_payload(decode=True).decode() for part in calendars)
