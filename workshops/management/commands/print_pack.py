from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops.models import Session
from workshops.packs.pressing import File, press
from workshops.packs.proposal import proposed
from workshops.packs.wishes import MOST, Order, unknown
from workshops.services.packs import read
from workshops.sheet_list import BY_NAME, KINDS

UNKNOWN_SHEET, UNKNOWN_SESSION, NOT_WRITTEN, BROKEN, NOTHING = 2, 3, 4, 5, 6  # exit codes


class Command(BaseCommand):
    help = "Prints the sheets of a session into PDF files, as the page of the day pack does."

    def add_arguments(self, parser):
        parser.add_argument("session", type=int, metavar="SESSION", help="its number, as in the address of its page")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the PDF goes")
        names = ", ".join(BY_NAME)
        parser.add_argument("--sheets", metavar="NAME[:COPIES],…", help=f"of {names}; without it, what a day needs")
        size = parser.add_mutually_exclusive_group()
        size.add_argument("--large", action="store_true", help="in large print, for the sheets that have one")
        size.add_argument("--a5", action="store_true", help="on A5, for the sheets that allow it")
        parser.add_argument("--both-sides", action="store_true", help="begin each copy on a new sheet of paper")
        parser.add_argument("--split", action="store_true", help="a file for each stock: FILE-plain, FILE-card")

    def handle(self, *, session, out, sheets, large, a5, both_sides, split, **_options):
        found = Session.objects.filter(pk=session).select_related("cohort").first()
        if found is None:
            raise CommandError(f"There is no session {session}.", returncode=UNKNOWN_SESSION)
        copies = asked(sheets) if sheets else proposed(found, KINDS)
        size = "large" if large else "a5" if a5 else "a4"
        wanted = Order.of(copies, size=size, by_stock=split, both_sides=both_sides)
        order = printable_now(found, wanted, sheets)
        if not order.wishes:
            raise CommandError("Nothing to print.", returncode=NOTHING)
        self.write(found, order, out)

    def write(self, session, order, out):
        """Every file of the order; what is broken is said at the end, when the others are there."""
        _session, _edition, built = read(session.pk, order, timezone.now())
        faults = set()
        for file in press(built, order, title=_("%(session)s: day pack") % {"session": session.name}):
            faults.update(file.faults)
            if file.pdf:
                self.keep(file, beside(out, file, order))
        if faults:
            raise CommandError(f"Could not be printed: {', '.join(sorted(faults))}.", returncode=BROKEN)

    def keep(self, file, path):
        try:
            path.write_bytes(file.pdf)
        except OSError as refused:
            raise CommandError(f"{path} cannot be written: {refused.strerror}.", returncode=NOT_WRITTEN) from refused
        self.stdout.write(f"{path}: {paper(file)}")
        if file.missing:
            self.stderr.write(f"White squares stand for letters without a font: {' '.join(file.missing)}")


def paper(file: File) -> str:
    """How much paper the file takes, in the words of the page."""
    return render_to_string("workshops/_paper.html", {"pages": file.pages, "leaves": file.leaves}).strip()


def asked(sheets: str) -> dict[str, int]:
    """Copies by name, from agenda,register:2."""
    pairs = [part.strip().partition(":") for part in sheets.split(",") if part.strip()]
    if wrong := unknown(name for name, _colon, _copies in pairs):
        said = f"No such sheet: {', '.join(wrong)}. There are {', '.join(BY_NAME)}."
        raise CommandError(said, returncode=UNKNOWN_SHEET)
    return {name: number(name, copies) for name, _colon, copies in pairs}


def number(name: str, copies: str) -> int:
    if copies and not (copies.isdecimal() and 1 <= int(copies) <= MOST):
        raise CommandError(f"{name}:{copies} is not a number of copies from 1 to {MOST}.", returncode=UNKNOWN_SHEET)
    return int(copies or 1)


def printable_now(session: Session, order: Order, named: str | None) -> Order:
    """The order without what needs an edition, where there is none; an error where such a sheet was named."""
    if session.editions.exists():
        return order
    early = [wish.kind.name for wish in order.wishes if wish.kind.needs_edition]
    if early and named:
        raise CommandError(f"Nothing is published yet, so there is no {', '.join(early)}.", returncode=NOTHING)
    return order.without(early)


def beside(out: Path, file: File, order: Order) -> Path:
    """`out` itself for a single file; otherwise its name with what the file is for."""
    if len(order.stacks) == 1:
        return out
    place, stock, part = file.stack
    name = [out.stem, "office" if place == "office" else "", stock, str(part) if part > 1 else ""]
    return out.with_name("-".join(filter(None, name)) + out.suffix)
