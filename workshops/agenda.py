"""A day's times. They are worked out here alone; pages, sheets and mails receive ready strings."""

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Slot:
    """An item with its start and end, in minutes from the day's midnight, and what is odd about them."""

    item: Any
    start: int
    gap: int = 0  # minutes of nothing before a pinned item
    overlap: int = 0  # minutes by which the items before run into a pinned item

    @property
    def end(self):
        return self.start + self.item.minutes

    @property
    def starts(self):
        return clock(self.start)

    @property
    def ends(self):
        return clock(self.end)


def clock(minute):
    """Minutes from midnight as HH:MM; past midnight it starts again at 00:00."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def minute(text):
    """HH:MM (or H.MM, HHMM) as minutes from midnight. Raises ValueError for anything else."""
    digits = text.strip().replace(".", ":")
    hours, _, minutes = digits.partition(":") if ":" in digits else (digits[:-2], "", digits[-2:])
    if not (hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2 and len(hours) <= 2):
        raise ValueError(text)
    if int(hours) > 23 or int(minutes) > 59:
        raise ValueError(text)
    return int(hours) * 60 + int(minutes)


def timetable(items, opens):
    """Yield a Slot for each of `items`: it starts when the one before ends, a pinned one when it says.

    `opens` is in minutes from midnight. A pinned item that is reached early leaves a gap, one reached late an overlap.
    """
    now = opens
    for item in items:
        pin = item.pinned_minute
        start = now if pin is None else pin
        yield Slot(item, start, gap=max(start - now, 0), overlap=max(now - start, 0))
        now = start + item.minutes


def starts(items, opens):
    """Only when each starts, as `timetable` has it: for trying out what a change would do."""
    now, found = opens, []
    for item in items:
        found.append(now if item.pinned_minute is None else item.pinned_minute)
        now = found[-1] + item.minutes
    return found


def length(minutes):
    """Minutes as people say them: 390 is 6 hours 30 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((hours, "hour"), (rest, "minute")) if n]
    return " ".join(parts) or "0 minutes"


LASTING = re.compile(
    r"(?:(?P<h>\d{1,4}) ?(?:h|hr|hrs|hour|hours)\b ?)?(?:(?P<m>\d{1,4}) ?(?:m|min|mins|minute|minutes|'|′)?)?"
    r"|(?P<hh>\d{1,2}):(?P<mm>[0-5]\d)|(?P<half>\d{1,2}[.,]5) ?(?:h|hr|hrs|hour|hours)"
)


def lasting(text):
    """45, 45 min, 1h30, 1 hour 30, 1:30, 1.5 h as minutes. Raises ValueError for anything not so plain."""
    text = re.sub(r"(?<=h)(?=\d)", " ", " ".join(text.casefold().split())).removesuffix(".")
    found = LASTING.fullmatch(text)
    if not (text and found):
        raise ValueError(text)
    if found["half"]:
        return int(float(found["half"].replace(",", ".")) * 60)
    hours, rest = found["h"] or found["hh"], found["m"] or found["mm"]
    return int(hours or 0) * 60 + int(rest or 0)


NEXT_DAY = "next day"


def pin(text):
    """12:45, or 00:30 next day, as minutes from the day's midnight. Raises ValueError for anything else."""
    text = " ".join(text.casefold().split())
    if text.endswith(NEXT_DAY):
        return minute(text.removesuffix(NEXT_DAY)) + 24 * 60
    return minute(text)


def pin_text(minutes):
    """The inverse of `pin`."""
    days, rest = divmod(minutes, 24 * 60)
    return f"{clock(rest)} {NEXT_DAY}" if days else clock(rest)


def breaks(items, quiet):
    """How many minutes of the day are items of the kinds `quiet`."""
    return sum(item.minutes for item in items if item.kind in quiet)
