"""Lengths as people write them: 15 mins, 1 hour 30, 1h30, half an hour."""

import re

SAID = {
    word: minutes
    for minutes, word in (
        *((1, "a"), (1, "an"), (1, "one"), (2, "two"), (3, "three"), (4, "four"), (5, "five"), (10, "ten")),
        *((15, "fifteen"), (20, "twenty"), (30, "thirty"), (40, "forty"), (45, "forty-five"), (50, "fifty")),
        *((60, "sixty"), (90, "ninety")),
    )
}
PARTS = {"¼": 15, "½": 30, "¾": 45}
COUNT = rf"(?:{'|'.join(sorted(SAID, key=len, reverse=True))})"
MINUTES = r"(?:minutes|minute|mins|min|m|['′’])"
HOURS = r"(?:hours|hour|hrs|hr|h)"
LENGTH = re.compile(
    rf"""(?:(?P<hours>\d{{1,2}})(?:[.,](?P<tenths>\d{{1,2}}))?\ ?(?P<part>[¼½¾])?\ ?{HOURS}\.?
            (?:\ ?(?:,|and|&)?\ ?(?P<more>[0-5]?\d)(?:\ ?{MINUTES}\.?)?)?
        |(?P<minutes>\d{{1,4}})\ ?-?{MINUTES}\.?
        |(?P<only>[¼½¾])\ ?(?:an?\ )?{HOURS}
        |(?P<half>half)[\ -](?:an?\ )?hour
        |(?P<quarter>(?:a\ )?quarter)\ of\ an\ hour
        |(?P<three>three[\ -]quarters)\ of\ an\ hour
        |(?P<word>{COUNT})\ (?:(?P<hour_word>hours?)(?P<and_half>\ and\ a\ half)?|{MINUTES})
     )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
IN_BRACKETS = re.compile(
    r"[(\[]\s?(?:c\.?|ca\.?|about|approx\.?|~)?\s?([^()\[\]]{1,40}?)\s?(?:approx\.?|in total|total)?\s?[)\]]"
)
COLON = re.compile(r"(\d{1,2})[:h.](\d{2})(?::00)?")
LONGEST = 24 * 60
BEFORE = re.compile(
    r"(?:\b(?:for|of|in|every|at|each|last|next|first|the|our|your|after|within|by|x|times)|[×\d/])$", re.IGNORECASE
)
JOIN = " \t-‐‑‒–—―−,;:|/."


def minutes_of(found):
    """The minutes of a match; None for more than a day."""
    return within(amount(found))


def within(minutes):
    return minutes if minutes <= LONGEST else None


def amount(found):
    if found["hours"]:
        tenths = round(60 * float(f"0.{found['tenths'] or 0}"))
        return int(found["hours"]) * 60 + tenths + PARTS.get(found["part"], 0) + int(found["more"] or 0)
    if found["minutes"]:
        return int(found["minutes"])
    if found["only"]:
        return PARTS[found["only"]]
    if found["word"]:
        count = SAID[found["word"].casefold()]
        return count * 60 + (30 if found["and_half"] else 0) if found["hour_word"] else count
    return 30 if found["half"] else 15 if found["quarter"] else 45


def whole(text, *, plain=False):
    """The minutes when all of `text` is a length. `plain` takes a number alone, and 0:15, as in a column of lengths."""
    text = text.strip(" ()[].")
    found = LENGTH.fullmatch(text)
    if found:
        return minutes_of(found)
    if not plain:
        return None
    clock = COLON.fullmatch(text)
    if clock:
        return int(clock[1]) * 60 + int(clock[2])
    return within(int(text)) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def taken_out(text):
    """(minutes, the text without the words that said so); minutes is None when nothing did."""
    for way in (in_brackets, at_the_end, at_the_start):
        minutes, rest = way(text)
        if minutes is not None and rest:
            return minutes, rest
    return None, text


def in_brackets(text):
    for found in IN_BRACKETS.finditer(text):
        minutes = whole(found[1])
        if minutes is not None:
            return minutes, f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
    return None, text


def at_the_end(text):
    """Welcome - 15 mins; not Silence for 2 minutes, which is a title."""
    tail = max(0, len(text) - 40)
    for found in LENGTH.finditer(text, tail):
        before = text[: found.start()]
        loose = not before or before[-1] in JOIN
        if not text[found.end() :].strip(" .") and loose and not BEFORE.search(before.rstrip()[-12:]):
            return minutes_of(found), before.rstrip(JOIN)
    return None, text


def at_the_start(text):
    found = LENGTH.match(text)
    if found and text[found.end() : found.end() + 1] in JOIN:
        rest = text[found.end() :].lstrip()
        if rest[:1] in JOIN or not rest[:1].islower():
            return minutes_of(found), rest.lstrip(JOIN)
    return None, text
