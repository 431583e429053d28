"""Replies by the link in a mail, and the one nudge to those who have not replied."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine

from cohorts.models import OfficeContact
from reminders import sending
from reminders.models import Message, Occasion
from tests import factories as make
from tests.factories import NOW, UTC
from tests.reminders.story import WEEK_BEFORE, addresses, tick
from workshops.models import Reply
from workshops.reply_links import path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_kind")]
NUDGED = datetime(2027, 2, 26, 9, 0, tzinfo=UTC)  # two days before the deadline


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(WEEK_BEFORE, tick=False):
        yield


def mail_to(outbox, person, start=""):
    (mail,) = [mail for mail in outbox if f"<{person.email}>" in mail.to[0] and mail.subject.startswith(start)]
    return mail


def link_in(mail):
    return re.search(r"https?://[^/]+(/r/\S+)", mail.body)[1]


def answer(day, what="coming", **more):
    return {f"d{day.pk}-answer": what} | {f"d{day.pk}-{name}": value for name, value in more.items()}


class TestByLink:
    @pytest.fixture
    def day(self, cast, mailoutbox):
        tick(WEEK_BEFORE)
        return cast.workshop.days.get()

    def test_opening_it_keeps_nothing_and_one_press_does(self, client, cast, mailoutbox, day):
        link = link_in(mail_to(mailoutbox, cast.participant))
        page = client.get(link).content.decode()
        assert "Will you come, Sam?" in page
        assert "Wednesday 3 March 2027" in page
        assert not Reply.objects.exists()
        done = client.post(link, answer(day, "part", note="From 11:00"), follow=True).content.decode()
        assert "Thank you. This is what we have" in done
        kept = Reply.objects.get()
        assert (kept.person, kept.answer, kept.note, kept.by) == (
            cast.participant,
            "part",
            "From 11:00",
            cast.participant,
        )

    def test_it_can_be_changed_by_the_same_link_until_the_day_is_over(self, client, cast, mailoutbox, day):
        link = link_in(mail_to(mailoutbox, cast.participant))
        client.post(link, answer(day))
        client.post(link, answer(day, "sorry"))
        assert Reply.objects.get().answer == "sorry"
        with time_machine.travel(datetime(2027, 3, 4, tzinfo=UTC), tick=False):
            assert "nothing to reply to any more" in client.post(link, answer(day)).content.decode()
        assert Reply.objects.get().answer == "sorry"

    def test_without_an_answer_it_says_so_and_keeps_the_note(self, client, cast, mailoutbox, day):
        link = link_in(mail_to(mailoutbox, cast.participant))
        response = client.post(link, {f"d{day.pk}-note": "By train"})
        assert response.status_code == 422
        assert "Choose one of the four." in response.content.decode()
        assert "By train" in response.content.decode()

    def test_an_office_contact_replies_for_the_principal_under_their_own_name(self, client, cast, mailoutbox, day):
        mail = mail_to(mailoutbox, cast.office_contact)
        assert "Will Sam Okafor come?" in mail.body
        client.post(link_in(mail), answer(day, "online"))
        kept = Reply.objects.get()
        assert (kept.person, kept.by) == (cast.participant, cast.office_contact)

    def test_a_facilitator_is_not_asked_by_link(self, cast, mailoutbox, day):
        assert "/r/" not in mail_to(mailoutbox, cast.facilitator).body

    @pytest.mark.parametrize(
        "end",
        [
            lambda cast: setattr(cast.participant, "email", "new@cast.example"),
            lambda cast: setattr(cast.participant, "reply_nonce", "another"),
            lambda cast: setattr(cast.participant, "is_active", False),
        ],
    )
    def test_a_new_address_a_new_nonce_or_leaving_ends_it(self, client, cast, mailoutbox, day, end):
        link = link_in(mail_to(mailoutbox, cast.participant))
        end(cast)
        cast.participant.save()
        response = client.post(link, answer(day))
        assert response.status_code == 404
        assert "This link does not work" in response.content.decode()
        assert not Reply.objects.exists()

    def test_one_ends_the_links_sent_so_far_with_a_press(self, client, cast, mailoutbox, day):
        link = link_in(mail_to(mailoutbox, cast.participant))
        client.force_login(cast.participant)
        assert "open nothing any more" in client.post("/me/mails/links/", follow=True).content.decode()
        assert client.post(link, answer(day)).status_code == 404
        cast.participant.refresh_from_db()
        assert client.get(path(cast.workshop.pk, cast.participant, cast.participant)).status_code == 200

    def test_a_removed_office_contact_and_a_withdrawn_participant_reply_no_longer(self, client, cast, mailoutbox, day):
        links = [link_in(mail_to(mailoutbox, who)) for who in (cast.office_contact, cast.set_mate)]
        OfficeContact.objects.update(removed_at=NOW)
        cast.set_mate_place.left_at = NOW
        cast.set_mate_place.save()
        assert [client.post(link, answer(day)).status_code for link in links] == [404, 404]

    def test_swapped_numbers_are_not_found(self, client, cast, mailoutbox, day):
        link = link_in(mail_to(mailoutbox, cast.participant))
        other = link.replace(f"/{cast.participant.pk}/", f"/{cast.set_mate.pk}/", 1)
        assert client.post(other, answer(day)).status_code == 404
        assert client.get(link[:-5] + "0000/").status_code == 404

    def test_a_residential_asks_for_each_day_and_the_night_between(self, client, cast, mailoutbox):
        residential = make.session(cast.cohort, "Residential", on=date(2027, 3, 3), days=2, kind="residential")
        tick(WEEK_BEFORE)
        first, second = residential.days.all()
        link = link_in(mail_to(mailoutbox, cast.participant, "Residential"))
        assert client.get(link).content.decode().count("I stay the night after this day") == 1
        client.post(link, answer(first, stays="on") | answer(second, "sorry"))
        assert list(Reply.objects.order_by("day__date").values_list("answer", "stays")) == [
            ("coming", True),
            ("sorry", None),
        ]

    def test_the_next_mail_says_what_was_answered(self, client, cast, mailoutbox, day):
        client.post(link_in(mail_to(mailoutbox, cast.participant)), answer(day))
        mailoutbox.clear()
        tick(datetime(2027, 3, 2, 9, 0, tzinfo=UTC))
        assert "Your reply so far: Coming. To change it:" in mail_to(mailoutbox, cast.participant, "Workshop").body


class TestNudge:
    @pytest.fixture
    def asked(self, cast, mailoutbox):
        cast.workshop.reply_by = date(2027, 2, 28)
        cast.workshop.save()
        tick(WEEK_BEFORE)
        mailoutbox.clear()
        return cast

    def nudged(self, outbox):
        return addresses([mail for mail in outbox if mail.subject.startswith("Will you come?")])

    def test_whoever_has_not_replied_is_asked_once(self, asked, mailoutbox):
        day = asked.workshop.days.get()
        Reply.objects.create(day=day, person=asked.set_mate, answer="sorry", by=asked.set_mate, at=NOW)
        tick(NUDGED - timedelta(minutes=1))
        assert self.nudged(mailoutbox) == []
        tick(NUDGED)
        tick(NUDGED + timedelta(hours=2))
        assert self.nudged(mailoutbox) == ["office_contact", "other_set", "participant"]
        assert "Please reply by Sunday 28 February 2027." in mail_to(mailoutbox, asked.participant, "Will").body

    def test_after_the_deadline_nobody_is_nudged(self, asked, mailoutbox):
        tick(NUDGED + timedelta(days=3))
        assert self.nudged(mailoutbox) == []

    def test_without_a_deadline_there_is_no_nudge(self, cast, mailoutbox):
        tick(NUDGED)
        assert self.nudged(mailoutbox) == []

    def test_an_answer_given_as_it_is_about_to_go_keeps_it_back(self, asked, mailoutbox, monkeypatch):
        day, usual = asked.workshop.days.get(), sending.read_each

        def read_and_then_answered(messages, clock):
            letters = usual(messages, clock)
            Reply.objects.create(day=day, person=asked.set_mate, answer="coming", by=asked.set_mate, at=NUDGED)
            return letters

        monkeypatch.setattr(sending, "read_each", read_and_then_answered)
        tick(NUDGED)
        assert self.nudged(mailoutbox) == ["office_contact", "other_set", "participant"]
        kept = Message.objects.get(occasion__kind="reply", person=asked.set_mate)
        assert (kept.state, kept.why) == ("skipped", "done")

    def test_whoever_had_two_mails_this_week_is_spared(self, asked, mailoutbox):
        for moment in ("2026-W01", "2026-W02"):
            about = {"subject": asked.cohort.pk, "programme": asked.programme, "moment": moment}
            one = Occasion.objects.create(
                kind="nudge", **about, due_at=WEEK_BEFORE, worth_until=NUDGED, expanded_at=WEEK_BEFORE
            )
            times = {"next_attempt_at": WEEK_BEFORE, "created_at": WEEK_BEFORE}
            Message.objects.create(occasion=one, person=asked.set_mate, state="sent", **times)
        tick(NUDGED)
        assert self.nudged(mailoutbox) == ["office_contact", "other_set", "participant"]
        spared = Message.objects.get(occasion__kind="reply", person=asked.set_mate)
        assert (spared.state, spared.why) == ("skipped", "enough")
