"""Who leads: names in brackets, after a dash, after "led by". Guessed only where it looks like a name."""

import re

from workshops.pasting.vocabulary import words

TITLES = words(
    "cllr councillor dr prof professor sir dame mr mrs ms miss mx lord lady baroness rev revd canon bishop"
    " superintendent supt cdr commander col colonel"
)
HONORIFIC = re.compile(rf"(?:{'|'.join(TITLES)})\b\.?\s?", re.IGNORECASE)
LED = re.compile(
    r"(?:(?:led|facilitated|presented|given|hosted|chaired|introduced)\ by|chair|speakers?|lead|leads|facilitators?"
    r"|presenters?|with|by)\b\s?:?\s?",
    re.VERBOSE | re.IGNORECASE,
)
NAME = re.compile(r"[^\W\d_][^\W\d_'’.-]{0,30}(?:[-'’][^\W\d_]{1,30}){0,3}\.?")
BETWEEN = re.compile(r"\s?(?:,|;|&|/|\band\b|\bwith\b)\s?")
SMALL = words("de da del di du van von der den la le al bin ap ab ferch y")
NO_NAMES = frozenset(
    words(
        "action adult afternoon agenda all and building campus care case centre challenge change chapel children city"
        " close coffee conference council county day dining discussion district east exercise feedback floor for foyer"
        " garden group groups hall health hotel house in introduction journey large leadership leading learning library"
        " lounge lunch main meeting morning new next north office on online our panel part plenary policy practice"
        " public restaurant review room round school service services session set sets social south stage strategic"
        " strategy studio suite system tea teams terrace the theatre theory time together triangle value venue virtual"
        " welcome west work workplace workshop zoom blue green purple red yellow bar optional tbc tbd everyone"
        " participants delegates"
    )
)
LONGEST = 120
BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]]")
DASHES = re.compile(
    r"\s[-‐‑‒–—―−]{1,2}\s|:\s|,\s(?=(?:led|facilitated|presented|chaired|introduced|with)\b)", re.IGNORECASE
)


def taken_out(title):
    """(who leads, the title without them, whether that is only a guess); nobody, and the title as it was."""
    for inside, rest in (*bracketed(title), *after_a_dash(title)):
        who = LED.match(inside)
        said = inside[who.end() :].strip() if who else inside
        if rest and 1 < len(said) <= LONGEST and (is_somebody(said) or (who and said[:1].isupper())):
            return said, rest, not (who or HONORIFIC.match(said))
    return "", title, False


def bracketed(title):
    for found in BRACKETS.finditer(title):
        rest = f"{title[: found.start()].rstrip()} {title[found.end() :].lstrip()}"
        yield found[1].strip(), rest.strip()


def after_a_dash(title):
    """The last part after a dash, and the longest, for names that a dash divides."""
    cuts = list(DASHES.finditer(title))
    for cut in [*cuts[-1:], *cuts[:1]]:
        inside, rest = title[cut.end() :].strip(), title[: cut.start()].rstrip()
        if cut[0].strip() != ":" or LED.match(inside) or HONORIFIC.match(inside):
            yield inside, rest


def is_somebody(text):
    """Cllr Amery, Leader of the Council; Jo Hartley and Sam Okafor; not Garden Room."""
    if HONORIFIC.match(text):
        return text[HONORIFIC.match(text).end() :][:1].isupper()
    return all(is_name(part) for part in BETWEEN.split(text) if part)


def is_name(text):
    names = text.split()
    large = [name for name in names if name.casefold() not in SMALL]
    if len(large) < 2 or len(names) > 5 or any(name.casefold().strip(".") in NO_NAMES for name in names):
        return False
    return all(
        is_initial(name) or (NAME.fullmatch(name) and name[0].isupper() and not name.isupper()) for name in large
    )


def is_initial(name):
    return len(name.rstrip(".")) == 1 and name[0].isupper()
