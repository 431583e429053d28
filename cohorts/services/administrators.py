from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import transaction

from cohorts.exceptions import AlreadySetUp
from cohorts.models import Event, Person
from cohorts.services.persons import known_or_new
from cohorts.trail import record

SALT = "set-up"
LASTS = timedelta(days=7)
SET_UP = "set up"


@transaction.atomic
def add_administrator(*, email: str, name: str, by: Person | None, now: datetime, verb: str = "appointed") -> Person:
    """Make the person with that address an administrator, known or new."""
    person = known_or_new(email=email, name=name, by=by, now=now)
    if not person.is_administrator:
        person.is_administrator = True
        person.save(update_fields=["is_administrator"])
        record(by, verb, person, at=now, fields=["is_administrator"])
    return person


def is_set_up() -> bool:
    """Whether there is an administrator, or a set-up link was ever used."""
    return Person.objects.filter(is_administrator=True).exists() or Event.objects.filter(verb=SET_UP).exists()


def set_up_token() -> str:
    """What stands in a set-up link for seven days."""
    return signing.TimestampSigner(salt=SALT).sign("administrator")


def opens_set_up(token: str) -> bool:
    """Whether the link still works: ours, not older than seven days, and nobody was before."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(token, max_age=LASTS)
    except signing.BadSignature:
        return False
    return not is_set_up()


@transaction.atomic
def set_up(*, email: str, name: str, now: datetime) -> Person:
    """The first administrator, once. Raises AlreadySetUp."""
    # A row that always exists stands for the whole, so that two presses at once make one administrator.
    ContentType.objects.select_for_update().get(app_label="cohorts", model="person")
    if is_set_up():
        raise AlreadySetUp
    return add_administrator(email=email, name=name, by=None, now=now, verb=SET_UP)
