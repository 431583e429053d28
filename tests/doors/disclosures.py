"""Doors to what is opened in confidence: for coordinators, and the safeguarding lead, who is not of the cast."""

from django.utils import timezone

from challenges.models import Disclosure
from cohorts.models import ProgrammeRole
from tests import factories as make
from tests.doors.challenges import entry
from tests.doors.door import Door

COORDINATOR = ("coordinator",)
PLACED = (
    "participant",
    "set_mate",
    "other_set",
    "other_cohort",
    "facilitator",
    "other_facilitator",
    "adviser",
    "other_adviser",
    "coach",
    "other_coach",
)


def lead(cast):
    found = ProgrammeRole.objects.filter(role="safeguarding").first()
    if found is None:
        found = make.coordinator(cast.programme, make.person("Maren Holt"), "safeguarding")
    return found.person


def asked(cast):
    """What the lead asks for and nobody has agreed to."""
    found = Disclosure.objects.filter(asked_by=lead(cast), agreed_at=None, withdrawn_at=None).first()
    return [(found or make.disclosure(entry(cast), lead(cast), asked_at=timezone.now())).pk]


def asked_by_coordinator(cast):
    found = Disclosure.objects.filter(asked_by=cast.coordinator, withdrawn_at=None).first()
    return [(found or make.disclosure(entry(cast), cast.coordinator, asked_at=timezone.now())).pk]


def opened(cast):
    found = Disclosure.objects.exclude(agreed_at=None).first()
    both = {"agreed_by": cast.coordinator, "agreed_at": timezone.now()}
    return [(found or make.disclosure(entry(cast), lead(cast), **both)).pk]


def post(name, args, **fields):
    fields = {"status": 302} | fields
    return Door(f"challenges:{name}", COORDINATOR, args=args, method="POST", **fields)


DOORS = [
    Door("challenges:disclosures", ("coordinator", "other_coordinator")),
    Door("challenges:ask_disclosure", ("coordinator", "other_coordinator")),
    Door("challenges:disclosed", PLACED),
    Door("challenges:disclosure", COORDINATOR, args=asked),
    post("agree_disclosure", asked),
    post("withdraw_disclosure", asked_by_coordinator),
    post("read_disclosure", opened, status=200),
    post("tell_author", opened),
]
