"""Mails that come back: by the command and by the endpoint, believed only with the mark of a mail of ours."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.urls import reverse

from cohorts.services.addresses import change_address
from reminders import bounces
from reminders.models import Message
from reminders.services import bounces as services_bounces
from tests.factories import NOW
from tests.reminders.story import DAY_BEFORE, WEEK_BEFORE, tick

pytestmark = pytest.mark.django_db

POSTFIX = """\
From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: office@programme.example
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Wed, 24 Feb 2027 09:00:05 +0000

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 No such
 mailbox here

--b1
Content-Type: {kind}

{headers}
--b1--
"""


@pytest.fixture
def sent(cast, mailoutbox):
    tick(WEEK_BEFORE)
    return Message.objects.get(person=cast.participant)


def headers_of(message):
    (mail,) = [one for one in outbox.outbox if f"<{message.address}>" in one.to[0]]
    raw = mail.message()
    return "".join(f"{name}: {raw[name]}\n" for name in ("From", "To", "Message-ID", bounces.HEADER))


def report(message, *, action="failed", status="5.1.1", kind="text/rfc822-headers", headers=None, address=None):
    headers = headers_of(message) if headers is None else headers
    address = address or message.address
    return POSTFIX.format(address=address, action=action, status=status, kind=kind, headers=headers).encode()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_mail_that_came_back_becomes_a_task_with_the_servers_words(sent, kind):
    assert services_bounces.take(report(sent, kind=kind), now=NOW) == services_bounces.TAKEN
    sent.refresh_from_db()
    assert (sent.state, sent.why, sent.answer) == ("failed", "bounced", "550 5.1.1 No such mailbox here")
    assert services_bounces.take(report(sent, kind=kind), now=NOW) == services_bounces.KNOWN
    tick(DAY_BEFORE)
    later = Message.objects.get(person=sent.person, occasion__moment="1d09")
    assert (later.state, later.why) == ("skipped", "address_failed")


@pytest.mark.parametrize("facts", [{"action": "delayed", "status": "4.4.1"}, {"action": "delivered"}])
def test_what_may_still_arrive_changes_nothing(sent, facts):
    assert services_bounces.take(report(sent, **facts), now=NOW) == services_bounces.PASSING
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_a_mailbox_that_stayed_full_for_days_fails_this_mail_and_not_the_address(sent):
    assert services_bounces.take(report(sent, status="4.2.2"), now=NOW) == services_bounces.TAKEN
    sent.refresh_from_db()
    assert (sent.state, sent.why) == ("failed", "refused")
    tick(DAY_BEFORE)
    assert Message.objects.get(person=sent.person, occasion__moment="1d09").state == "sent"


def test_a_null_byte_in_the_servers_words_is_left_out(sent):
    services_bounces.take(report(sent).replace(b"No such", b"No\0such"), now=NOW)
    sent.refresh_from_db()
    assert sent.answer == "550 5.1.1 No such mailbox here"


@pytest.mark.parametrize(
    "forged",
    [
        lambda sent: report(sent, headers=f"Message-ID: {sent.message_id}\n"),
        lambda sent: report(sent, headers=f"Message-ID: {sent.message_id}\n{bounces.HEADER}: {'0' * 40}\n"),
        lambda sent: report(sent, headers=headers_of(sent).replace(sent.message_id, "<1.2.other@x.example>")),
    ],
)
def test_a_forged_report_changes_nothing(sent, forged, caplog):
    with pytest.raises(bounces.Forged):
        services_bounces.take(forged(sent), now=NOW)
    sent.refresh_from_db()
    assert sent.state == "sent"
    assert [record.getMessage() for record in caplog.records] == ["A delivery report without our mark was refused"]


def test_a_report_about_another_address_changes_nothing(sent, cast):
    with pytest.raises(services_bounces.Unknown):
        services_bounces.take(report(sent, address=cast.set_mate.email), now=NOW)
    assert not Message.objects.filter(state="failed").exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: Out of office\n\nI am away.",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n--x--",
        b"Content-Type: multipart/mixed; boundary=" + b"a" * 300 + b"\n\n",
        b"Content-Type: text/plain; charset=no-such-charset\n\n\xe9",
        b"x" * (bounces.LARGEST + 1),
        b"Content-Type: message/rfc822\n\n" * 20_000,
    ],
)
def test_what_cannot_be_understood_is_said_and_changes_nothing(raw):
    with pytest.raises(bounces.NotUnderstood):
        services_bounces.take(raw, now=NOW)


def test_the_command_takes_it_from_a_file(sent, tmp_path, capsys):
    (tmp_path / "bounce").write_bytes(report(sent))
    call_command("take_bounce", str(tmp_path / "bounce"))
    assert services_bounces.TAKEN in capsys.readouterr().out


def test_piped_in_nonsense_ends_as_mail_servers_expect():
    done = subprocess.run(
        [sys.executable, "manage.py", "take_bounce"], input=b"nonsense", capture_output=True, check=False
    )
    assert done.returncode == 65
    assert b"Nothing was changed" in done.stderr


class TestEndpoint:
    def post(self, client, raw, token="a-long-token"):
        return client.post(
            reverse("reminders:take_bounce"),
            data=raw,
            content_type="message/rfc822",
            headers={"Authorization": f"Bearer {token}"},
        )

    def test_with_the_token_it_is_taken(self, client, sent, settings):
        settings.BOUNCE_TOKEN = "a-long-token"
        assert self.post(client, report(sent)).content.decode() == f"{services_bounces.TAKEN}\n"
        assert self.post(client, b"nonsense").status_code == 422

    @pytest.mark.parametrize("token", ["", "another"])
    def test_without_it_there_is_no_such_page(self, client, sent, settings, token):
        settings.BOUNCE_TOKEN = "a-long-token"
        assert self.post(client, report(sent), token).status_code == 404
        settings.BOUNCE_TOKEN = ""
        assert self.post(client, report(sent), "").status_code == 404
        sent.refresh_from_db()
        assert sent.state == "sent"


class TestTask:
    @pytest.fixture
    def failed(self, cast, sent):
        services_bounces.take(report(sent), now=WEEK_BEFORE + timedelta(hours=1))
        return sent

    def test_it_stands_among_what_needs_the_office_with_the_way_to_mend_it(self, client, cast, failed):
        client.force_login(cast.coordinator)
        html = client.get(reverse("reminders:ledger")).content.decode()
        assert "1 message needs you" in html
        assert "The mail server said: 550 5.1.1 No such mailbox here" in html
        assert f'href="/people/{cast.participant.pk}/"' in html

    def test_their_page_says_so_to_whoever_may_mend_it(self, client, cast, failed):
        page = reverse("cohorts:person", args=[cast.participant.pk])
        client.force_login(cast.coordinator)
        assert (
            "does not arrive. The mail server said: 550 5.1.1 No such mailbox here" in client.get(page).content.decode()
        )
        change_address(person=cast.participant, to="sam@new.example", by=cast.coordinator, now=WEEK_BEFORE)
        assert "does not arrive" not in client.get(page).content.decode()
        client.force_login(cast.facilitator)
        assert "does not arrive" not in client.get(page).content.decode()

    def test_one_press_after_the_address_is_mended_sends_what_is_still_worth_it(self, client, cast, failed, mailoutbox):
        change_address(person=cast.participant, to="sam@new.example", by=cast.coordinator, now=WEEK_BEFORE)
        mailoutbox.clear()
        client.force_login(cast.coordinator)
        html = client.get(reverse("reminders:ledger")).content.decode()
        assert "Send again, to sam@new.example" in html
        failed.occasion.worth_until = WEEK_BEFORE + timedelta(days=400)
        failed.occasion.save()
        client.post(reverse("reminders:try_again", args=[failed.pk]))
        tick(WEEK_BEFORE + timedelta(hours=2))
        assert [mail.to[0] for mail in mailoutbox if "sam@new" in mail.to[0]] == ["Sam Okafor <sam@new.example>"]
