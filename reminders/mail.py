"""From a letter to a mail: plain text, the programme's reply address, and calendar parts."""

import re
import unicodedata
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from functools import lru_cache

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address
from django.template.loader import get_template
from django.utils import translation

from reminders import bounces, invites, optional, wire, wording
from reminders.letter import MARK, Letter, mark
from reminders.models import Message


@dataclass(frozen=True)
class Mail:
    """A mail ready to go: for a mail server its envelope and bytes, for anything else Django's message."""

    message: EmailMultiAlternatives
    sender: str
    recipient: str
    content: bytes


def write(letter: Letter, message: Message) -> Mail:
    """The mail of `letter`, under the Message-ID of its row. Whatever raises here is the fault of this row alone."""
    email = compose(letter, message)
    return Mail(
        message=email,
        sender=envelope(settings.DEFAULT_FROM_EMAIL),
        recipient=envelope(letter.address),
        content=wire.content(email),
    )


def compose(letter: Letter, message: Message) -> EmailMultiAlternatives:
    with translation.override(letter.person.language):
        subject, text = words(letter)
        email = EmailMultiAlternatives(
            subject=subject,
            body=text,
            to=[address(letter.person.full_name, letter.address)],
            reply_to=reply_to(letter),
            headers={
                "Message-ID": message.message_id,
                bounces.HEADER: bounces.mark(message.message_id),
                "Auto-Submitted": "auto-generated",
            },
        )
        if letter.optional:
            offer_to_stop(email, letter, message.occasion.kind)
        invites.attach(email, letter)
    return email


def offer_to_stop(email: EmailMultiAlternatives, letter: Letter, kind: str) -> None:
    email.extra_headers |= optional.headers(letter.person, kind)
    email.body = f"{email.body}\n{render('_without', {'url': optional.link(letter.person, kind)})}"


def words(letter: Letter) -> tuple[str, str]:
    """Subject and text: made once in each language for all who read the same, but for what is the reader's alone."""
    key = translation.get_language(), letter.rule and letter.rule.pk
    if key not in letter.said:
        letter.said[key] = shared(letter)
    return tuple(personal(words, letter) for words in letter.said[key])


def personal(words: str, letter: Letter) -> str:
    """Words shared by many, with what is this reader's alone in place of the marks."""
    if MARK not in words:
        return words
    for name, own in {wording.FIRST_NAME: letter.person.first_name, **letter.own}.items():
        words = words.replace(mark(name), own)
    return words


def shared(letter: Letter) -> tuple[str, str]:
    context = letter.context | {"programme": letter.programme}
    rule = letter.rule
    context["opening"] = wording.fill(rule.words, context).strip() if rule and rule.words else ""
    subject = wording.fill(rule.subject, context) if rule and rule.subject else ""
    text = render(letter.template, context)
    if letter.greets:
        hello = render("hello", {"person": {"first_name": mark(wording.FIRST_NAME)}})
        text = f"{hello}\n{text}"
    return one_line(subject or render(f"{letter.template}_subject", context)), text


def render(name: str, context: dict) -> str:
    """The template's text, with no more than one empty line in a row."""
    text = get_template(f"reminders/mail/{name}.txt").render(context)
    return re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"


def reply_to(letter: Letter) -> list[str]:
    if letter.answers_to:
        return [address(letter.answers_to.full_name, letter.answers_to.email)]
    programme = letter.programme
    if programme is None or not programme.office_email:
        return []
    return [address(programme.office_name or programme.name, programme.office_email)]


def address(name: str, email: str) -> str:
    """Name and address as one header value, whatever the name holds."""
    return formataddr((one_line(name), one_line(email).replace(" ", "")))


def one_line(text: str) -> str:
    """`text` without line breaks and control characters, so that it cannot become a header of its own."""
    if text.isprintable():
        return " ".join(text.split())
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join(plain.split())


@lru_cache(maxsize=512)
def envelope(email: str) -> str:
    """The bare address as a mail server takes it, in ASCII and on one line."""
    return sanitize_address(parseaddr(one_line(email))[1], "utf-8")
