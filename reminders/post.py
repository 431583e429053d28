"""One connection to the mail server for a batch, and its answer to each message."""

import smtplib

from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from reminders.answers import Absent, Dropped, NotSent, said
from reminders.conversation import Stage, converse
from reminders.mail import Mail


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
        except OSError as error:
            self.close()
            raise Dropped(said(error), in_doubt=stage.content) from error
        except NotSent:
            if self._backend.connection.sock is None:
                self.close()
            raise

    def _keep(self, mail: Mail) -> str:
        """Where mails go into files or memory, nobody answers."""
        try:
            self._backend.send_messages([mail.message])
        except OSError as error:
            raise Absent(said(error)) from error
        return ""
