"""What happens here, as verbs: a tick here, the rest by what it is about."""

from collections.abc import Callable
from datetime import datetime

from reminders import ticking
from reminders.sending import never


def tick(now: datetime, *, who: str = "", stop: Callable[[], bool] = never) -> int:
    """Do whatever is due at `now` (the database's clock): safe to repeat and to run twice at once.

    How many messages were taken in hand. `who` ticks is noted; once `stop` says yes, no further message is begun.
    """
    return ticking.run(now, who=who, stop=stop)
