from datetime import datetime

from django.db import transaction

from cohorts.models import Cohort, Person
from cohorts.trail import record
from workshops.library import days_to_keep, kept_session
from workshops.models import Item, Material, Session, Speaker
from workshops.services.laying import Beginning, Laid, begin
from workshops.services.locking import locked

SPEAKER = ("name", "role", "organisation", "email", "mobile", "asked")  # neither their state nor their link
SAME = ("name", "readers", "link", "file_id")
Copies = dict[Item, Item]


@transaction.atomic
def copy(
    *, session: Session, cohort: Cohort, chosen: Beginning, with_speakers: bool, by: Person, now: datetime
) -> Laid:
    """A draft like the session as it is planned now, on other dates. Nobody is told, speakers included.

    A set's meeting and coaching stay with their own. Raises OtherSession for a cohort that is not theirs.
    """
    session = locked(session.pk)
    own = {"learning_set": session.learning_set, "coaching_pair": session.coaching_pair}
    chosen = Beginning(chosen.date, chosen.name, chosen.venue, own)
    laid = begin(cohort=cohort, kept=kept_session(session, leads=True), chosen=chosen, by=by, now=now)
    if laid.is_new:
        copies = dict(zip(items_of(session), laid.items, strict=True))
        bring_materials(session, laid.session, copies, by, now)
        if with_speakers:
            bring_speakers(session, laid.session, copies, by, now)
    return laid


def bring_materials(session: Session, to: Session, copies: Copies, by: Person, now: datetime) -> None:
    """The files and links of the items; the copies share the bytes."""
    numbers = {item.pk: made for item, made in copies.items()}
    Material.objects.bulk_create(
        Material(session=to, item=numbers[each.item_id], by=by, at=now, **{name: getattr(each, name) for name in SAME})
        for each in session.materials.all()
        if each.item_id in numbers
    )


def bring_speakers(session: Session, to: Session, copies: Copies, by: Person, now: datetime) -> None:
    """Name those who are on as asked, each for the copies of their items."""
    for speaker in session.speakers.prefetch_related("items"):
        if speaker.is_on:
            fields = {name: getattr(speaker, name) for name in SPEAKER}
            made = Speaker.objects.create(session=to, **fields)
            made.items.set(copies[item] for item in speaker.items.all() if item in copies)
            record(by, "added", made, at=now, fields=fields)


def items_of(session: Session) -> list[Item]:
    """The items that were kept, in their order."""
    return [item for day in days_to_keep(session) for item in day.items.all()]
