"""What the columns of a pasted table hold, by the words that head them."""

import re

ROLES = {
    "start": ("time", "times", "timing", "timings", "start", "starts", "from", "begins", "when", "start time"),
    "finish": ("end", "ends", "finish", "finishes", "to", "until", "till", "end time", "finish time"),
    "length": ("length", "duration", "mins", "minutes", "min", "how long", "time mins", "duration mins", "length mins"),
    "title": (
        *("item", "items", "title", "session", "sessions", "activity", "topic", "agenda item", "agenda", "what"),
        *("subject", "content", "event", "programme", "description", "session title", "heading"),
    ),
    "lead": (
        *("lead", "leads", "who", "speaker", "speakers", "presenter", "presenters", "facilitator", "facilitators"),
        *("led by", "lead by", "by", "owner", "person", "name", "who leads"),
    ),
    "notes": ("notes", "note", "details", "detail", "comments", "comment", "remarks"),
    "other": (
        *("purpose", "aim", "aims", "outcome", "outcomes", "format", "method", "methods", "materials", "kit", "room"),
        *("resources", "where", "venue", "location", "place", "objective", "objectives", "equipment", "slides"),
        *("day", "date"),
    ),
    "number": ("no", "nr", "number", "#", "item no"),
}
NAMES = {name: role for role, names in ROLES.items() for name in names}
LOOSE = re.compile(r"[^\w#]+")


def heads(line):
    """The role of each column when the line is the head of a table; None when it is none."""
    cells = [LOOSE.sub(" ", cell.casefold()).strip() for cell in line.cells]
    if len(cells) == 1:
        return () if is_flat_head(cells[0].split()) else None
    roles = [NAMES.get(cell, "") for cell in cells]
    telling = {"start", "length", "title"}.intersection(roles)
    return roles if telling and all(role or not cell for role, cell in zip(roles, cells, strict=True)) else None


def is_flat_head(words):
    """Time Item Lead: a head that lost its columns on the way."""
    roles = [NAMES.get(word, "") for word in words]
    return 1 < len(words) < 6 and all(roles) and bool({"start", "length"}.intersection(roles)) and len(set(roles)) > 1


def labels(line):
    """The words of a head, to stand before what has no place of its own: Room: Garden Room."""
    return [cell.strip(" :") for cell in line.cells]
