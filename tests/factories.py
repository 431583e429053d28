"""Rows with sensible fields. Each takes what the test is about and fills in the rest."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import count

from allauth.account.models import EmailAddress

from challenges.models import (
    Assessment,
    Challenge,
    CoachingNote,
    Comment,
    Commitment,
    Disclosure,
    Draft,
    Entry,
    Feedback,
    FilledCanvas,
    Interview,
    Map,
    Question,
    Reflection,
    SelfCheck,
    SetNote,
    StageMove,
    Stakeholder,
    Trace,
)
from cohorts.links import new_nonce
from cohorts.models import (
    ActionLearningSet,
    Cohort,
    Complaint,
    Membership,
    Organisation,
    Person,
    Programme,
    ProgrammeRole,
    SetMembership,
    Venue,
)
from workshops.editions import freeze
from workshops.models import CoachingSlot, Guest, Item, Material, Session, SessionDay, Speaker, StoredFile, Voice

NOW = datetime(2027, 2, 22, 9, 0, tzinfo=UTC)  # a Monday; the day on which every test stands unless it says otherwise
WORKSHOP = date(2027, 3, 3)
numbers = count(1)


def person(name="Alex Archer", **fields):
    fields.setdefault("email", f"{name.split()[0].lower()}.{next(numbers)}@example.example")
    someone = Person.objects.create(name=name, **fields)
    EmailAddress.objects.create(user=someone, email=someone.email, primary=True, verified=True)
    return someone


def organisation(name="Northmoor County Council", sector="public"):
    return Organisation.objects.get_or_create(name=name, defaults={"sector": sector})[0]


def programme(name="West Country Leadership Programme", **fields):
    fields = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 7, 31)} | fields
    return Programme.objects.create(name=name, **fields)


def cohort(of=None, name="Spring 2027", **fields):
    fields = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 7, 31)} | fields
    return Cohort.objects.create(programme=of or programme(), name=name, **fields)


def place(in_cohort, who, role="participant", **fields):
    fields = {
        "joined_at": NOW - timedelta(days=30),
        "job_title": "Head of service",
        "organisation": organisation(),
    } | fields
    return Membership.objects.create(cohort=in_cohort, person=who, role=role, **fields)


def nominee(name="Gwen Parry", **fields):
    """What a line manager says of somebody whom they would send."""
    address = f"{name.split()[0].lower()}.{next(numbers)}@arden.example"
    return {"name": name, "email": address, "organisation": "Arden Trust", "line_manager": "Huw Parry"} | fields


def coordinator(of, who, role="coordinator", **fields):
    return ProgrammeRole.objects.create(programme=of, person=who, role=role, **fields)


def learning_set(of, name="Set 1", adviser=None, members=()):
    """A set with `adviser` (a membership) and seats for `members` (memberships)."""
    made = ActionLearningSet.objects.create(cohort=of, name=name, adviser=adviser)
    for member in members:
        SetMembership.objects.create(learning_set=made, membership=member, joined_at=NOW - timedelta(days=20))
    return made


def venue(of, name="Hartwell Hall", address="near Wexcombe, TA0 0AA"):
    return Venue.objects.get_or_create(programme=of, name=name, defaults={"address": address})[0]


def session(of, name="Workshop 1", on=WORKSHOP, days=1, kind="workshop", published=True, **fields):
    """A session of `days` days from `on`, 10:00 to 16:30, its dates published unless told otherwise."""
    fields = {"changed_at": NOW - timedelta(days=10), "dates_published_at": NOW if published else None} | fields
    made = Session.objects.create(cohort=of, name=name, kind=kind, **fields)
    for n in range(days):
        day(made, on + timedelta(days=n))
    return made


def day(of, on, opens=time(10), closes=time(16, 30), **fields):
    fields = {"zone": of.cohort.zone, "venue": venue(of.cohort.programme)} | fields
    return SessionDay.objects.create(session=of, date=on, opens=opens, closes=closes, **fields)


def slot(coach, on=date(2027, 3, 9), opens=time(10), closes=time(11), **fields):
    """A time that the holder of `coach` keeps free."""
    fields = {"zone": coach.cohort.zone, "offered_at": NOW} | fields
    return CoachingSlot.objects.create(coach=coach, date=on, opens=opens, closes=closes, **fields)


def item(of, title="Welcome", minutes=30, **fields):
    fields.setdefault("position", of.items.count() + 1)
    return Item.objects.create(day=of, title=title, minutes=minutes, **fields)


def speaker(of, name="Cllr Ruth Amery", **fields):
    fields.setdefault("nonce", new_nonce())
    return Speaker.objects.create(session=of, name=name, **fields)


def guest(of, by, name="Cllr Maud Penhale", **fields):
    return Guest.objects.create(day=of, name=name, by=by, at=NOW, **fields)


def challenge(by, title="One early-help offer", **fields):
    fields = {"statement": "Getting three services to agree one offer.", "created_at": NOW, "changed_at": NOW} | fields
    return Challenge.objects.create(membership=by, title=title, **fields)


def entry(of, **fields):
    fields = {"at": NOW, "happened": "They listened.", "key": uuid.uuid4()} | fields
    return Entry.objects.create(challenge=of, membership=of.membership, **fields)


def draft(by, text="Half a line", **fields):
    """What the holder of a place typed into the form of an entry and did not send."""
    fields = {"kind": "entry", "key": uuid.uuid4(), "page": uuid.uuid4(), "changed_at": NOW} | fields
    fields.setdefault("fields", {"happened": text, "audience": "me"})
    return Draft.objects.create(membership=by, **fields)


def self_check(of, **fields):
    fields = {"matters": "yes", "changed_at": NOW} | fields
    return SelfCheck.objects.create(challenge=of, membership=of.membership, **fields)


def stage_move(of, stage="tried", changed="Two schools send one form.", **fields):
    return StageMove.objects.create(
        challenge=of, stage=stage, changed=changed, **{"at": NOW, "key": uuid.uuid4()} | fields
    )


def commitment(by, text="Ring two head teachers", **fields):
    fields = {"made_at": NOW, "key": uuid.uuid4()} | fields
    return Commitment.objects.create(membership=by, text=text, **fields)


def set_note(of, by, text="We agreed to ring first.", **fields):
    """A note of the set `of` by the holder of a place in it."""
    fields = {"written_at": NOW, "key": uuid.uuid4()} | fields
    return SetNote.objects.create(learning_set=of, membership=by, text=text, **fields)


def disclosure(of, by, **fields):
    """Somebody asks for an entry or a set note to be opened; with `agreed_by` it is."""
    kind = "entry" if isinstance(of, Entry) else "note"
    place = of.membership
    fields = {"cohort": place.cohort, "author": place.person, "reason": "Risk of harm.", "asked_at": NOW} | fields
    if "agreed_by" in fields:
        fields.setdefault("agreed_at", NOW)
    return Disclosure.objects.create(kind=kind, number=of.pk, asked_by=by, key=uuid.uuid4(), **fields)


def complaint(by, text="Two mails came at night.", **fields):
    return Complaint.objects.create(**{"person": by, "about": "mail", "text": text, "at": NOW, **fields})


def map_of(challenge, **fields):
    """A version of the map of a challenge, with nobody on it."""
    fields = {"began_at": NOW, "changed_at": NOW, "key": uuid.uuid4()} | fields
    return Map.objects.create(challenge=challenge, membership=challenge.membership, **fields)


def stakeholder(on, name="Lead member", **fields):
    fields = {"number": on.stakeholders.count() + 1, "says": "both", "stands": "unsure", "key": uuid.uuid4()} | fields
    return Stakeholder.objects.create(map=on, name=name, **fields)


def canvas(challenge, name="public-narrative", **fields):
    """A canvas filled in its first box."""
    fields = {"began_at": NOW, "changed_at": NOW, "key": uuid.uuid4(), "answers": {"self": "I was late."}} | fields
    return FilledCanvas.objects.create(challenge=challenge, membership=challenge.membership, canvas=name, **fields)


def coaching_note(pair, author, text="We spoke of time.", **fields):
    fields = {"written_at": NOW, "changed_at": NOW, "key": uuid.uuid4()} | fields
    return CoachingNote.objects.create(pair=pair, author=author, text=text, **fields)


def interview(pair, author, moment="before", **fields):
    fields = {"answers": {"role": "To hold two budgets."}, "changed_at": NOW} | fields
    return Interview.objects.create(pair=pair, author=author, moment=moment, **fields)


def assessment(by, moment="before", **fields):
    fields = {"ratings": {"purpose": 4, "conflict": 2}, "changed_at": NOW} | fields
    return Assessment.objects.create(membership=by, moment=moment, **fields)


def material(of, name="Slides", data=b"What we said last time.", **fields):
    """A text file of an item, or the link that is given."""
    fields = {"by": fields.pop("by", None) or person(), "at": NOW, "session": of.day.session} | fields
    if "link" not in fields:
        fields["file"] = StoredFile.objects.create(
            kind="txt", size=len(data), digest=sha256(data).hexdigest(), data=data
        )
    return Material.objects.create(item=of, name=name, **fields)


def voice(of, text="What do you need from us?", *, published=False, **fields):
    """A line from the room to an item; `published` also publishes the agenda, so that delegates know of the item."""
    session = of.day.session
    if published:
        number = session.editions.count() + 1
        session.editions.create(number=number, at=NOW, by=person(), content=freeze(session))
    fields = {"session": session, "kind": of.collects, "at": NOW, "key": uuid.uuid4()} | fields
    fields.setdefault("position", of.voices.count() + 1)
    return Voice.objects.create(item=of, text=text, **fields)


def comment(to, by, text="Have you asked the bus company?", **fields):
    return Comment.objects.create(entry=to, by=by, text=text, **({"at": NOW, "key": uuid.uuid4()} | fields))


def trace(by, title="What I tried", *parts, **fields):
    """A story with `parts`: the words of each."""
    made = Trace.objects.create(membership=by, title=title, **({"changed_at": NOW} | fields))
    for n, text in enumerate(parts, 1):
        made.parts.create(position=n, kind="entry", number=next(numbers), on=NOW.date(), heading=f"Part {n}", text=text)
    return made


def question(of, text="What struck you most?", kind="prompt", **fields):
    fields = {"position": of.questions.count() + 1} | fields
    return Question.objects.create(session=of, kind=kind, text=text, **fields)


def reflection(to, by, text="That nobody asked.", *, offered=False, **fields):
    fields = {"at": NOW, "offered_at": NOW if offered else None} | fields
    return Reflection.objects.create(question=to, membership=by, text=text, **fields)


def feedback(to, by, **fields):
    return Feedback.objects.create(question=to, membership=by, **({"at": NOW} | fields))


def crowd(of, number=5):
    """So many participants of a cohort: enough that none can be told apart."""
    return [place(of, person(f"Member {next(numbers)}")) for _ in range(number)]
