from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from cohorts.models import Person
from cohorts.ties import Tie
from workshops.models import Item, Session, SessionDay, Speaker

WITHDRAWN = Speaker.Status.WITHDRAWN


def ties(person: Person, now: datetime) -> list[Tie]:
    """Sessions still to come in which they lead an item, by the name that stands there, or speak, by their address."""
    ahead = SessionDay.objects.standing().filter(session=OuterRef("pk"), ends_at__gt=now)
    coming = Session.objects.filter(Exists(ahead)).select_related("cohort")
    led = Item.objects.filter(Q(lead=person.name) | Q(lead=person.full_name), day__session=OuterRef("pk"))
    theirs = Q(cohort__memberships__person=person, cohort__memberships__left_at=None)
    spoken = Speaker.objects.with_address(person.email).exclude(status=WITHDRAWN).filter(session=OuterRef("pk"))
    leads = [Tie("session", session) for session in coming.filter(theirs, Exists(led)).distinct()]
    return leads + [Tie("speaker", session) for session in coming.filter(Exists(spoken))]
