"""Times and lengths as people write them. Every pattern has bounded repeats, so that no text takes long."""

import re
from dataclasses import dataclass

DASH = r"[-‐‑‒–—―−~]"
TO = rf"\ ?(?:{DASH}|to\b|until\b|till\b)\ ?"
HALF = r"(?:\ ?(?P<half>[ap])\.?\ ?m\b\.?)"
CLOCK = re.compile(
    rf"""(?:(?P<word>(?:12\ ?)?(?:noon|midday|midnight))\b
    |(?P<hour>[01]?\d|2[0-4])(?:[:.：]|h)(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d|[./]\d|\ ?%)(?:{HALF}|\ ?(?:hrs|h)\b)?
    |(?P<even>1[0-2]|0?[1-9])(?:{HALF.replace("half", "even_half")}|\ ?o['’]clock\b)
    |(?P<full>[01]?\d|2[0-4])h\b(?!\ ?[a-z]*[-–]?out)
    |(?P<four>(?:[01]\d|2[0-3])[0-5]\d)(?!\d|[-/.]\d{{1,2}}[-/.]\d)(?P<hrs>\ ?(?:hrs|h)\b)?)(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
BARE = re.compile(rf"(?P<hour>\d{{1,2}})(?={TO}(?:\d|noon|mid))(?!{TO}\d{{1,3}}\ ?(?:h|m))", re.VERBOSE | re.IGNORECASE)
LAST_BARE = re.compile(r"(?P<hour>\d{1,2})(?![\w%]|[.:/]\d|\ [a-z])")  # 10:00 - 3 groups report has no finish
SEPARATOR = re.compile(TO, re.VERBOSE | re.IGNORECASE)
YEARS = range(1990, 2060)
WORDS = {"noon": 720, "midday": 720, "midnight": 0}


@dataclass(frozen=True)
class Clock:
    """A time as it was written, in minutes from midnight. Unless it is `sure`, it may be twelve hours later."""

    minute: int
    sure: bool = False
    half: str = ""  # am or pm, where it was said
    padded: bool = False  # 09:30 rather than 9:30: seldom the evening


@dataclass(frozen=True)
class Span:
    """A start, perhaps with a finish, and where in the text it ends."""

    start: Clock
    finish: Clock | None
    stop: int


def clock_at(text, at, *, four):
    """The time that begins at `at`, and where it ends; None where there is none. `four` lets 2030 be one."""
    found = CLOCK.match(text, at)
    if not found:
        return None
    if found["four"] and int(found["four"]) in YEARS and not (four or found["hrs"]):
        return None
    return clock_of(found), found.end()


def clock_of(found):
    if found["word"]:
        return Clock(WORDS[found["word"].casefold().removeprefix("12").strip()], sure=True)
    if found["four"]:
        return Clock(int(found["four"][:2]) * 60 + int(found["four"][2:]), sure=True)
    hour = found["hour"] or found["even"] or found["full"]
    return written(hour, int(found["minute"] or 0), (found["half"] or found["even_half"] or "").casefold())


def written(hour, minute, half=""):
    """The time of an hour as written: 9, 09, 21; `half` is a, p or nothing."""
    number = int(hour)
    if half and 1 <= number <= 12:
        return Clock((number % 12 + (12 if half == "p" else 0)) * 60 + minute, sure=True, half=f"{half}m")
    sure = number > 12 or number == 0
    return Clock(number % 24 * 60 + minute, sure=sure, padded=len(hour) == 2 and number < 10)


def span_at(text, at=0, *, four=False, loose=False):
    """The time or times that begin at `at`. `loose` also takes 9-10, where the rest of the text has clear times."""
    first = clock_at(text, at, four=four) or bare_at(text, at, loose=loose)
    if not first:
        return None
    start, stop = first
    gap = SEPARATOR.match(text, stop)
    second = gap and (
        clock_at(text, gap.end(), four=four or text[at : at + 4].isdecimal()) or last_bare(text, gap.end(), loose=loose)
    )
    return Span(start, *second) if second else Span(start, None, stop)


def bare_at(text, at, *, loose):
    """An hour alone counts only as the start of a span: 10-10.30, 9 to 10am."""
    found = BARE.match(text, at)
    if not found or int(found["hour"]) > 24:
        return None
    finish = SEPARATOR.match(text, found.end()).end()
    if CLOCK.match(text, finish) or last_bare(text, finish, loose=loose):
        return written(found["hour"], 0), found.end()
    return None


def last_bare(text, at, *, loose):
    found = LAST_BARE.match(text, at)
    if not (loose and found and int(found["hour"]) <= 24):
        return None
    return written(found["hour"], 0), found.end()
