"""Files and links that go with an item. They count at once: delegates need no new edition to read another file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cohorts.changing import change
from cohorts.models import Person
from cohorts.trail import record
from workshops.exceptions import Full, Gone
from workshops.models import Item, Material, StoredFile
from workshops.models.material import MOST
from workshops.services.locking import locked, touch

TWICE = timedelta(minutes=1)


@dataclass(frozen=True)
class Upload:
    """A file as somebody sent it, and what it is by its content."""

    kind: str
    data: bytes

    @property
    def digest(self):
        return hashlib.sha256(self.data).hexdigest()


@transaction.atomic
def add(*, item: Item, fields: Mapping[str, Any], upload: Upload | None, by: Person, now: datetime) -> Material:
    """One more file, or the link in `fields`. The same within a minute is a button pressed twice. Raises Full."""
    session = locked(item.day.session_id)
    if not Item.objects.filter(pk=item.pk).exists():
        raise Gone
    of_item = Material.objects.without_bytes().filter(item=item.pk, session=session)
    same = of_item.filter(at__gt=now - TWICE, file__digest=upload.digest if upload else None, **fields).first()
    if same:
        return same
    if of_item.count() >= MOST:
        raise Full
    material = Material.objects.create(
        session=session, item=item, file=stored(upload) if upload else None, by=by, at=now, **fields
    )
    touch(session, now)
    record(by, "added", material, at=now, fields=[*fields, "file"])
    return material


@transaction.atomic
def edit(
    *, material: Material, fields: Mapping[str, Any], upload: Upload | None, by: Person, now: datetime
) -> Material:
    """Rename it, say for whom it is, and put another file in its place. Raises Gone when it was deleted meanwhile."""
    session = locked(material.session_id)
    material = current(material)
    before = material.file
    values = {**fields, "file": stored(upload)} if upload and not same_file(before, upload) else dict(fields)
    material, changed = change(material, values)
    if changed:
        forget(before)
        touch(session, now)
        record(by, "changed", material, at=now, fields=changed)
    return material


@transaction.atomic
def delete(*, material: Material, by: Person, now: datetime) -> None:
    """Take it away at once, from published pages too. Again changes nothing."""
    session = locked(material.session_id)
    found = Material.objects.without_bytes().filter(pk=material.pk).first()
    if found:
        record(by, "deleted", found, at=now)
        found.delete()
        forget(found.file)
        touch(session, now)


def stored(upload: Upload) -> StoredFile:
    return StoredFile.objects.create(kind=upload.kind, size=len(upload.data), digest=upload.digest, data=upload.data)


def same_file(before: StoredFile | None, upload: Upload) -> bool:
    return before is not None and before.digest == upload.digest


def forget(file: StoredFile | None) -> None:
    """Delete the bytes that nothing names any more."""
    if file and not Material.objects.filter(file=file.pk).exists():
        StoredFile.objects.filter(pk=file.pk).delete()


def current(material: Material) -> Material:
    found = Material.objects.without_bytes().filter(pk=material.pk).first()
    if found is None:
        raise Gone
    return found
