from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from cohorts.models import Person
from cohorts.text import email_key
from cohorts.trail import record


@transaction.atomic
def known_or_new(*, email: str, name: str, by: Person | None, now: datetime, **fields: Any) -> Person:
    """The person with that address, however it is written; made, and able to sign in, if there is none.

    Somebody we know keeps the name and fields they have.
    """
    defaults = {"name": name, "email": email, **fields}
    person, is_new = Person.objects.get_or_create(email_key=email_key(email), defaults=defaults)
    if not is_new:
        return person
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    record(by, "created", person, at=now, fields=["name", "email", *fields])
    return person
