"""What a mail that came back says: which of our messages, to which address, and whether for good.

Reports are those of RFC 3464, and of RFC 6533 for addresses in other scripts.
Nothing in it is believed but what carries our mark: each mail of ours has one that only we can make, and whoever sends
a mail back sends its headers with it.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message as Mail

from django.utils.crypto import constant_time_compare, salted_hmac

HEADER = "X-Programme-Mark"
REPORTS = {"message/delivery-status", "message/global-delivery-status"}
WHOLE = {"message/rfc822", "message/global"}
HEADERS = {"text/rfc822-headers", "message/global-headers"}
COPY = b"------ This is a copy of the message, including all the headers. ------"
LARGEST = 1_000_000  # bytes; a report with a mail of ours in it is a tenth of that


class NotUnderstood(Exception):
    """It is no report of a mail that came back, or too large, or broken."""


class Forged(Exception):
    """It claims to be about a mail of ours and does not carry our mark."""


@dataclass(frozen=True)
class Bounce:
    """`message_id` of the mail that came back, the `address` it could not reach, the server's reason."""

    message_id: str
    address: str
    reason: str
    is_final: bool  # it will not arrive
    is_address: bool  # and neither will others: the mailbox is not there, rather than full or away for days


def mark(message_id: str) -> str:
    """What proves that a mail under this Message-ID is ours."""
    return salted_hmac("reminders.bounces", message_id, algorithm="sha256").hexdigest()[:40]


def read(raw: bytes) -> Bounce:
    """What the report in `raw` says. Raises NotUnderstood, Forged."""
    if len(raw) > LARGEST:
        raise NotUnderstood("larger than any report")
    try:
        mail = message_from_bytes(raw, policy=policy.compat32)  # the newer policy raises on headers that are wrong
        facts, ours = report_in(mail), returned_in(mail)
    except RecursionError:
        raise NotUnderstood("mails within mails without end") from None
    if facts is None or ours is None:
        raise NotUnderstood("no delivery report with the headers of the mail")
    message_id = one_line(ours["Message-ID"])
    if not constant_time_compare(one_line(ours[HEADER]), mark(message_id)):
        raise Forged(message_id)
    return Bounce(
        message_id=message_id,
        address=address_in(facts),
        reason=one_line(facts["Diagnostic-Code"]).partition(";")[2].strip() or one_line(facts["Status"]),
        is_final=one_line(facts["Action"]).casefold() == "failed",
        is_address=one_line(facts["Status"]).startswith("5"),
    )


def report_in(mail: Mail) -> Mail | None:
    """The facts about the recipient: a block of the report, or what an old Exim says without one."""
    for part in mail.walk():
        if part.get_content_type() in REPORTS:
            return next((block for block in blocks(part) if block["Action"]), None)
    return told_by_exim(mail)


def blocks(part: Mail) -> list[Mail]:
    """Groups of headers. Python knows them as such in one of the two types, and takes the other for a mail."""
    if part.get_content_type() == "message/delivery-status" and part.is_multipart():
        return part.get_payload()
    return [headers_from(block) for block in re.split(rb"\r?\n\r?\n", body_of(part))]


def told_by_exim(mail: Mail) -> Mail | None:
    """An Exim of before 2012 names the address in a header, and only where it has given up."""
    if mail.get_content_type() != "text/plain" or not mail["X-Failed-Recipients"]:
        return None
    said = re.search(rb"\b5\d\d[ -].*", body_of(mail).partition(COPY)[0])
    facts = Mail()
    facts["Final-Recipient"] = f"rfc822; {one_line(mail['X-Failed-Recipients'])}"
    facts["Diagnostic-Code"] = f"smtp; {said.group().decode('ascii', 'replace') if said else ''}"
    facts["Action"], facts["Status"] = "failed", "5.0.0"
    return facts


def returned_in(mail: Mail) -> Mail | None:
    """The headers of the mail that came back, whole or alone."""
    for part in mail.walk():
        if part is not mail and part.get_content_type() in WHOLE and part.is_multipart():
            return part.get_payload(0)
        if part.get_content_type() in HEADERS:
            return headers_from(body_of(part))
    copy = body_of(mail).partition(COPY)[2] if mail.get_content_type() == "text/plain" else b""
    return headers_from(copy.lstrip()) if copy else None


def body_of(part: Mail) -> bytes:
    """The bytes of a part, also of one that Python has taken for a mail within the mail."""
    if part.is_multipart():
        return part.get_payload(0).as_bytes() if part.get_payload() else b""
    return part.get_payload(decode=True) or b""


def headers_from(raw: bytes) -> Mail:
    return message_from_bytes(raw, policy=policy.compat32)


def address_in(facts: Mail) -> str:
    """The address as we wrote to it, where the report says so; else the one that could not be reached."""
    found = facts["Original-Recipient"] or facts["Final-Recipient"]
    return one_line(found).partition(";")[2].strip().strip("<>")


def one_line(value: object) -> str:
    """Without line breaks, nor the null byte that no database keeps."""
    return " ".join(str(value or "").replace("\0", " ").split())[:500]
