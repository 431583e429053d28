from datetime import datetime

from django.db import transaction

from cohorts.models import ForgetRequest, Person
from cohorts.trail import record


@transaction.atomic
def ask(*, person: Person, by: Person, now: datetime) -> ForgetRequest:
    """Note that `person` is to be forgotten, in seven days. Asked twice, the first stands."""
    request, is_new = ForgetRequest.objects.get_or_create(person=person, defaults={"asked_at": now, "by": by})
    if is_new:
        record(by, "asked to forget", person, at=now)
    return request


@transaction.atomic
def take_back(*, person: Person, by: Person, now: datetime) -> None:
    """Forget nobody after all; where nothing was asked, nothing changes."""
    if ForgetRequest.objects.filter(person=person).delete()[0]:
        record(by, "took back forgetting", person, at=now)
