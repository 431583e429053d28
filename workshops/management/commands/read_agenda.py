import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from workshops.agenda import minute
from workshops.pasting import LARGEST, MOST, MOST_LINES, read
from workshops.pasting.decoding import decoded

TOO_MUCH = {
    "long": f"That is more than {LARGEST:,} characters. Read it in parts, a day at a time.",
    "many": f"That is more than {MOST} items or {MOST_LINES:,} lines. Read it in parts, a day at a time.",
}
MOST_BYTES = 4 * LARGEST + 4  # of the widest encoding


class Command(BaseCommand):
    help = "Reads an agenda as somebody wrote it, and prints its items and what was not understood. Saves nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", help="a text file, or - for what is piped in")
        parser.add_argument("--start", help="when the day begins, where the text gives lengths alone; such as 09:30")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON instead of a table")

    def handle(self, *, file, start, as_json, **_):
        opens = opening(start) if start else None
        reading = read(decoded(contents(file)), opens)
        if reading.too_much:
            raise CommandError(TOO_MUCH[reading.too_much])
        self.stdout.write(written(reading) if as_json else table(reading))


def opening(text):
    try:
        return minute(text)
    except ValueError:
        raise CommandError(f"--start {text}: write a time such as 09:30.") from None


def contents(file):
    """The bytes, no more of them than can be read."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(MOST_BYTES)
        with Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES)
    except (OSError, ValueError) as wrong:
        raise CommandError(f"{file} cannot be read: {getattr(wrong, 'strerror', None) or wrong}.") from None


def written(reading):
    unread = [line.text for line in reading.unread]
    return json.dumps({"items": [entry(reading, item) for item in reading.items], "unread": unread}, indent=2)


def entry(reading, item):
    """One item with all that was read of it."""
    return {
        "start": item.starts,
        "minutes": item.minutes,
        "title": item.title,
        "notes": item.notes,
        "guessed": item.guessed,
        "doubts": list(item.doubts),
        "kind": item.kind,
        "lead": item.lead,
        "day": None if item.day is None else reading.days[item.day].text,
    }


def table(reading):
    """The same for people."""
    return "\n".join([*rows(reading), *left(reading)]) or "Nothing in it was understood as an agenda."


def rows(reading):
    day = None
    for item in reading.items:
        if item.day != day:
            day = item.day
            yield reading.days[day].text
        lasts = "?" if item.minutes is None else item.minutes
        doubts = f"  (check: {', '.join(item.doubts).replace('_', ' ')})" if item.doubts else ""
        yield f"{item.starts or '  ?  '} {lasts:>5} min  {item.kind:<10} {item.title}{doubts}"
        yield from (f"{'':24}{line}" for line in (*([item.lead] if item.lead else []), *item.notes.splitlines()))


def left(reading):
    if reading.unread:
        yield "\nNot understood:"
        yield from (f"  {line.text}" for line in reading.unread)
