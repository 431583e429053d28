"""Reads back mails that were kept in files."""

import email
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

MARK = b"\n" + b"-" * 79 + b"\n"  # what Django's file backend writes after each mail
PLENTY = 500  # newest files read


@dataclass(frozen=True)
class Kept:
    subject: str
    sender: str
    to: str
    reply_to: str
    at: datetime | None
    text: str
    events: list[str]  # the first line of each calendar part's event


def mails(folder: str | Path) -> list[Kept]:
    """The mails in `folder`, newest first."""
    files = sorted(Path(folder).glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)[:PLENTY]
    parts = [part for file in files for part in reversed(file.read_bytes().split(MARK)) if part.strip()]
    return sorted((kept(part) for part in parts), key=lambda mail: mail.at.timestamp() if mail.at else 0, reverse=True)


def kept(raw: bytes) -> Kept:
    mail = email.message_from_bytes(raw.strip() + b"\n", policy=policy.default)
    body = mail.get_body(("plain",))
    return Kept(
        subject=str(mail["Subject"] or ""),
        sender=str(mail["From"] or ""),
        to=str(mail["To"] or ""),
        reply_to=str(mail["Reply-To"] or ""),
        at=when(mail),
        text=body.get_content().strip() if body else "",
        events=[event(part) for part in mail.walk() if part.get_content_type() == "text/calendar"],
    )


def when(mail: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(str(mail["Date"]))
    except ValueError:
        return None


def event(part: EmailMessage) -> str:
    """What a mail program makes of a calendar part: its summary and start."""
    facts = dict(line.partition(":")[::2] for line in part.get_content().splitlines() if ":" in line)
    return facts.get("SUMMARY", "").replace("\\,", ",")
