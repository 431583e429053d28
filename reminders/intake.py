"""What a copied cohort would be: found by copying it, looking at it, and taking it all back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from cohorts.viewer import Viewer
from reminders.services.copying import Copied
from reminders.unwelcome import Warn, warnings
from workshops.models import Session, SessionDay


@dataclass
class Found:
    """The cohort as it would be, with its days and what speaks against each, by the session copied."""

    copied: Copied
    warnings: dict[Session, list[Warn]]

    @property
    def programme_ends(self) -> date:
        return self.copied.cohort.programme.ends_on

    @property
    def mark(self) -> str:
        """What was shown, in short: whoever confirms confirms this and nothing else."""
        cohort = self.copied.cohort
        days = [(of.pk, shown(self.copied.days[of]), said(warns)) for of, warns in self.warnings.items()]
        told = (cohort.name, cohort.starts_on, cohort.ends_on, self.programme_ends, days)
        return sha256(repr(told).encode()).hexdigest()[:32]


def shown(days: list[SessionDay]) -> list[tuple]:
    return [(day.date, day.opens, day.closes) for day in days]


def said(warns: list[Warn]) -> list[tuple]:
    return [(warn.kind, warn.day.date, str(warn.about)) for warn in warns]


def look(act: Callable[[], Copied], viewer: Viewer, now: datetime) -> Found:
    """What `act` would make, as `viewer` may see it. Nothing stays done."""
    with transaction.atomic():
        copied = act()
        warned = warnings([day for days in copied.days.values() for day in days], viewer, now)
        transaction.set_rollback(True)
    of = {session: [warn for warn in warned if warn.day in days] for session, days in copied.days.items()}
    return Found(copied, of)


@transaction.atomic
def copy_if_shown(act: Callable[[], Copied], mark: str, viewer: Viewer, now: datetime) -> tuple[Found, Copied | None]:
    """What `act` would make; and it is made where just that was shown. Pressed twice, it is there already."""
    found = look(act, viewer, now)
    if not found.copied.is_new:
        return found, found.copied
    return found, act() if mark == found.mark else None
