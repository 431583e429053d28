from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from cohorts.models import Person
from cohorts.ties import Tie
from workshops.models import Item, Session, SessionDay


def ties(person: Person, now: datetime) -> list[Tie]:
    """Sessions still to come in which the person leads an item, by the name that stands there."""
    ahead = SessionDay.objects.standing().filter(session=OuterRef("pk"), ends_at__gt=now)
    led = Item.objects.filter(Q(lead=person.name) | Q(lead=person.full_name), day__session=OuterRef("pk"))
    theirs = Session.objects.filter(cohort__memberships__person=person, cohort__memberships__left_at=None)
    sessions = theirs.filter(Exists(ahead), Exists(led)).select_related("cohort").distinct()
    return [Tie("session", session) for session in sessions]
