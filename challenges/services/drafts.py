"""Drafts: what was typed and not sent. Nothing of them goes on the trail: that there is one is its author's alone."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from challenges.drafting import LONGEST
from challenges.exceptions import AlreadySent, DraftMoved, KeyTaken, NotTheAuthor, TooLong
from challenges.models import Challenge, Draft, Entry
from challenges.services.author import lock, sent_before
from challenges.services.writing import add_entry
from cohorts.models import Membership, Person

SENT = {Draft.Kind.ENTRY: Entry}  # what each kind of draft becomes


@transaction.atomic
def keep(
    *,
    place: Membership,
    kind: str,
    key: uuid.UUID,
    fields: dict[str, str],
    page: uuid.UUID,
    seen: int,
    by: Person,
    now: datetime,
) -> Draft | None:
    """Keep what window `page` holds of form `key`, having seen revision `seen` of its draft; None without words.

    Raises DraftMoved where another window kept it since, AlreadySent, TooLong, KeyTaken, NotTheAuthor.
    """
    place = lock(place, by)
    if sum(map(len, fields.values())) > LONGEST:
        raise TooLong(key)
    if sent_before(SENT[Draft.Kind(kind)], key, place):
        raise AlreadySent(key)
    draft = current(place, key, page, seen) or Draft(membership=place, kind=kind, key=key, revision=0)
    if not fields:
        Draft.objects.filter(pk=draft.pk).delete()
        return None
    draft.fields, draft.page, draft.changed_at = fields, page, now
    draft.revision += 1
    draft.save()
    return draft


def keep_signed_out(
    *, place: Membership, kind: str, key: uuid.UUID, fields: dict[str, str], page: uuid.UUID, seen: int, now: datetime
) -> Draft | None:
    """Keep what came after its author's sign-in had ended; beside, never over, what another window kept.

    None where it was sent before, or can be kept no more.
    """
    asked: dict[str, Any] = {"place": place, "kind": kind, "fields": fields, "page": page, "by": place.person}
    try:
        return keep(key=key, seen=seen, now=now, **asked)
    except DraftMoved:
        return keep(key=uuid.uuid4(), seen=0, now=now, **asked)
    except AlreadySent:
        return None if says_the_same(key, fields) else keep(key=uuid.uuid4(), seen=0, now=now, **asked)
    except (KeyTaken, NotTheAuthor, TooLong):
        return None


@transaction.atomic
def discard(*, draft: Draft, by: Person, now: datetime) -> None:
    """Throw a draft away, for good. Raises NotTheAuthor."""
    lock(draft.membership, by)
    draft.delete()


@transaction.atomic
def send_entry(
    *,
    challenge: Challenge,
    words: dict[str, str],
    key: uuid.UUID,
    page: uuid.UUID,
    seen: int,
    by: Person,
    now: datetime,
    **more: Any,
) -> Entry:
    """Add the entry that this form holds and drop its draft.

    Raises DraftMoved where another window kept something since, AlreadySent where the form was sent with other words,
    and what `add_entry` raises.
    """
    place = lock(challenge.membership, by)
    draft = current(place, key, page, seen)
    entry = add_entry(challenge=challenge, words=words, key=key, by=by, now=now, **more)
    if any(getattr(entry, name) != text for name, text in words.items()):
        raise AlreadySent(key)
    if draft:
        draft.delete()
    return entry


def current(place: Membership, key: uuid.UUID, page: uuid.UUID, seen: int) -> Draft | None:
    """The draft of a form, as long as this window is the last that kept it, or has seen what the last one kept."""
    draft = Draft.objects.select_for_update().filter(key=key).first()
    if draft and draft.membership_id != place.pk:
        raise KeyTaken(key)
    if draft and draft.page != page and draft.revision != seen:
        raise DraftMoved(draft)
    return draft


def says_the_same(key: uuid.UUID, fields: dict[str, str]) -> bool:
    """Whether what was typed is what the entry says, as a form trims it."""
    entry = Entry.objects.get(key=key)
    words = ("tried", "happened", "next", "taught", "whom")
    return all(fields.get(name, "").strip() == getattr(entry, name) for name in words)
