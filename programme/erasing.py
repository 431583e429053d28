"""Forgetting somebody: what is deleted, what is emptied, and what stays without a name.

The tables name every kind of row that leads to a person (`programme.my_data` says how); a test holds them complete.
"""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from challenges.services.together import hand_on
from cohorts.models import ForgetRequest, Nomination, Person
from cohorts.ties import Tie
from cohorts.ties import ties as ties_to_people
from cohorts.trail import record
from programme.my_data import KEPT
from reminders.models import Message
from workshops.leading import ties as ties_to_sessions
from workshops.services import forgetting as speakers
from workshops.services import leaving

DELETED = (  # in an order that leaves nothing pointing at what is gone; what belongs to a row goes with it
    "challenges.holder",
    "challenges.comment",
    "challenges.commitment",
    "challenges.selfcheck",
    "challenges.stagemove",
    "challenges.entry",
    "challenges.filledcanvas",
    "challenges.stakeholder",
    "challenges.map",
    "challenges.tracepart",
    "challenges.trace",
    "challenges.challenge",
    "challenges.reflection",
    "challenges.draft",
    "challenges.setnote",
    "challenges.coachingnote",
    "challenges.interview",
    "challenges.assessment",
    "workshops.voice",
    "workshops.arrival",
    "workshops.wrongletters",
    "reminders.optout",
    "cohorts.needs",
    "cohorts.nomination",
    "cohorts.owntext",
    "cohorts.invitation",
    "cohorts.addresschange",
    "cohorts.officecontact",
    "cohorts.programmerole",
    "cohorts.upload",
    "cohorts.setwish",
    "cohorts.complaint",
    "cohorts.forgetrequest",
    "mfa.authenticator",
    "account.emailaddress",
)
ALSO = {  # rows that are another's, and about the person all the same
    "challenges.coachingnote": ["pair__coachee__person"],
    "challenges.interview": ["pair__coachee__person"],
    "workshops.wrongletters": ["person"],
    "cohorts.upload": ["by"],
    "cohorts.setwish": ["one__person", "other__person"],
    "mfa.authenticator": ["user"],
    "account.emailaddress": ["user"],
}
EMPTIED = {
    "cohorts.membership": {"job_title": "", "profession": "", "mobile": "", "line_manager": "", "release_by": ""},
    "workshops.reply": {"note": "", "said_by": ""},
    "workshops.coachingslot": {"online_link": ""},
    "reminders.message": {"address": "", "answer": "", "told": None},
}
COUNTED = "A number that is counted for all; without a name it is nobody's."
OF_THE_SET = "It belongs to the set, which agreed to it; without a name it is nobody's."
STAYS = {
    "cohorts.person": "The row alone, without a name or an address, so that what is counted still adds up.",
    "cohorts.setmembership": COUNTED,
    "cohorts.actionlearningset": "The set goes on without its adviser.",
    "cohorts.coachingpair": "That there was coaching, and when.",
    "cohorts.event": "Who did what when, without a name; no text stands in it.",
    "challenges.feedback": "Scores are counted; what was said in words is deleted.",
    "challenges.noteassent": OF_THE_SET,
    "challenges.notesend": OF_THE_SET,
    "challenges.agreement": OF_THE_SET,
    "challenges.assent": OF_THE_SET,
    "challenges.offereddate": OF_THE_SET,
    "challenges.availability": OF_THE_SET,
    "challenges.turn": OF_THE_SET,
    "challenges.disclosure": "That two people opened an entry, and why: others answer for that.",
    "workshops.attendance": COUNTED,
    "workshops.presence": COUNTED,
    "workshops.presenter": COUNTED,
    "reminders.broadcast": "What the office wrote to many is theirs, too.",
    "usersessions.usersession": "Ended, and deleted with that.",
}


def ties(person: Person, now: datetime) -> list[Tie]:
    """What keeps the person from being forgotten until it is handed over."""
    return [*ties_to_people(person, now), *ties_to_sessions(person, now)]


def due(*, now: datetime, dry_run: bool = False) -> int:
    """Forget whoever asked for it seven days ago and holds nothing for others; how many, or with a dry run would be."""
    asked = Person.objects.filter(forget_request__asked_at__lte=now - ForgetRequest.WAITS)
    free = [person for person in asked if not ties(person, now)]
    return len(free) if dry_run else sum(erase(person=person, now=now) for person in free)


@transaction.atomic
def erase(*, person: Person, now: datetime) -> bool:
    """Forget the person; whether that was still to do. A request that was taken back meanwhile forgets nobody."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not ForgetRequest.objects.select_for_update().filter(person=person).exists():
        return False
    for place in person.memberships.current().order_by("pk"):
        leaving.withdraw(place=place, by=person, now=now)
    for place in person.memberships.all():
        hand_on(place)
    for label in DELETED:
        rows(label, person).delete()
    forget_the_address(person)
    rows("challenges.feedback", person).exclude(text="").delete()
    for label, empty in EMPTIED.items():
        rows(label, person).update(**empty)
    sign_out(person)
    take_the_name(person, now)
    record(None, "forgot", person, at=now)
    return True


def rows(label: str, person: Person):
    """The rows of one kind that lead to the person."""
    theirs = Q()
    for lookup in [*KEPT.get(label, []), *ALSO.get(label, [])]:
        theirs |= Q(**{lookup: person})
    manager = apps.get_model(label)._base_manager
    return manager.filter(pk__in=manager.filter(theirs).values("pk"))


def forget_the_address(person: Person) -> None:
    """What is theirs by their address alone: where somebody nominated them, and where they spoke."""
    Nomination.objects.filter(email_key=person.email_key).delete()
    speakers.speaker(email=person.email)
    Message.objects.filter(address__iexact=person.email).update(**EMPTIED["reminders.message"])


def sign_out(person: Person) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()


def take_the_name(person: Person, now: datetime) -> None:
    """Leave a row that signs nobody in and is found by nobody. The address is free for somebody new."""
    person.name, person.known_as, person.title = _("Former participant"), "", ""
    person.email = f"forgotten-{person.pk}@invalid.example"
    person.reply_nonce = person.feed_nonce = ""
    person.is_active = person.is_administrator = person.shared_mailbox = person.address_locked = False
    person.erased_at = now
    person.save()
