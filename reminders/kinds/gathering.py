"""What letters about sessions are worked out from, each by one query for a whole batch, and what must still be so."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q

from cohorts.models import Membership, OfficeContact, Person
from reminders import reach
from reminders.due import round_of
from reminders.kinds.papers import add_papers
from reminders.letter import Still
from reminders.models import Kind, Message, Occasion
from reminders.verdict import Facts
from workshops.models import Edition, Reply, Session, SessionDay


@dataclass(frozen=True)
class Lately:
    """What somebody got about a session before."""

    kind: str
    moment: str
    round: int
    at: datetime
    told: list | None

    @property
    def starts(self) -> datetime | None:
        """The earliest start that was told."""
        return min((datetime.fromisoformat(day["starts"]) for day in self.told or ()), default=None)


@dataclass
class Read:
    """What one batch needs, each by one query."""

    sessions: dict[int, Session]
    places: dict[tuple[int, int], list[Membership]] = field(default_factory=lambda: defaultdict(list))
    principals: dict[int, list[OfficeContact]] = field(default_factory=lambda: defaultdict(list))
    instead: dict[int, list[OfficeContact]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[tuple[int, int], str] = field(default_factory=dict)  # by day and person
    sorry: set[tuple[int, int]] = field(default_factory=set)  # (day, person)
    due: dict[tuple[int, int], list[datetime]] = field(default_factory=lambda: defaultdict(list))  # reminders
    lately: dict[tuple[int, int], list[Lately]] = field(default_factory=lambda: defaultdict(list))  # by session, person
    failed: set[str] = field(default_factory=set)
    words: dict[tuple, tuple[dict, dict]] = field(default_factory=dict)  # context, and what was made of it


def gather(messages: list[Message]) -> Read:
    """For messages to people about sessions; those to speakers need nothing of it."""
    people = {message.person_id for message in messages}
    data = Read(sessions=sessions({message.occasion.session_id for message in messages}))
    kept = Q(contact__in=people) | Q(principal__in=people, instead=True)
    for row in OfficeContact.objects.current().filter(kept).select_related("principal"):
        data.principals[row.contact_id].append(row)
        if row.instead:
            data.instead[row.principal_id].append(row)
    about = people | {row.principal_id for rows in data.principals.values() for row in rows}
    occasions = {message.occasion for message in messages}
    for found in reach.places(reach.by_shape(occasions)):
        for place in found.filter(person__in=about):
            data.places[place.occasion, place.person_id].append(place)
    said = Reply.objects.filter(day__session__in=data.sessions, person__in=about)
    data.answers.update({(day, person): answer for day, person, answer in said.values_list("day", "person", "answer")})
    data.sorry.update(key for key, answer in data.answers.items() if answer == Reply.Answer.SORRY)
    before = Occasion.objects.filter(session__in=data.sessions, kind=Kind.BEFORE_SESSION)
    for occasion in before:
        data.due[occasion.session_id, occasion.round].append(occasion.due_at)
    for session, person, *what in got_before(data.sessions, people):
        data.lately[session, person].append(Lately(*what))
    addresses = [message.person.email for message in messages]
    failed = Message.objects.to_failed_addresses().filter(address__in=addresses)
    data.failed.update(failed.values_list("address", flat=True))
    return data


def got_before(sessions, people):
    """(session, person, kind, moment, round, when, told) of the reminders and notices that reached these people."""
    reached = Message.objects.filter(state__in=[Message.State.SENT, Message.State.DOUBTFUL], done_at__isnull=False)
    of_kind = {"occasion__session__in": sessions, "occasion__kind__in": [Kind.BEFORE_SESSION, Kind.CHANGE]}
    columns = ("session", "kind", "moment", "round")
    about, *what = (f"occasion__{column}" for column in columns)
    return reached.filter(person__in=people, **of_kind).values_list(about, "person", *what, "done_at", "told")


def sessions(ids: set[int]) -> dict[int, Session]:
    days = SessionDay.objects.select_related("venue", "room")
    found = Session.objects.annotate(has_edition=Exists(Edition.of(OuterRef("pk"))))
    by_id = found.select_related("cohort__programme").prefetch_related(Prefetch("days", days)).in_bulk(ids)
    add_papers(by_id.values())
    return by_id


@dataclass
class Theirs:
    """Whose session it is that one message is about: the reader's own, or that of those whose diary they keep."""

    own: list[Membership]
    assisted: list[Membership]
    kept: list[OfficeContact]

    @property
    def all_places(self) -> list[Membership]:
        return self.own + self.assisted

    @property
    def places(self) -> list[Membership]:
        """Those that a rule names."""
        return [place for place in self.all_places if place.named]

    @property
    def about(self) -> set[int]:
        """The people it is about."""
        return {place.person_id for place in self.places or self.all_places}

    @property
    def principals(self) -> list[str]:
        return [] if self.own else [str(row.principal) for row in self.kept]


