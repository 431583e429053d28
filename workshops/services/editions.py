from datetime import datetime

from django.db import transaction

from cohorts.models import Person
from cohorts.trail import record
from workshops.editions import freeze
from workshops.exceptions import AlreadyCancelled, NothingChanged, NothingToPublish
from workshops.models import Edition, Session
from workshops.services.locking import locked, standing_days, touch


@transaction.atomic
def publish(*, session: Session, by: Person, now: datetime) -> Edition:
    """Freeze the draft as the next edition, which delegates, sheets and mails read from now on; dates with it."""
    session = locked(session.pk)
    if not standing_days(session).exists():
        raise AlreadyCancelled
    content = freeze(session)
    if not any(day["items"] for day in content["days"]):
        raise NothingToPublish
    last = session.editions.first()
    if last and last.content == content:
        raise NothingChanged
    edition = Edition.objects.create(
        session=session, number=last.number + 1 if last else 1, at=now, by=by, content=content
    )
    session.dates_published_at = session.dates_published_at or now
    session.save(update_fields=["dates_published_at"])
    touch(session, now)
    record(by, "published", edition, at=now, fields=["content"])
    return edition
