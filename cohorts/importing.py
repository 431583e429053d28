"""Rows of a list to what an import will do: who is new, who is the same, what changes, what is wrong. No database."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError

from cohorts.columns import OF_THE_PROGRAMME, OFFICE_ROLES, ROLES, Row, plain
from cohorts.exporting import as_meant
from cohorts.fields import DayField
from cohorts.sheet import on_one_line
from cohorts.spreadsheet import text as as_shown
from cohorts.text import bare_address, email_key, search_key

PLACE = (
    *("job_title", "organisation", "mobile", "line_manager", "profession"),
    *("release_by", "release_on", "cost_code", "purchase_order"),
)
NEEDS = ("diet", "access", "emergency_name", "emergency_phone")
OWN = ("name", "title", "known_as")  # belong to the person, not to the place: only a new person gets them from a list
ADDRESSES = {"email", "assistant_email"}
LOOSE = {"organisation", "line_manager", "profession", "job_title"}  # the same whatever the capitals
ACCESS_WORDS = re.compile(
    r"hearing|loop|step.?free|wheelchair|ramp\b|\blift\b|large print|bsl|sign language|interpret|parking|braille"
    r"|ground floor|mobility|visual|sight|access|disab|stairs|caption|walking",
    re.IGNORECASE,
)
NOTHING = {"", "none", "no", "n a", "na", "nil", "nothing", "not applicable"}
NOT_YET = {"tbc", "tba", "pending", "not yet", "to follow"}
MIDNIGHT = re.compile(r"[ T]00:00(:00)?$")  # what some programs write after a day
SECTORS = {
    "public": "public", "public sector": "public", "statutory": "public", "government": "public",
    "nhs": "public", "health": "public", "local government": "public", "local authority": "public",
    "council": "public", "school": "public", "academy": "public", "academy trust": "public", "education": "public",
    "police": "public", "fire": "public", "civil service": "public",
    "private": "private", "private sector": "private", "business": "private", "commercial": "private",
    "company": "private", "plc": "private", "ltd": "private",
    "voluntary": "voluntary", "voluntary sector": "voluntary", "third sector": "voluntary", "charity": "voluntary",
    "charitable": "voluntary", "vcs": "voluntary", "vcse": "voluntary", "community": "voluntary",
    "not for profit": "voluntary", "non profit": "voluntary", "nonprofit": "voluntary", "ngo": "voluntary",
    "social enterprise": "voluntary", "faith": "voluntary",
}  # fmt: skip
LETTERS_AFTER = {
    "obe",
    "mbe",
    "cbe",
    "kbe",
    "dbe",
    "kc",
    "qc",
    "jp",
    "dl",
    "mp",
    "phd",
    "msc",
    "bsc",
    "mba",
    "jr",
    "sr",
}
NEW_ROLE = "participant"


class State(StrEnum):
    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    LEFT = "left"  # withdrew: an import never brings anybody back
    REPEATED = "repeated"  # the same as a row above
    WRONG = "wrong"


class Remark(StrEnum):
    """What the preview says of a row that is not wrong."""

    KNOWN = "known"  # somebody we know already, new here
    NAME_STAYS = "name_stays"
    NEEDS_STAY = "needs_stay"
    SECTOR_STAYS = "sector_stays"
    NO_ASSISTANT = "no_assistant"  # named without an address
    OWN_CHOICE = "own_choice"  # whoever has a part elsewhere names their office contact themselves
    SPLIT_NEEDS = "split_needs"


class Wrong(StrEnum):
    """What is wrong with a cell beyond what the columns of the database refuse."""

    NO_EMAIL = "no_email"
    NO_NAME = "no_name"
    FORMULA = "formula"
    ROLE = "role"
    OFFICE_ROLE = "office_role"  # given on the page of the programme
    SECTOR = "sector"
    DAY = "day"
    TWICE = "twice"
    OWN_ASSISTANT = "own_assistant"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class Known:
    """What is known under an address already. `place` is None for somebody without a current place in that role."""

    name: str
    place: Mapping[str, str] | None = None
    needs: Mapping[str, str] = field(default_factory=dict)
    needs_are_their_own: bool = False
    has_left: bool = False
    assistants: frozenset[str] = frozenset()  # keys of addresses ever named
    is_forgotten: bool = False  # asked to be; the address is one that we made up
    is_elsewhere: bool = False  # has a part in a programme that is not this office's


@dataclass(frozen=True)
class Change:
    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Error:
    """`wrong` is one of Wrong, or the message of the column that refused; `row` is another row it speaks of."""

    field: str
    wrong: str
    row: int = 0


@dataclass
class Outcome:
    """What the import will do with one row."""

    number: int
    values: dict[str, str]
    state: State = State.NEW
    changes: list[Change] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)
    known_name: str = ""
    row: int = 0  # the row that a repeated one repeats
    given: Mapping[str, str] = field(default_factory=dict)  # the row as the list has it

    @property
    def key(self) -> tuple[str, str]:
        return email_key(self.values.get("email", "")), self.values["role"]

    @property
    def to_mend(self) -> dict[str, str]:
        """The cells that are wrong, as the list has them, for fields of one line."""
        names = [name for error in self.errors for name in self.cells_of(error.field)]
        return {name: on_one_line(self.given.get(name, "")) for name in names}

    def cells_of(self, name: str) -> list[str]:
        """The cells that a field comes from: one text on needs is shared out between two fields."""
        shared = ["needs"] if name in {"diet", "access"} and "needs" in self.given else []
        return [name, *shared] if name in self.given or not shared else shared


Check = Callable[[str, str], Sequence[str]]  # (field, text) -> the messages of its column


def plan(
    rows: Sequence[Row], known: Mapping[tuple[str, str], Known], sectors: Mapping[str, str], check: Check
) -> list[Outcome]:
    """What an import of `rows` will do, row by row in their order.

    `known` is by (key of the address, role); `sectors` by key of the organisation's name.
    """
    first: dict[tuple[str, str], Outcome] = {}
    outcomes = []
    for outcome in (read(row) for row in rows):
        outcome.errors += wrong_cells(outcome, check)
        earlier = first.setdefault(outcome.key, outcome) if outcome.values.get("email") else outcome
        if earlier is not outcome:
            repeat(outcome, earlier)
        elif not outcome.errors:
            compare(outcome, known.get(outcome.key))
            keep_sector(outcome, sectors)
        if outcome.errors:
            outcome.state = State.WRONG
        outcomes.append(outcome)
    return outcomes


# From cells to values


def read(row: Row) -> Outcome:
    """The row with its role, sector, day, needs and mobile as we keep them."""
    values = dict(row.values)
    outcome = Outcome(row.number, values, given=row.values)
    wrong_role = Wrong.OFFICE_ROLE if plain(values.get("role", "")) in OFFICE_ROLES else Wrong.ROLE
    values["role"] = one_of(outcome, "role", ROLES, wrong_role) or NEW_ROLE
    if "sector" in values:
        values["sector"] = one_of(outcome, "sector", SECTORS, Wrong.SECTOR)
    if "release_on" in values:
        values["release_on"] = day_of(outcome, "release_on")
    if "mobile" in values:
        values["mobile"] = with_its_zero(values["mobile"])
    if "needs" in values:
        share_out_needs(outcome, values.pop("needs"))
    outcome.errors += [Error(name, Wrong.FORMULA) for name, text in values.items() if text.startswith("=")]
    values.update({name: read_as(name, text) for name, text in values.items()})
    if "name" in values:
        values["name"] = first_name_first(values["name"])
    return outcome


def first_name_first(name: str) -> str:
    """Okafor, Sam is Sam Okafor; but Sam Okafor, OBE stays."""
    last, _comma, first = (part.strip() for part in name.partition(","))
    if not (last and first) or "," in first or are_letters_after(first, last):
        return name
    return f"{first} {last}"


def are_letters_after(first: str, last: str) -> bool:
    words = first.replace(".", "").split()
    in_capitals = all(len(word) > 1 and word.isupper() for word in words) and not last.isupper()
    return in_capitals or any(word.casefold() in LETTERS_AFTER for word in words)


def known_by(row: Row, name: str) -> str:
    """The text of a row under which something may be known already, its address or organisation."""
    return read_as(name, row.values.get(name, ""))


def read_as(name: str, cell: str) -> str:
    """What a cell of that field says, without what a program put around it."""
    return bare_address(as_meant(cell)) if name in ADDRESSES else as_meant(cell)


def one_of(outcome: Outcome, name: str, words: Mapping[str, str], wrong: Wrong) -> str:
    typed = outcome.values.get(name, "")
    if typed and plain(typed) not in words:
        outcome.errors.append(Error(name, wrong))
    return words.get(plain(typed), "")


def day_of(outcome: Outcome, name: str) -> str:
    """The day as 2027-03-05, however it is written; empty where there is none yet. What is no day stays as it is."""
    typed = MIDNIGHT.sub("", as_meant(outcome.values[name]))
    if plain(typed) in NOTHING | NOT_YET:
        return ""
    if typed.startswith("="):
        return typed  # refused as a formula
    try:
        return DayField().clean(typed).isoformat()
    except ValidationError:
        outcome.errors.append(Error(name, Wrong.DAY))
        return typed


def with_its_zero(number: str) -> str:
    """A spreadsheet that takes 07700 900123 for a number drops its zero."""
    return f"0{number}" if re.fullmatch(r"7\d{9}", number) else number


def share_out_needs(outcome: Outcome, text: str) -> None:
    """Give the parts of one text on diet and access to the field each belongs to."""
    parts = [part.strip() for part in re.split(r"[;,\n]", text) if plain(part) not in NOTHING]
    for name, wanted in (("access", True), ("diet", False)):
        mine = [part for part in parts if bool(ACCESS_WORDS.search(part)) is wanted]
        if mine:
            already = [outcome.values[name]] if name in outcome.values else []
            outcome.values[name] = ", ".join(already + mine)
    if parts:
        outcome.remarks.append(Remark.SPLIT_NEEDS)


# What is wrong


def wrong_cells(outcome: Outcome, check: Check) -> list[Error]:
    """Every error of the row, not only the first."""
    values, errors = outcome.values, []
    errors += [Error("email", Wrong.NO_EMAIL)] if not values.get("email") else []
    errors += [Error("name", Wrong.NO_NAME)] if not values.get("name") else []
    flawed = {"role", "sector"} | {error.field for error in outcome.errors}
    for name, text in values.items():
        if name not in flawed and text:
            errors += [Error(name, message) for message in check(name, text)]
    assistant = values.get("assistant_email", "")
    if assistant and email_key(assistant) == outcome.key[0]:
        errors.append(Error("assistant_email", Wrong.OWN_ASSISTANT))
    return errors


def repeat(outcome: Outcome, earlier: Outcome) -> None:
    """An address a second time: harmless when all of the row is the same, else nobody can know which is meant."""
    if spelled(outcome.values) == spelled(earlier.values):
        outcome.state, outcome.row = State.REPEATED, earlier.number
    else:
        outcome.errors.append(Error("email", Wrong.TWICE, earlier.number))


def spelled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: email_key(value) for name, value in values.items() if value}


# What will happen


def compare(outcome: Outcome, known: Known | None) -> None:
    """Say how the row differs from what is known. An empty cell changes nothing."""
    values = outcome.values
    if values.get("assistant") and not values.get("assistant_email"):
        outcome.remarks.append(Remark.NO_ASSISTANT)
    if known is None:
        return
    if known.is_forgotten:
        outcome.errors.append(Error("email", Wrong.FORGOTTEN))
        return
    outcome.known_name = known.name
    if known.is_elsewhere and new_assistant(values, known):
        outcome.remarks.append(Remark.OWN_CHOICE)
    if search_key(known.name) != search_key(values["name"]):
        outcome.remarks.append(Remark.NAME_STAYS)
    if known.place is None:
        outcome.state = State.LEFT if known.has_left else State.NEW
        outcome.remarks += [] if known.has_left else [Remark.KNOWN]
        return
    names = (*PLACE, *own_columns(values))
    outcome.changes = differences(names, values, known.place) + needs_changes(outcome, known)
    outcome.changes += [] if known.is_elsewhere else new_assistant(values, known)
    outcome.state = State.CHANGED if outcome.changes else State.SAME


def own_columns(values: Iterable[str]) -> list[str]:
    """Those of `values` that are fields of the programme's own."""
    return [name for name in values if name.startswith(OF_THE_PROGRAMME)]


