"""How far this machine has seen the ticks come, kept beside the database: so a restored, older one is known.

The number lies in a small file. It is never higher than the database's: the database's is written first.
"""

import logging
import os
from pathlib import Path

from django.conf import settings

SELDOM = 4  # ticks without a message after which the file is written all the same: about a minute
log = logging.getLogger(__name__)


def last_tick() -> int:
    """The highest number of a tick seen on this machine; 0 where it remembers none."""
    try:
        return int(Path(settings.TICKS_FILE).read_text())
    except FileNotFoundError:
        return 0
    except (OSError, ValueError) as error:
        log.warning("%s cannot be read; whether the database is older is not known: %s", settings.TICKS_FILE, error)
        return 0


def remember_now_and_then(number: int, known: int) -> None:
    """Keep `number`, unless `known` is nearly as high."""
    if number >= known + SELDOM:
        remember(number)


def remember(number: int) -> None:
    """Keep `number`."""
    path = Path(settings.TICKS_FILE)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(f"{number}\n")
        draft.replace(path)
    except OSError as error:
        log.warning("%s cannot be written; a restored database would not be known: %s", path, error)
