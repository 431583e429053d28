"""What is said to a mail server about one message: who it is from and for, then its content.

A server that offers it (PIPELINING, RFC 2920) hears the first three lines at once and is asked for three answers; any
other hears them one by one. The content goes only after all three were agreed to.
"""

from contextlib import suppress
from smtplib import SMTP, SMTPServerDisconnected
from typing import NamedTuple

from reminders.answers import CLOSING, AddressRefused, Refused, refusal, text
from reminders.mail import Mail

NONSENSE = -1  # smtplib's code for what is no answer
GO_ON = 354  # the server waits for the content


class Line(NamedTuple):
    words: str
    agreed: set[int]
    refused: type[Refused]


class Stage:
    content = False  # whether the content was being handed over: only then may the server have taken the message


def converse(smtp: SMTP, mail: Mail, stage: Stage) -> str:
    """Hand one message over and give the server's answer. Raises NotSent, and OSError where the connection is lost."""
    announce(smtp, lines(mail))
    stage.content = True
    smtp.send(stuffed(mail.content))
    code, answer = heard(smtp)
    if code != 250:
        clear(smtp, code)
        raise refusal(code, answer, Refused)
    return text(code, answer)


def lines(mail: Mail) -> list[Line]:
    return [
        Line(f"mail FROM:<{mail.sender}>", {250}, Refused),
        Line(f"rcpt TO:<{mail.recipient}>", {250, 251}, AddressRefused),
        Line("data", {GO_ON}, Refused),
    ]


def announce(smtp: SMTP, said: list[Line]) -> None:
    """Have the server wait for the content. The first line that it does not agree to says what is wrong."""
    together = smtp.has_extn("pipelining")
    if together:
        smtp.send("".join(f"{line.words}\r\n" for line in said))
    for number, line in enumerate(said, start=1):
        if not together:
            smtp.putcmd(line.words)
        code, answer = heard(smtp)
        if code not in line.agreed:
            clear(smtp, code, unread=len(said) - number if together else 0)
            raise refusal(code, answer, line.refused)


def heard(smtp: SMTP) -> tuple[int, bytes]:
    """The next answer. After nonsense it is not sure which answer belongs to what: the connection counts as lost."""
    code, answer = smtp.getreply()
    if code == NONSENSE:
        smtp.close()
        raise SMTPServerDisconnected(f"no answer: {answer!r}")
    return code, answer


def clear(smtp: SMTP, code: int, unread: int = 0) -> None:
    """Leave the connection ready for the next message, or closed. What was refused stays so, whatever becomes of it."""
    codes = {code}
    with suppress(OSError):  # smtplib has closed it then
        while unread and CLOSING not in codes:
            codes.add(heard(smtp)[0])
            unread -= 1
        if GO_ON in codes:  # it waits for a content that nobody is to have: an empty one, which it throws away
            smtp.docmd(".")
        if CLOSING in codes or smtp.rset()[0] != 250:
            smtp.close()


def stuffed(content: bytes) -> bytes:
    """As it travels: no line in it is the dot that ends it. Its lines end in CRLF, and it starts with a header."""
    end = b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"
    return content.replace(b"\n.", b"\n..") + end
