"""The kind of an item, guessed from the words of its title."""

import re

from workshops.pasting.vocabulary import words

WORD = re.compile(r"[a-z]{2,40}")
QUIET_WORDS = 8  # a longer title only mentions the coffee
EATEN = frozenset(words("lunch dinner breakfast supper meal buffet lunchtime banquet"))
PAUSES = frozenset(words("break coffee tea refreshments refreshment comfort recess interval pause biscuits"))
AROUND = frozenset(words("after before over during following"))
DAY = r"(?:day|workshop|session|event|meeting|programme)"
DEPART = r"depart(?:ure)?"
CLOSING = re.compile(
    r"(?:the )?(?:close|closes|closing|finish|finishes|end|ends|adjourn|disperse|home)"
    rf"(?: of (?:the )?{DAY}(?: one| two| three)?)?"
    rf"|(?:(?:close|finish|end)(?: and)? )?(?:{DEPART}|departs|departures)(?: for home)?"
    rf"|{DAY} (?:closes|ends|finishes|close|end)"
)
PANEL = words("panel panellist panellists")
REFLECTION = words("reflection reflections reflect reflecting stock review journal learned learnt")
EXERCISE = words(
    "exercise exercises scenario scenarios workshop activity activities group groups breakout breakouts simulation"
    " casework practise roleplay carousel discussion discussions implications applying icebreaker walk"
)
OTHER = words(
    "welcome introduction introductions introductory housekeeping registration arrival arrivals arrive close closing"
    " finish depart departure notices check photograph travel transfer"
)
INPUT = words(
    "input keynote talk presentation presentations lecture address theory model briefing speaker speakers seminar"
    " masterclass overview perspective perspectives story stories"
)
KINDS = (  # the first whose words the title has
    *(("panel", PANEL), ("sets", ("sets",)), ("reflection", REFLECTION), ("exercise", EXERCISE), ("other", OTHER)),
    ("input", INPUT),
)


def kind_of(title, *, spoken=False):
    """What the title tells of: break, meal, panel…; `spoken`, an item that somebody leads, is an input, else other."""
    said = WORD.findall(title.casefold().replace("break-out", "breakout").replace("break out", "breakout"))
    if quiet := pause(said):
        return quiet
    if "action learning" in " ".join(said):
        return "sets"
    found = (kind for kind, telling in KINDS if set(telling) & set(said))
    return next(found, "input" if spoken else "other")


def pause(said):
    """Meal or break; but neither Reflections after lunch nor a long title in which coffee is only mentioned."""
    if len(said) > QUIET_WORDS or AROUND.intersection(said[:-1]):
        return ""
    if EATEN.intersection(said):
        return "meal"
    return "break" if PAUSES.intersection(said) else ""


def is_closing(title):
    """Whether the title says that the day is over: such an item only marks a time."""
    return bool(CLOSING.fullmatch(" ".join(WORD.findall(title.casefold()))))
