from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from cohorts import links
from cohorts.changing import change
from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import NoAddress, OtherSession
from workshops.models import Item, Session, Speaker
from workshops.services.locking import locked, locked_speaker, touch

Status = Speaker.Status
TWICE = timedelta(minutes=1)
SAID = {Status.CONFIRMED, Status.WITHDRAWN}  # states that are an answer


@transaction.atomic
def add(
    *, session: Session, fields: Mapping[str, Any], items: Iterable[Item] = (), by: Person, now: datetime
) -> Speaker:
    """Name somebody from outside who is asked to speak, in `items`; their brief has a link from the start."""
    session = locked(session.pk)
    speaker = Speaker.objects.create(session=session, nonce=links.new_nonce(), **fields)
    tie(speaker, items)
    touch(session, now)
    record(by, "added", speaker, at=now, fields=fields)
    return speaker


@transaction.atomic
def edit(
    *,
    speaker: Speaker,
    fields: Mapping[str, Any],
    items: Iterable[Item] | None = None,
    by: Person,
    now: datetime,
) -> Speaker:
    """Correct who they are, what is asked of them, whether they come; and their `items`, where these are given.

    Raises Gone when somebody removed them meanwhile.
    """
    session, before = locked_speaker(speaker)
    speaker, changed = change(speaker, dict(fields) | entered(before, fields.get("status"), by, now))
    if items is not None and tie(speaker, items):
        changed.append("items")
    if changed:
        touch(session, now)
        record(by, "changed", speaker, at=now, fields=changed)
    return speaker


@transaction.atomic
def send_brief(*, speaker: Speaker, by: Person, now: datetime) -> Speaker:
    """Have the brief mailed to their address, as it stands when it goes. Twice within a minute is once.

    Raises Gone, NoAddress.
    """
    _, before = locked_speaker(speaker)
    if not before.email:
        raise NoAddress
    if before.brief_sent_at and now - before.brief_sent_at < TWICE:
        return before
    fields = {"brief_sent_at": now, "brief_round": before.brief_round + 1, "nonce": before.nonce or links.new_nonce()}
    speaker, changed = change(speaker, fields)
    record(by, "sent the brief", speaker, at=now, fields=changed)
    return speaker


def entered(before: Speaker, status: str | None, by: Person, now: datetime) -> dict[str, Any]:
    """What a state chosen in the office says of the answer: that it was taken down now, or that there is none."""
    if status in {None, before.status}:
        return {}
    was_ready = before.status == Status.RESERVE or before.stood_ready
    taken = {"answered_at": now, "taken_by": by} if status in SAID else {"answered_at": None, "taken_by": None}
    return taken | {"why": "", "stood_ready": status == Status.WITHDRAWN and was_ready}


def tie(speaker: Speaker, items: Iterable[Item]) -> bool:
    """Give them exactly `items`; whoever is editing one of those that changed is told. Whether any did."""
    wanted, had = {item.pk for item in items}, set(speaker.items.values_list("pk", flat=True))
    if Item.objects.filter(pk__in=wanted).exclude(day__session=speaker.session_id).exists():
        raise OtherSession
    speaker.items.set(wanted)
    return bool(Item.objects.filter(pk__in=wanted ^ had).update(revision=F("revision") + 1))


@transaction.atomic
def remove(*, speaker: Speaker, by: Person, now: datetime) -> None:
    """Forget a speaker entered by mistake; one who drops out is better marked as withdrawn. Raises Gone."""
    session, speaker = locked_speaker(speaker)
    record(by, "removed", speaker, at=now)
    speaker.delete()
    touch(session, now)
