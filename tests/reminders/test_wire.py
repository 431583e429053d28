"""The bytes of a mail, read back by Python's own parser: nothing is lost, whatever the words are."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as some

from reminders.wire import content

WORDS = some.text(some.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)
SENTENCES = some.lists(WORDS, min_size=1, max_size=30).map(" ".join)


def mail(subject="Workshop 1", body="Hello", to="Zoë Yeo"):
    made = EmailMultiAlternatives(
        subject, body, '"Office, the" <office@x.example>', [f'"{to}" <zoe@x.example>'], headers={"Message-ID": "<1@x>"}
    )
    made.attach_alternative("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar; method=REQUEST")
    return made


def read(made):
    return message_from_bytes(content(made), policy=policy.default)


@given(SENTENCES)
def test_a_subject_of_any_length_in_any_script_comes_back(subject):
    assert read(mail(subject))["Subject"] == subject


@given(some.text(some.characters(exclude_categories=["Cs"]), max_size=3000))
def test_a_text_comes_back_line_by_line(body):
    back = read(mail(body=body)).get_body(("plain",)).get_payload(decode=True).decode()
    assert back.splitlines() == body.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n").splitlines()


@pytest.mark.parametrize("name", ["Zoë Yeo, Dr", "李小龙", "محمد", "O'Rourke", "Łaski " * 12])
def test_a_name_comes_back(name):
    header = message_from_bytes(content(mail(to=name.strip())))["To"]
    assert str(make_header(decode_header(header))).replace('"', "") == f"{name.strip()} <zoe@x.example>"


def test_no_line_is_longer_than_a_server_must_take_and_every_one_ends_as_it_should():
    for body in ("x" * 5000, "é" * 5000, "Łaski\n" * 90):
        raw = content(mail("Łaski " * 60, body))
        assert max(map(len, raw.split(b"\r\n"))) <= 998
        assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("subject", ["a\r\nBcc: all@x.example", "a\nb", "a\rb"])
def test_a_line_break_in_a_header_is_refused(subject):
    with pytest.raises(BadHeaderError):
        content(mail(subject))
