"""What a mail that came back says (RFC 3464): which of our messages, to which address, and whether for good.

Nothing in it is believed but what carries our mark: each mail of ours has one that only we can make, and whoever sends
a mail back sends its headers with it.
"""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message as Mail

from django.utils.crypto import constant_time_compare, salted_hmac

HEADER = "X-Programme-Mark"
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
    is_final: bool


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
        is_final=is_final(facts),
    )


def report_in(mail: Mail) -> Mail | None:
    """The facts about the recipient: the second block of the part message/delivery-status."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            blocks = [block for block in part.get_payload() if block["Action"]]
            return blocks[0] if blocks else None
    return None


def returned_in(mail: Mail) -> Mail | None:
    """The headers of the mail that came back, whole or alone."""
    for part in mail.walk():
        if part is not mail and part.get_content_type() == "message/rfc822" and part.is_multipart():
            return part.get_payload(0)
        if part.get_content_type() == "text/rfc822-headers":
            return message_from_bytes(part.get_payload(decode=True) or b"", policy=policy.compat32)
    return None


def address_in(facts: Mail) -> str:
    """The address as we wrote to it, where the report says so; else the one that could not be reached."""
    found = facts["Original-Recipient"] or facts["Final-Recipient"]
    return one_line(found).partition(";")[2].strip().strip("<>")


def is_final(facts: Mail) -> bool:
    return one_line(facts["Action"]).casefold() == "failed" and one_line(facts["Status"]).startswith("5")


def one_line(value: object) -> str:
    return " ".join(str(value or "").split())[:500]