def differences(names: Sequence[str], new: Mapping[str, str], old: Mapping[str, str]) -> list[Change]:
    return [
        Change(name, old.get(name, ""), new[name])
        for name in names
        if new.get(name) and not same(name, old.get(name, ""), new[name])
    ]


def same(name: str, old: str, new: str) -> bool:
    """Whether a list says the same as what is kept, as far as a list can say it."""
    if name in LOOSE:
        return search_key(as_shown(old)) == search_key(new)
    return old == new or with_its_zero(as_shown(old)) == new


def needs_changes(outcome: Outcome, known: Known) -> list[Change]:
    changes = differences(NEEDS, outcome.values, known.needs)
    if changes and known.needs_are_their_own:
        outcome.remarks.append(Remark.NEEDS_STAY)
        return []
    return changes


def new_assistant(values: Mapping[str, str], known: Known) -> list[Change]:
    address = values.get("assistant_email", "")
    if not address or email_key(address) in known.assistants:
        return []
    return [Change("assistant_email", "", address)]


def keep_sector(outcome: Outcome, sectors: Mapping[str, str]) -> None:
    """An organisation is shared by programmes: a list fills in its sector and never changes it."""
    kept, given = sectors.get(search_key(outcome.values.get("organisation", ""))), outcome.values.get("sector")
    if kept and given and kept != given:
        outcome.remarks.append(Remark.SECTOR_STAYS)
    if kept == "" and given and outcome.state in {State.SAME, State.CHANGED}:
        outcome.changes.append(Change("sector", "", given))
        outcome.state = State.CHANGED


def digest(outcomes: Sequence[Outcome]) -> str:
    """Stands for everything a preview showed: another one means that something changed since."""
    return hashlib.sha256(repr(outcomes).encode("utf-8", "surrogatepass")).hexdigest()


def tally(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many rows of each state."""
    return {str(state): sum(outcome.state == state for outcome in outcomes) for state in State}
