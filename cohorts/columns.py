"""Header names to fields: what coordinators call the columns of their lists. No database, no order expected."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cohorts.spreadsheet import Line
from cohorts.text import HONORIFICS, search_key

# For each field the names it goes by, the surest first. Compared without case, accents and punctuation.
NAMES: dict[str, tuple[str, ...]] = {
    "email": (
        "email address", "email", "work email", "work email address", "mail", "email work", "contact email",
        "participant email", "delegate email",
    ),
    "name": ("full name", "name", "participant name", "delegate name", "participant", "delegate"),
    "first_name": ("first name", "forename", "given name", "first names", "forenames", "firstname", "christian name"),
    "last_name": ("last name", "surname", "family name", "lastname", "second name"),
    "known_as": ("known as", "preferred name", "likes to be called", "badge name"),
    "title": ("title", "salutation", "honorific", "prefix"),
    "job_title": (
        "job title", "post", "post title", "position", "job role", "job", "current role", "current post",
        "job title role", "job role title", "role job title", "role title",
    ),
    "role": ("role", "programme role", "role on programme", "role in the programme", "role in cohort"),
    "organisation": (
        "organisation", "organization", "employer", "organisation name", "organization name", "company", "authority",
        "local authority", "council", "institution", "place of work", "body",
        "employing organisation", "employing organization", "employing body", "org", "org name",
    ),
    "sector": ("sector", "type of organisation", "organisation type", "type of organization"),
    "profession": ("profession", "discipline", "professional background", "service area"),
    "mobile": (
        "mobile", "mobile number", "mobile phone", "mobile no", "cell", "cell phone", "phone", "phone number",
        "telephone", "telephone number", "tel", "tel no", "contact number", "mobile tel", "mobile tel no",
        "mobile telephone", "mob", "mob no",
    ),
    "assistant": (
        "assistant", "assistant name", "assistants name", "pa", "pa name", "pas name", "office contact",
        "executive assistant", "ea", "ea name", "eas name", "pa ea name",
    ),
    "assistant_email": (
        "assistants email", "assistant email", "assistants email address", "assistant email address", "pa email",
        "pas email", "pa email address", "office contact email", "email of assistant", "email of pa",
        "ea email", "eas email", "ea email address", "pa ea email", "pa ea email address",
    ),
    "line_manager": ("line manager", "manager", "line manager name", "line managers name"),
    "release_by": ("release agreed by", "released by", "release approved by"),
    "release_on": (
        "release agreed on", "released on", "release date", "release approved on", "date of release",
        "release agreed date",
    ),
    "cost_code": ("cost code", "cost centre", "budget code", "cost center"),
    "purchase_order": ("purchase order", "purchase order number", "po number", "po", "po no"),
    "needs": (
        "dietary access needs", "dietary and access needs", "diet access", "needs", "special requirements",
        "dietary access requirements", "dietary and access requirements", "access and dietary needs",
        "access dietary needs", "dietary access", "additional needs", "special needs", "diet and access",
        "dietary and access", "dietary access reqs", "dietary and access reqs",
    ),
    "diet": (
        "dietary needs", "dietary requirements", "diet", "dietary", "food", "allergies", "dietary reqs", "diet reqs",
    ),
    "access": ("access needs", "access requirements", "accessibility", "access", "accessibility needs", "access reqs"),
    "emergency_name": ("emergency contact", "in an emergency ring", "emergency contact name", "next of kin"),
    "emergency_phone": ("emergency phone", "emergency contact number", "emergency telephone", "emergency number"),
}  # fmt: skip
Spoken = Mapping[str, tuple[str, int]]  # a heading -> its field, and how sure it is
SPOKEN = {name: (field_name, rank) for field_name, names in NAMES.items() for rank, name in enumerate(names)}
LESS_SURE = 100  # is a heading that is known only in part
BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
SPEAKS_OF_ANOTHER = {
    "assistant", "assistants", "pa", "pas", "ea", "eas", "office", "manager", "managers", "sponsor", "emergency", "kin",
    "email", "phone", "telephone", "tel", "mobile", "address",
}  # fmt: skip
OF_THE_PROGRAMME = "own:"  # before the name of a column that a programme keeps of its own, in place of a field
EVERYDAY_TITLES = HONORIFICS | {"mr", "mrs", "ms", "miss", "mx", "councillor", "hon", "baroness"}
ROLES = {
    "participant": "participant", "delegate": "participant", "member": "participant", "leader": "participant",
    "facilitator": "facilitator", "lead facilitator": "facilitator", "co facilitator": "facilitator",
    "set adviser": "set_adviser", "set advisor": "set_adviser", "als adviser": "set_adviser",
    "set facilitator": "set_adviser", "coach": "coach",
}  # fmt: skip
# Roles of the office, which a list cannot give; and those of them that are jobs as well.
OFFICE_JOBS = {
    "coordinator", "programme coordinator", "course coordinator", "administrator", "programme administrator",
    "course administrator", "programme director", "course director", "safeguarding lead",
}  # fmt: skip
OFFICE_ROLES = OFFICE_JOBS | {"sponsor", "programme sponsor", "strand lead"}
SAYS_WHICH_COHORT = {
    "cohort", "cohort name", "cohort number", "cohort no", "programme cohort", "which cohort", "group", "group name",
    "group number", "group no", "cohort group", "programme group", "intake", "wave", "programme", "programme name",
}  # fmt: skip
HEADER_WITHIN = 20  # lines from the top; above it stand titles and dates


@dataclass(frozen=True)
class Heading:
    """Which column holds which field."""

    line: Line
    columns: dict[str, int]


@dataclass(frozen=True)
class Row:
    """One person as the file has them: text by field, without the empty cells."""

    number: int
    values: dict[str, str]


def spoken_with(own: Iterable[str]) -> Spoken:
    """The headings with those of a programme's own columns of the names `own`."""
    return SPOKEN | {plain(name): (of_the_programme(name), 0) for name in own}


