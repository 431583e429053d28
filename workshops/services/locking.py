from datetime import datetime

from django.db.models import QuerySet

from workshops.exceptions import ChangedMeanwhile, Gone
from workshops.models import Item, Session, SessionDay, Speaker


def locked(session_id: int) -> Session:
    """The session as it is now, held until the transaction ends. Every service takes this lock first."""
    return Session.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=session_id)


def locked_item(item: Item, revision: int) -> tuple[Session, Item]:
    """The session, held, and the item as it is now. Raises ChangedMeanwhile if it is gone, or was saved since."""
    session = locked(item.day.session_id)
    current = Item.objects.select_related("day").filter(pk=item.pk, day__session=session).first()
    if current is None or current.revision != revision:
        raise ChangedMeanwhile(current or item)
    return session, current


def locked_speaker(speaker: Speaker) -> tuple[Session, Speaker]:
    """The session, held, and the speaker as they are now. Raises Gone if somebody removed them."""
    session = locked(speaker.session_id)
    current = session.speakers.filter(pk=speaker.pk).first()
    if current is None:
        raise Gone
    return session, current


def standing_days(session: Session) -> QuerySet[SessionDay]:
    return session.days.filter(cancelled_at=None)


def touch(session: Session, now: datetime) -> None:
    """Note that the session changed, for whatever is worked out from it."""
    session.changed_at = now
    session.save(update_fields=["changed_at"])
