"""What a speaker says of coming, by their link or by telephone."""

from datetime import datetime
from typing import Any

from django.db import transaction

from cohorts import links
from cohorts.changing import change
from cohorts.models import Person
from cohorts.trail import record
from workshops.briefs import days_of
from workshops.exceptions import AlreadyCancelled, AlreadyOver
from workshops.models import Speaker
from workshops.services.locking import locked_speaker, standing_days, touch

Status = Speaker.Status


def token_of(speaker: Speaker) -> str:
    """What stands in the link to their brief after their number."""
    return links.token("speaker", speaker.pk, speaker.nonce)


def is_token_of(speaker: Speaker, given: str) -> bool:
    return bool(speaker.nonce) and links.is_right(given, "speaker", speaker.pk, speaker.nonce)


@transaction.atomic
def new_link(*, speaker: Speaker, by: Person, now: datetime) -> Speaker:
    """A link in place of the one they had, which opens nothing from now on. Raises Gone."""
    locked_speaker(speaker)
    speaker, _ = change(speaker, {"nonce": links.new_nonce()})
    record(by, "made a new link", speaker, at=now, fields=["nonce"])
    return speaker


@transaction.atomic
def answer(*, speaker: Speaker, comes: bool, why: str = "", by: Person | None = None, now: datetime) -> str:
    """Keep whether they come; the last word counts, until the day is over. Gives the state that it replaced.

    `by` is who took it down from the telephone, None for the speaker's own press. Raises Gone when they were removed.
    """
    session, speaker = locked_speaker(speaker)
    is_open(speaker, now)
    before = speaker.status
    said = state_after(speaker, comes) | {"why": "" if comes else why}
    if speaker.answered_at is None or any(getattr(speaker, name) != value for name, value in said.items()):
        speaker, changed = change(speaker, said | {"answered_at": now, "taken_by": by})
        touch(session, now)
        record(by, "answered", speaker, at=now, fields=changed)
    return before


def is_open(speaker: Speaker, now: datetime) -> None:
    days = days_of(speaker, standing_days(speaker.session))
    if not days:
        raise AlreadyCancelled
    if all(day.ends_at <= now for day in days):
        raise AlreadyOver


def state_after(speaker: Speaker, comes: bool) -> dict[str, Any]:
    """One in reserve goes on standing ready, or leaves no gap; anybody else comes, or leaves one."""
    in_reserve = speaker.status == Status.RESERVE or speaker.stood_ready
    if comes:
        return {"status": Status.RESERVE if in_reserve else Status.CONFIRMED, "stood_ready": False}
    return {"status": Status.WITHDRAWN, "stood_ready": in_reserve}
