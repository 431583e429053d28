"""Reminders before sessions: to the people themselves and to those who keep their diaries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q

from cohorts.models import Membership, OfficeContact, Person
from reminders import reach
from reminders.due import first_standing, round_of
from reminders.letter import Letter
from reminders.models import Message, Occasion
from reminders.planning import is_announced
from reminders.verdict import Facts
from workshops.models import Edition, Reply, Session, SessionDay


@dataclass
class Read:
    """What one batch needs, each by one query."""

    sessions: dict[int, Session]
    places: dict[tuple[int, int], list[Membership]] = field(default_factory=lambda: defaultdict(list))
    principals: dict[int, list[OfficeContact]] = field(default_factory=lambda: defaultdict(list))
    instead: dict[int, list[OfficeContact]] = field(default_factory=lambda: defaultdict(list))
    sorry: set[tuple[int, int]] = field(default_factory=set)  # (day, person)
    due: dict[tuple[int, int], list[datetime]] = field(default_factory=lambda: defaultdict(list))  # (session, round)
    failed: set[str] = field(default_factory=set)


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    """As they stand now or, of what is still ahead, as they will when it falls due if nothing changes."""
    data = gather(messages)
    return {message: letter(message, data, max(now, message.occasion.due_at)) for message in messages}


def gather(messages: list[Message]) -> Read:
    people = {message.person_id for message in messages}
    data = Read(sessions=sessions({message.occasion.session_id for message in messages}))
    kept = Q(contact__in=people) | Q(principal__in=people, instead=True)
    for row in OfficeContact.objects.current().filter(kept).select_related("principal"):
        data.principals[row.contact_id].append(row)
        if row.instead:
            data.instead[row.principal_id].append(row)
    about = people | {row.principal_id for rows in data.principals.values() for row in rows}
    for place in reach.places({message.occasion_id for message in messages}).filter(person__in=about):
        data.places[place.occasion, place.person_id].append(place)
    said = Reply.objects.filter(day__session__in=data.sessions, person__in=about, answer=Reply.Answer.SORRY)
    data.sorry.update(said.values_list("day", "person"))
    for occasion in Occasion.objects.filter(session__in=data.sessions):
        data.due[occasion.session_id, occasion.round].append(occasion.due_at)
    addresses = [message.person.email for message in messages]
    failed = Message.objects.to_failed_addresses().filter(address__in=addresses)
    data.failed.update(failed.values_list("address", flat=True))
    return data


def sessions(ids: set[int]) -> dict[int, Session]:
    days = SessionDay.objects.select_related("venue", "room")
    found = Session.objects.annotate(has_edition=Exists(Edition.of(OuterRef("pk"))))
    return found.select_related("cohort__programme").prefetch_related(Prefetch("days", days)).in_bulk(ids)


def letter(message: Message, data: Read, now: datetime) -> Letter:
    occasion, person = message.occasion, message.person
    session = data.sessions[occasion.session_id]
    theirs, principals = whose(message, data)
    named = [place for place in theirs if place.named]
    days = [day for day in session.days.all() if day.cancelled_at is None]
    about = {place.person_id for place in named or theirs}
    coming = [day for day in days if any((day.pk, who) not in data.sorry for who in about)]
    facts = Facts(
        now=now,
        due_at=occasion.due_at,
        worth_until=occasion.worth_until,
        paused=session.cohort.programme.paused_at is not None,
        stands=bool(days) and is_announced(session),
        same_start=round_of(session.days.all()) == occasion.round,
        belongs=bool(theirs) and person.is_active,
        named=bool(named),
        joined_at=min((place.joined_at for place in named), default=None),
        sorry=bool(days) and not coming,
        newer=any(occasion.due_at < other <= now for other in data.due[session.pk, occasion.round]),
        address_failed=person.email in data.failed,
    )
    return Letter(
        person=person,
        address=person.email,
        programme=session.cohort.programme,
        template="before_session",
        facts=facts,
        context=context(session, coming, principals, now),
        days=coming,
        still=still(occasion, session, person, about, coming),
    )


def whose(message: Message, data: Read) -> tuple[list[Membership], list[Person]]:
    """The places the message is about, and the principals among their holders."""
    occasion, person = message.occasion_id, message.person_id
    own = [] if data.instead[person] else data.places[occasion, person]
    kept = [row for row in data.principals[person] if data.places[occasion, row.principal_id]]
    assisted = [place for row in kept for place in data.places[occasion, row.principal_id]]
    return own + assisted, [] if own else [row.principal for row in kept]


def context(session: Session, days: list[SessionDay], principals: list[Person], now: datetime) -> dict:
    own = bool(session.learning_set_id or session.coaching_pair_id)
    first = first_standing(days)
    linked = not (own and principals)  # those who keep a diary cannot open a set's or a pair's own page
    return {
        "session": session,
        "neutral": own,
        "days": days,
        "first": first,
        "places": list({day.venue_id: day.venue for day in days if day.venue}.values()),
        "days_left": (first.date - now.astimezone(first.tz).date()).days if first else 0,
        "principals": [str(principal) for principal in principals],
        "programme": session.cohort.programme,
        "has_agenda": session.has_edition and linked,
        "url": settings.BASE_URL + session.get_absolute_url() if linked else "",
    }


def still(
    occasion: Occasion, session: Session, person: Person, about: set[int], days: list[SessionDay]
) -> list[Exists]:
    """Nothing the letter was worked out from has changed, the person still belongs, and nobody said sorry since."""
    same = Session.objects.filter(
        pk=session.pk, changed_at=session.changed_at, cohort__programme__paused_at=None
    ).order_by()
    sorry = Reply.objects.filter(day__in=days, person__in=about, answer=Reply.Answer.SORRY)
    return [
        Exists(same),
        Exists(Person.objects.filter(pk=person.pk, email=person.email, is_active=True)),
        Exists(reach.places([occasion.pk]).filter(person__in=about, named=True)),
        ~Exists(sorry),
    ]