def of_the_programme(name: str) -> str:
    """The field of an own column of that name."""
    return f"{OF_THE_PROGRAMME}{name}"


def find_heading(table: Sequence[Line], spoken: Spoken = SPOKEN) -> Heading | None:
    """The first line near the top that names a column of addresses."""
    for line in table[:HEADER_WITHIN]:
        columns = columns_of(line.cells, spoken)
        if "email" in columns:
            return Heading(line, columns)
    return None


def columns_of(cells: Sequence[str], spoken: Spoken = SPOKEN) -> dict[str, int]:
    """The column of each field; where two could be it, the one with the surer name, then the first."""
    ranked = [(*known, n) for n, cell in enumerate(cells) if (known := meaning(cell, spoken))]
    best: dict[str, int] = {}
    for name, _rank, n in sorted(ranked, key=lambda entry: entry[1:]):
        best.setdefault(name, n)
    return best


def meaning(heading: str, spoken: Spoken = SPOKEN) -> tuple[str, int] | None:
    """The field that a heading names and how sure that is: by all of it, or but for what stands beside it.

    Beside it stand brackets and alternatives: Phone (mobile), Sector/type. Not when they speak of another field.
    """
    whole = spoken.get(plain(heading))
    if whole or not re.search(r"[(\[/]", heading):
        return whole
    outside = BRACKETS.sub(" ", heading)
    parts = [outside] if plain(outside) in spoken else outside.split("/")
    fields, rest = told_apart(parts, spoken)
    asides, more = told_apart(BRACKETS.findall(heading), spoken)
    if len(fields) != 1 or asides - fields or SPEAKS_OF_ANOTHER & {*rest, *more}:
        return None
    return fields.pop(), LESS_SURE


def says_which_cohort(heading: str) -> bool:
    return plain(BRACKETS.sub(" ", heading)) in SAYS_WHICH_COHORT


def told_apart(texts: Iterable[str], spoken: Spoken) -> tuple[set[str], list[str]]:
    """The fields that some of the texts name, and the words of those that name none."""
    keys = [plain(text) for text in texts]
    words = " ".join(key for key in keys if key not in spoken).split()
    return {spoken[key][0] for key in keys if key in spoken}, words


def plain(header: str) -> str:
    """A header without case, accents, apostrophes, punctuation: Assistant's e-mail becomes assistants email."""
    key = search_key(header.replace("'", "").replace("’", ""))
    key = " ".join("".join(c if c.isalnum() else " " for c in key).split())
    return re.sub(r"\be mail\b", "email", re.sub(r"\bco ordinat", "coordinat", key))


def settle(heading: Heading, body: Sequence[Line]) -> Heading:
    """Title and Role mean the job in some lists: decided by what stands below them."""
    columns = dict(heading.columns)
    for name, as_named in (("role", are_roles), ("title", are_titles)):
        if name in columns and "job_title" not in columns and not as_named(texts_below(body, columns[name])):
            columns["job_title"] = columns.pop(name)
    return Heading(heading.line, columns)


def texts_below(body: Sequence[Line], column: int) -> set[str]:
    return {cell for line in body if (cell := plain(cell_of(line, column)))}


def are_roles(texts: set[str]) -> bool:
    """One known role is enough, but for those that are jobs as well: these are roles where nothing else stands."""
    known = ROLES.keys() | OFFICE_ROLES
    return texts <= known or bool(texts & (known - OFFICE_JOBS))


def are_titles(texts: set[str]) -> bool:
    return not texts or bool(texts & EVERYDAY_TITLES)


def cell_of(line: Line, column: int) -> str:
    return line.cells[column] if column < len(line.cells) else ""


def row_of(line: Line, columns: Mapping[str, int]) -> Row:
    values = {name: cell for name, column in columns.items() if (cell := cell_of(line, column))}
    halves = [values.pop(name, "") for name in ("first_name", "last_name")]
    if any(halves):
        values.setdefault("name", " ".join(half for half in halves if half))
    return Row(line.number, values)
