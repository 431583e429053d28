"""What is deleted because its time is over. Lost, late or doubled, it changes nothing; a dry run only counts."""

from datetime import datetime, timedelta

from cohorts.services.forgetting import gone
from workshops.models import Arrival, DoorCode, Guest, Speaker, WrongLetters

AFTER = timedelta(days=28)  # since the day in question
SPEAKERS = timedelta(days=365)
UNREACHED = {"email": "", "mobile": "", "why": "", "nonce": ""}
MISTYPED = timedelta(days=1)


def guests(*, now: datetime, dry_run: bool = False) -> int:
    """Names of guests, four weeks after their day."""
    return gone(Guest.objects.filter(day__date__lt=(now - AFTER).date()), dry_run)


def doors(*, now: datetime, dry_run: bool = False) -> int:
    """Who said at the door that they are here, four weeks after: the register has it. Mistyped letters, a day."""
    day = (now - AFTER).date()
    old = Arrival.objects.filter(day__date__lt=day), DoorCode.objects.filter(day__date__lt=day)
    return sum(gone(rows, dry_run) for rows in (*old, WrongLetters.objects.filter(at__lt=now - MISTYPED)))


def speakers(*, now: datetime, dry_run: bool = False) -> int:
    """How a speaker is reached, and why they could not come, a year after the last day of their session."""
    later = Speaker.objects.filter(session__days__date__gte=(now - SPEAKERS).date())
    spoke = Speaker.objects.filter(session__days__date__lt=(now - SPEAKERS).date()).exclude(pk__in=later.values("pk"))
    old = Speaker.objects.filter(pk__in=spoke.values("pk")).exclude(**UNREACHED)
    return old.count() if dry_run else old.update(**UNREACHED)


def speaker(*, email: str) -> None:
    """How the speaker with that address is reached, at once."""
    Speaker.objects.with_address(email).update(**UNREACHED)
