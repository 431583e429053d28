from datetime import datetime

from django.db import transaction

from cohorts.models import Complaint, Person
from cohorts.trail import record


@transaction.atomic
def complain(*, person: Person, about: str, text: str, now: datetime) -> Complaint:
    """Send a complaint to the administrators. The same one sent again while it waits is one complaint."""
    Person.objects.select_for_update().get(pk=person.pk)
    said = {"person": person, "about": about, "text": text, "answered_at": None}
    complaint, is_new = Complaint.objects.get_or_create(**said, defaults={"at": now})
    if is_new:
        record(person, "sent", complaint, at=now)
    return complaint


@transaction.atomic
def answer(*, complaint: Complaint, text: str, by: Person, now: datetime) -> bool:
    """Answer it, once: whether this was the answer. The second of two administrators changes nothing."""
    waiting = Complaint.objects.waiting().filter(pk=complaint.pk)
    if not waiting.update(answer=text, answered_at=now, answered_by=by):
        return False
    record(by, "answered", complaint, at=now)
    return True
