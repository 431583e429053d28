"""How long what is kept: one table, which the privacy notice shows and an hourly look carries out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from challenges.services import forgetting as challenges
from cohorts.services import forgetting as cohorts
from cohorts.services import nominations
from cohorts.services.forgetting import gone
from programme import erasing
from reminders.services import forgetting as reminders
from workshops.services import forgetting as workshops


def sign_ins(*, now: datetime, dry_run: bool = False) -> int:
    """From where somebody signed in, once that sign-in has ended."""
    ended, going = Session.objects.filter(expire_date__lt=now), Session.objects.filter(expire_date__gte=now)
    old = UserSession.objects.exclude(session_key__in=going.values("session_key"))
    gone(ended, dry_run)
    return gone(old, dry_run)


@dataclass(frozen=True)
class Kept:
    """One class of what is kept: what, how long, and what deletes it. `forget` gives how many went, or would."""

    key: str
    what: Promise
    how_long: Promise
    forget: Callable[..., int]


CLASSES = (
    Kept(
        "forgetting",
        _("Whoever asks to be forgotten"),
        _("Seven days, in which they can take it back"),
        erasing.due,
    ),
    Kept(
        "needs",
        _("Diet, access, whom to ring in an emergency"),
        _("Four weeks after the cohort ends, or after you leave it"),
        cohorts.needs,
    ),
    Kept(
        "set notes",
        _("Notes of a set"),
        _("Three months after the cohort ends, or less if the set says so"),
        challenges.notes,
    ),
    Kept(
        "nominations",
        _("That an employer nominated you"),
        _("Three months after the cohort began without you, or ended"),
        nominations.forget,
    ),
    Kept("drafts", _("What you typed and did not save"), _("Ninety days after you last typed"), challenges.drafts),
    Kept("lists", _("A list of people that was uploaded and not confirmed"), _("A day"), cohorts.uploads),
    Kept(
        "sign-ins", _("From where you signed in"), _("Until that sign-in ends, after fourteen days at most"), sign_ins
    ),
    Kept("old addresses", _("The address you had before"), _("A year after you changed it"), cohorts.addresses),
    Kept("doors", _("That you said you are here, at the door"), _("Four weeks; the register stays"), workshops.doors),
    Kept("guests", _("Names of guests"), _("Four weeks after the day"), workshops.guests),
    Kept("speakers", _("How speakers are reached"), _("A year after they spoke"), workshops.speakers),
    Kept("complaints", _("A complaint and its answer"), _("Two years after the answer"), cohorts.complaints),
    Kept("mails", _("To which address a mail went, and the mail server’s answer"), _("Two years"), reminders.addresses),
)


def forget(*, now: datetime, dry_run: bool = False) -> dict[str, int]:
    """Delete all whose time is over, class by class. Gives how many of each went, or with a dry run would."""
    return {kept.key: kept.forget(now=now, dry_run=dry_run) for kept in CLASSES}
