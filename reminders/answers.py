"""What the mail server's answers mean: why a message was not taken, and whose fault that is."""

import smtplib

from reminders.mail import one_line

LOGIN_REFUSED = {530, 534, 535, 538}
CLOSING = 421


class NotSent(Exception):
    """`answer` is what the server said; `in_doubt` whether it may have taken the message all the same."""

    in_doubt = False

    def __init__(self, answer: str):
        super().__init__(answer)
        self.answer = answer[:500]


class Absent(NotSent):
    """The server cannot be reached or refuses our login: nobody's message is at fault."""


class Dropped(NotSent):
    """The connection was lost or stalled in the middle of a message."""

    def __init__(self, answer: str, *, in_doubt: bool):
        super().__init__(answer)
        self.in_doubt = in_doubt


class Later(NotSent):
    """The server asks to try again later."""


class Refused(NotSent):
    """The server will not take this message."""


class AddressRefused(Refused):
    """The server will not take mail for this address."""


def refusal(code: int, answer: bytes, permanent: type[Refused]) -> NotSent:
    """An answer that was not the one hoped for, under its own name."""
    if code in LOGIN_REFUSED:
        return Absent(text(code, answer))
    return (permanent if code >= 500 else Later)(text(code, answer))


def text(code: int, answer: bytes | str) -> str:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {one_line(words)}"[:500]


def said(error: Exception) -> str:
    """What a failed connection had to say for itself."""
    if isinstance(error, smtplib.SMTPResponseException):
        return text(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"[:500]
