"""A day pack is ordered, then made: by whoever takes it first, once, and again where they are gone before the end."""

from datetime import datetime, timedelta

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cohorts.models import Person
from cohorts.trail import record
from workshops.models import Edition, Pack, PackFile, Session
from workshops.packs.building import Built, build
from workshops.packs.pressing import File, press
from workshops.packs.wishes import Order
from workshops.services.locking import locked

TWICE = timedelta(seconds=5)
AT_ONCE = 40  # copies that are set within about a second


@transaction.atomic
def order(*, session: Session, wanted: Order, by: Person, now: datetime) -> Pack:
    """A pack that waits to be made. The same within seconds is a button pressed twice: the first is given back."""
    session = locked(session.pk)
    fields = {
        "copies": wanted.copies,
        "size": wanted.size,
        "by_stock": wanted.by_stock,
        "both_sides": wanted.both_sides,
    }
    if same := session.packs.filter(by=by, at__gt=now - TWICE, **fields).first():
        return same
    pack = Pack.objects.create(session=session, by=by, at=now, **fields)
    record(by, "ordered", pack, at=now, fields=["copies"])
    return pack


def is_short(wanted: Order) -> bool:
    """Whether whoever asks can wait for it."""
    return wanted.total <= AT_ONCE


def make_waiting(*, now: datetime) -> int:
    """Make every pack that waits; how many were made here."""
    return sum(
        make(pack_id=pack_id, now=now) for pack_id in list(Pack.objects.waiting(now).values_list("pk", flat=True))
    )


def make(*, pack_id: int, now: datetime) -> bool:
    """Make the pack, unless it is made or somebody else is at it; whether it was made here.

    Where the database stumbles it waits again, for whoever looks next.
    """
    if not Pack.objects.waiting(now).filter(pk=pack_id).update(taken_at=now, tries=F("tries") + 1, done=0):
        return False
    pack = Pack.objects.get(pk=pack_id)
    try:
        return made(pack, now)
    except OperationalError:
        mine(pack).update(taken_at=None, tries=F("tries") - 1)
        raise


def made(pack: Pack, now: datetime) -> bool:
    wanted = Order.of(pack.copies, size=pack.size, by_stock=pack.by_stock, both_sides=pack.both_sides)
    session, edition, built = read(pack.session_id, wanted, now)
    title = _("%(session)s: day pack") % {"session": session.name}
    files = []
    for file in press(built, wanted, title=title):
        files.append(file)
        mine(pack).update(done=F("done") + sum(wish.copies for wish in wanted.stacks[file.stack]))
    return finish(pack, edition, built, files, now)


@transaction.atomic
def read(session_id: int, wanted: Order, now: datetime) -> tuple[Session, Edition | None, list[Built]]:
    """What stands on every sheet, all of one moment: nothing of the session changes meanwhile."""
    locked(session_id)
    session = Session.objects.select_related("cohort__programme", "learning_set", "coaching_pair").get(pk=session_id)
    edition = Edition.of(session).first()
    return session, edition, build(session, edition, wanted, now=now)


@transaction.atomic
def finish(pack: Pack, edition: Edition | None, built: list[Built], files: list[File], now: datetime) -> bool:
    """Keep the files, unless somebody took the pack over meanwhile."""
    faults = sorted({name for file in files for name in file.faults})
    kept = {
        "made_at": now,
        "edition": edition.number if edition else None,
        "digests": {one.kind.name: one.digest for one in built if one.kind.name not in faults},
        "faults": faults,
        "missing": sorted({letter for file in files for letter in file.missing}),
    }
    if not mine(pack).update(**kept):
        return False
    PackFile.objects.bulk_create(row(pack, n, file) for n, file in enumerate(filter(holds_any, files), 1))
    return True


def mine(pack: Pack):
    """The row, as long as nobody else has taken it since."""
    return Pack.objects.filter(pk=pack.pk, taken_at=pack.taken_at, tries=pack.tries, made_at=None)


def holds_any(file: File) -> bool:
    return bool(file.pdf)


def row(pack: Pack, position: int, file: File) -> PackFile:
    sums = {"pages": file.pages, "leaves": file.leaves}
    return PackFile(pack=pack, position=position, **file.stack._asdict(), **sums, pdf=file.pdf)


def forget(*, now: datetime) -> None:
    """Delete the files of packs that have lain long enough. That they were made stays known."""
    PackFile.objects.filter(pack__made_at__lt=now - Pack.KEPT).delete()