def theirs(message: Message, data: Read) -> Theirs:
    occasion, person = message.occasion_id, message.person_id
    kept = [row for row in data.principals[person] if data.places[occasion, row.principal_id]]
    return Theirs(
        own=[] if data.instead[person] else data.places[occasion, person],
        assisted=[place for row in kept for place in data.places[occasion, row.principal_id]],
        kept=kept,
    )


def standing(session: Session) -> list[SessionDay]:
    return [day for day in session.days.all() if day.cancelled_at is None]


def is_announced(session: Session) -> bool:
    """Whether people know of it: dates or agenda published; a set's and a pair's own meetings always are."""
    own = session.learning_set_id or session.coaching_pair_id
    return bool(own or session.dates_published_at or session.has_edition)  # type: ignore[attr-defined]


def facts(message: Message, data: Read, whose: Theirs, now: datetime) -> Facts:
    """What is so of a message about a session, whatever its kind."""
    occasion, session = message.occasion, data.sessions[message.occasion.session_id]
    days = standing(session)
    return Facts(
        now=now,
        due_at=occasion.due_at,
        worth_until=occasion.worth_until,
        paused=session.cohort.programme.paused_at is not None,
        stands=bool(days) and is_announced(session),
        same_start=round_of(session.days.all()) == occasion.round,
        belongs=bool(whose.all_places) and message.person.is_active,
        named=bool(whose.places),
        joined_at=min((place.joined_at for place in whose.places), default=None),
        sorry=bool(days) and not coming(session, whose, data),
        address_failed=message.person.email in data.failed,
    )


def coming(session: Session, whose: Theirs, data: Read) -> list[SessionDay]:
    """The standing days for which not everybody it is about has said sorry."""
    return [day for day in standing(session) if any((day.pk, who) not in data.sorry for who in whose.about)]


SAME = """EXISTS (SELECT 1 FROM workshops_session s JOIN cohorts_cohort c ON c.id = s.cohort_id
    JOIN cohorts_programme p ON p.id = c.programme_id WHERE s.id = %s AND s.changed_at = %s AND p.paused_at IS NULL)"""
SOMEBODY = "EXISTS (SELECT 1 FROM cohorts_person WHERE id = %s AND email = %s AND is_active)"
PLACED = "EXISTS (SELECT 1 FROM cohorts_membership WHERE id IN %s AND left_at IS NULL)"
SEATED = """EXISTS (SELECT 1 FROM cohorts_actionlearningset g LEFT JOIN cohorts_setmembership t
    ON t.learning_set_id = g.id AND t.left_at IS NULL
    WHERE g.id = %s AND (g.adviser_id IN %s OR t.membership_id IN %s))"""
PAIRED = """(EXISTS (SELECT 1 FROM cohorts_coachingpair WHERE id = %s AND ended_at IS NULL)
    OR NOT EXISTS (SELECT 1 FROM workshops_sessionday WHERE session_id = %s AND cancelled_at IS NULL))"""
KEPT = "EXISTS (SELECT 1 FROM cohorts_officecontact WHERE id IN %s AND removed_at IS NULL)"
NOT_SORRY = """NOT EXISTS (SELECT 1 FROM workshops_reply r JOIN workshops_sessionday d ON d.id = r.day_id
    WHERE r.day_id IN %s AND r.person_id IN %s AND r.answer = 'sorry' AND r.date = d.date)"""


def still(
    session: Session, person: Person, theirs: Theirs, days: list[SessionDay], *, named: bool = True
) -> list[Still]:
    """Nothing the letter was worked out from has changed, the person still belongs, and nobody said sorry since.

    Without a rule that names them (`named` is false), they belong by any place, and may have said sorry.
    """
    places = tuple(place.pk for place in (theirs.places if named else theirs.all_places))
    if not places or (named and not days):
        return []  # it does not go anyway
    found = [
        Still(SAME, (session.pk, session.changed_at)),
        Still(SOMEBODY, (person.pk, person.email)),
        Still(PLACED, (places,)),
    ]
    if named:
        found.append(Still(NOT_SORRY, (tuple(day.pk for day in days), tuple(theirs.about))))
    if session.learning_set_id:
        found.append(Still(SEATED, (session.learning_set_id, places, places)))
    if session.coaching_pair_id:
        found.append(Still(PAIRED, (session.coaching_pair_id, session.pk)))
    if theirs.kept and not theirs.own:
        found.append(Still(KEPT, (tuple(row.pk for row in theirs.kept),)))
    return found
