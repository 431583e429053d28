"""While the mail server is away or refuses our login, messages wait: no attempts are burned, one line is logged."""

import logging
from datetime import datetime, timedelta

from reminders.models import Heartbeat

NAME = "mail_server"
WAIT = timedelta(minutes=1)
log = logging.getLogger(__name__)


def trip(reason: str, now: datetime) -> None:
    """Stop sending for a minute. The first time is an alert, the next ones only go on waiting."""
    values = {"at": now + WAIT, "note": reason[:300]}
    _, is_new = Heartbeat.objects.update_or_create(name=NAME, defaults=values)
    if is_new:
        log.error("The mail server is away; messages wait: %s", reason)


def mend() -> None:
    """Mail goes again."""
    if Heartbeat.objects.filter(name=NAME).delete()[0]:
        log.warning("The mail server is back; messages go.")
