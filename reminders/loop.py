"""Ticks without a queue, until asked to end. What goes wrong with one tick is said, and the next one tries again."""

import logging
import signal
from collections.abc import Callable
from time import monotonic, sleep

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from reminders import services
from reminders.clock import database_now

WHO = "loop"
HOUR = 3600  # seconds between two looks at what is to be forgotten
SLICE = 0.25  # seconds; how soon a request to end is heard
log = logging.getLogger(__name__)


class Request:
    """Whether TERM or INT has asked to end."""

    def __init__(self):
        self.made = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._make)

    def _make(self, *_):
        self.made = True

    def wait(self, seconds: float) -> None:
        """Wait so long, or until asked."""
        end = monotonic() + seconds
        while not self.made and (left := end - monotonic()) > 0:
            sleep(min(left, SLICE))


class Loop:
    """Ticks every so many seconds; the database may go away and come back meanwhile.

    `forget` deletes, as of the moment it is given, what has been kept long enough.
    """

    def __init__(self, seconds: float, forget: Callable[..., object]):
        self.seconds, self.forget, self.request = seconds, forget, Request()
        self.is_away = False
        self.forgot = -float(HOUR)  # at once, then every hour

    def run(self) -> None:
        """Go on until asked to end; the message in hand then is finished, the others are given back."""
        while not self.request.made:
            self.look()
            self.request.wait(self.seconds)

    def look(self) -> None:
        try:
            close_old_connections()  # one that the database has closed is noticed and replaced
            say(services.tick(database_now(), who=WHO, stop=lambda: self.request.made))
            self.forget_hourly()
        except (DatabaseError, InterfaceError) as error:
            self.note_away(error)
        except Exception:
            log.exception("A tick failed; the next one tries again")
        else:
            self.note_back()

    def forget_hourly(self) -> None:
        """What the beat table asks for beside the messages."""
        if monotonic() - self.forgot >= HOUR:
            self.forget(now=database_now())
            self.forgot = monotonic()

    def note_away(self, error: Exception) -> None:
        connection.close()
        log.log(logging.DEBUG if self.is_away else logging.ERROR, "The database is away; trying again: %s", error)
        self.is_away = True

    def note_back(self) -> None:
        if self.is_away:
            log.warning("The database is back; messages go.")
        self.is_away = False


def say(count: int) -> None:
    if count:
        log.info("Took %s messages in hand", count)
