"""Reports in the shapes that mail systems really send: tests/reminders/dsn has one file for each."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from reminders import bounces
from reminders.models import Message
from reminders.services import bounces as services_bounces
from tests.factories import NOW
from tests.reminders.story import WEEK_BEFORE, tick
from tests.reminders.test_bounces import headers_of

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "dsn"
SAID = {
    "exim": "550 5.1.1 User unknown",
    "exim_before_2012": "550 5.1.1 User unknown",
    "exchange": "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient participant@cast.example not found by SMTP"
    " address lookup",
    "gmail": "550-5.1.1 The email account that you tried to reach does not exist.",
    "international": "550 5.1.1 Dim blwch o'r enw hwn",
}


@pytest.fixture
def sent(cast, mailoutbox):
    tick(WEEK_BEFORE)
    return Message.objects.get(person=cast.participant)


def sample(name, message):
    text = (FOLDER / f"{name}.eml").read_text()
    values = {"address": message.address, "headers": headers_of(message), "message_id": message.message_id}
    for field, value in values.items():
        text = text.replace(f"{{{field}}}", value)
    return text.encode()


def test_every_sample_is_tried():
    assert {file.stem for file in FOLDER.glob("*.eml")} == {*SAID, "delayed", "out_of_office"}


@pytest.mark.parametrize("shape", SAID)
@pytest.mark.parametrize("end_of_line", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_each_shape_is_understood(sent, shape, end_of_line):
    raw = sample(shape, sent).replace(b"\n", end_of_line)
    assert services_bounces.take(raw, now=NOW) == services_bounces.TAKEN
    sent.refresh_from_db()
    assert (sent.state, sent.why, sent.answer) == ("failed", "bounced", SAID[shape])


@pytest.mark.parametrize("shape", SAID)
def test_none_is_believed_without_our_mark(sent, shape):
    raw = sample(shape, sent).replace(bounces.mark(sent.message_id).encode(), b"0" * 40)
    with pytest.raises(bounces.Forged):
        services_bounces.take(raw, now=NOW)


def test_a_mail_that_is_delayed_may_still_arrive(sent):
    assert services_bounces.take(sample("delayed", sent), now=NOW) == services_bounces.PASSING
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_somebody_who_is_away_has_an_address_that_works(sent):
    with pytest.raises(bounces.NotUnderstood):
        services_bounces.take(sample("out_of_office", sent), now=NOW)
    sent.refresh_from_db()
    assert sent.state == "sent"


@pytest.mark.parametrize("shape", SAID)
def test_whatever_is_broken_in_it_has_a_clear_answer(sent, shape):
    chance, whole = random.Random(shape), sample(shape, sent)
    answers = {bounces.NotUnderstood, bounces.Forged, services_bounces.Unknown}
    for _ in range(60):
        with suppress(*answers):
            services_bounces.take(broken(whole, chance), now=NOW)


def broken(raw, chance):
    """`raw` cut, with bytes put in, taken out and changed."""
    made = bytearray(raw)
    for _ in range(chance.randrange(1, 12)):
        place = chance.randrange(len(made))
        kind = chance.choice(["cut", "put", "change", "lines"])
        if kind == "cut":
            del made[place : place + chance.randrange(40)]
        elif kind == "put":
            made[place:place] = chance.randbytes(chance.randrange(1, 20))
        elif kind == "change":
            made[place] = chance.randrange(256)
        else:
            made[place:place] = b"\n\n"
        if not made:
            break
    return bytes(made)


def test_one_about_a_mail_we_do_not_know_is_logged_without_the_address(sent, caplog):
    raw = sample("exim", sent).replace(sent.address.encode(), b"someone@else.example")
    with pytest.raises(services_bounces.Unknown):
        services_bounces.take(raw, now=NOW)
    (line,) = [record.getMessage() for record in caplog.records]
    assert "not in the ledger" in line
    assert "@" not in line
