from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from cohorts.models import Person
from cohorts.text import email_key
from cohorts.trail import record, record_all


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


@transaction.atomic
def all_known_or_new(*, wanted: Mapping[str, Mapping[str, str]], by: Person | None, now: datetime) -> dict[str, Person]:
    """The same for many, in a few queries: `wanted` holds email, name and more by the key of the address."""
    everybody = Person.objects.filter(email_key__in=wanted)
    known = set(everybody.values_list("email_key", flat=True))
    fresh = [Person(**fields) for key, fields in wanted.items() if key not in known]
    for person in fresh:
        person.set_keys()
    Person.objects.bulk_create(fresh, ignore_conflicts=True)  # somebody may add the same person at this moment
    persons = {person.email_key: person for person in everybody.all()}
    made = [persons[person.email_key] for person in fresh]
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=person, email=person.email, primary=True, verified=True) for person in made),
        ignore_conflicts=True,
    )
    record_all(by, "created", [(person, wanted[person.email_key]) for person in made], at=now)
    return persons
