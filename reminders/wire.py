"""A mail as the bytes that go over the wire. Django's own way costs more than handing the mail over."""

import re
import secrets
from binascii import b2a_qp
from email.header import Header
from email.utils import formatdate
from functools import lru_cache

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import forbid_multi_line_headers

WIDTH = 76  # of a line that is folded
ADDRESSES = {"From", "To", "Reply-To"}  # Django encodes the names in these, word for word
LONGEST = 998  # of a line that a mail server must take


def content(email: EmailMultiAlternatives) -> bytes:
    """The whole mail: its text with its alternatives, and beside them what is attached."""
    same = [part("text/plain", str(email.body)), *(part(kind, str(text)) for text, kind in email.alternatives)]
    body = multipart("alternative", same) if len(same) > 1 else same[0]
    if email.attachments:
        files = [part(kind, text, f'attachment; filename="{name}"') for name, text, kind in email.attachments]
        body = multipart("mixed", [body, *files])
    return "".join(f"{line}\r\n" for line in headers(email)).encode() + body


def headers(email: EmailMultiAlternatives) -> list[str]:
    own = {
        "MIME-Version": "1.0",
        "Subject": email.subject,
        "From": email.from_email,
        "To": ", ".join(email.to),
        "Reply-To": ", ".join(email.reply_to),
        "Date": formatdate(),
    }
    return [header(name, value) for name, value in {**own, **email.extra_headers}.items() if value]


@lru_cache(maxsize=512)
def header(name: str, value: str) -> str:
    """One header, encoded and folded where it must be. A line break in it raises BadHeaderError."""
    line = f"{name}: {value}"
    if line.isascii() and line.isprintable() and len(line) <= WIDTH:
        return line
    _, checked = forbid_multi_line_headers(name, value, "utf-8")
    if name in ADDRESSES:
        return f"{name}: " + checked.replace("\n", "\r\n")
    return f"{name}: " + Header(value, header_name=name, maxlinelen=WIDTH).encode(linesep="\r\n")


def multipart(kind: str, parts: list[bytes]) -> bytes:
    boundary = f"=_{secrets.token_hex(16)}"
    start = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n'
    between = f"\r\n--{boundary}\r\n".encode()
    return b"".join([start.encode(), *(between + one for one in parts), f"\r\n--{boundary}--\r\n".encode()])


def part(kind: str, text: str, disposition: str = "") -> bytes:
    """Text as it is, where every mail server takes it so; else quoted-printable."""
    lines = re.split("\r\n|\r|\n", text)
    plain = text.isascii() and max(map(len, lines)) <= LONGEST
    data = "\r\n".join(lines).encode()
    top = [
        f'Content-Type: {kind}; charset="utf-8"',
        f"Content-Transfer-Encoding: {'7bit' if plain else 'quoted-printable'}",
    ]
    if disposition:
        top.append(f"Content-Disposition: {disposition}")
    return "\r\n".join([*top, "", ""]).encode() + (data if plain else quoted(data))


def quoted(data: bytes) -> bytes:
    """Quoted-printable, with line ends that mail servers know: b2a_qp takes those it finds, so it is shown one."""
    return b2a_qp(data + b"\r\n", istext=True).removesuffix(b"\r\n")
