"""One connection to the mail server for a batch, and its answer to each message."""

import smtplib

from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from reminders.mail import Mail, one_line

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


class Post:
    """The mail server, or whatever else takes mails here. Opened when first needed, closed by the `with` block."""

    def __init__(self):
        self._backend = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def open(self) -> None:
        """Be ready to send. Raises Absent."""
        if self._backend is not None:
            return
        backend = get_connection()
        try:
            backend.open()
            if isinstance(backend, EmailBackend):
                backend.connection.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            raise Absent(said(error)) from error
        self._backend = backend

    def close(self) -> None:
        if self._backend is not None:
            backend, self._backend = self._backend, None
            backend.close()

    def send(self, mail: Mail) -> str:
        """Hand one message over and give the server's answer. Raises NotSent."""
        self.open()
        if not isinstance(self._backend, EmailBackend):
            return self._keep(mail)
        stage = Stage()
        try:
            return converse(self._backend.connection, mail, stage)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self.close()
            raise Dropped(said(error), in_doubt=stage.data) from error
        except Later as error:
            if error.answer.startswith(str(CLOSING)):
                self.close()
            raise

    def _keep(self, mail: Mail) -> str:
        """Where mails go into files or memory, nobody answers."""
        try:
            self._backend.send_messages([mail.message])
        except OSError as error:
            raise Absent(said(error)) from error
        return ""


class Stage:
    data = False  # whether the message itself was being handed over


def converse(smtp: smtplib.SMTP, mail: Mail, stage: Stage) -> str:
    """MAIL, RCPT, DATA; each refusal under its own name."""
    code, answer = smtp.mail(mail.sender)
    if code != 250:
        raise refusal(smtp, code, answer, Refused)
    code, answer = smtp.rcpt(mail.recipient)
    if code not in (250, 251):
        raise refusal(smtp, code, answer, AddressRefused)
    stage.data = True
    try:
        code, answer = smtp.data(mail.content)
    except smtplib.SMTPDataError as error:
        code, answer = error.smtp_code, error.smtp_error
    if code != 250:
        raise refusal(smtp, code, answer, Refused)
    return text(code, answer)


def refusal(smtp: smtplib.SMTP, code: int, answer: bytes, permanent: type[NotSent]) -> NotSent:
    if code != CLOSING:
        smtp.rset()
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
