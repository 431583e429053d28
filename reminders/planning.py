"""Keeps the occasions true to sessions, rules, invitations and changed addresses. Safe to repeat and to run twice."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cohorts.models import AddressChange, Invitation, Membership, ProgrammeRole
from reminders.due import Due, moment_of, wanted
from reminders.models import Occasion, Rule, SessionPlan
from workshops.models import Edition, Session, SessionDay

CHUNK = 500  # sessions worked out in one transaction
FRESH = timedelta(hours=3)  # how far back a tick looks; the hourly reconciliation looks at everything
WORTH_ANNOUNCING = timedelta(days=14)
NEVER = Value(datetime(1970, 1, 1, tzinfo=UTC), DateTimeField())
STAFF = [Membership.Role.PARTICIPANT, Membership.Role.FACILITATOR, Membership.Role.SET_ADVISER]
DEFAULTS = [("", role, days) for days in (7, 1) for role in STAFF]
DEFAULTS += [(Session.Kind.COACHING, Membership.Role.COACH, days) for days in (7, 1)]


def ensure_default_rules(programmes: Iterable[int]) -> None:
    """Give each of `programmes` (ids) that has no rules yet the usual ones: seven days and one day before, at 09:00."""
    bare = set(programmes) - set(Rule.objects.filter(programme__in=programmes).values_list("programme", flat=True))
    rules = [rule for pk in sorted(bare) for rule in default_rules(pk)]
    Rule.objects.bulk_create(rules, ignore_conflicts=True)


def default_rules(programme: int) -> list[Rule]:
    """The usual rules of a programme (an id), unsaved."""
    return [
        Rule(programme_id=programme, session_kind=kind, role=role, days=days, moment=moment_of(days, 9))
        for kind, role, days in DEFAULTS
    ]


def changed_sessions(now: datetime) -> QuerySet[Session]:
    """Sessions changed of late whose occasions were worked out from an earlier state, or never."""
    seen = SessionPlan.objects.filter(session=OuterRef("pk")).values("seen")
    recent = Session.objects.filter(changed_at__gt=now - FRESH)
    return recent.annotate(seen=Coalesce(Subquery(seen), NEVER)).filter(
        Q(seen__lt=F("changed_at")) | Q(seen__gt=F("changed_at"))
    )


def sessions_ahead(now: datetime) -> QuerySet[Session]:
    """Sessions with a day to come, and those with occasions that nobody has expanded."""
    day = SessionDay.objects.filter(session=OuterRef("pk"), starts_at__gt=now)
    planned = Occasion.objects.ahead().filter(session=OuterRef("pk")).order_by()
    return Session.objects.filter(Exists(day) | Exists(planned))


def plan_sessions(sessions: QuerySet[Session], now: datetime) -> None:
    """Bring the occasions of `sessions` up to date."""
    ids = list(sessions.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        _plan(ids[start : start + CHUNK], now)


@transaction.atomic
def _plan(ids: list[int], now: datetime) -> None:
    sessions = Session.objects.filter(pk__in=ids).select_related("cohort")
    sessions = list(sessions.annotate(has_edition=Exists(Edition.of(OuterRef("pk")))))
    want = _wanted(sessions, now)
    have = _unexpanded(ids)
    _apply(sessions, want, have)
    plans = [SessionPlan(session=session, seen=session.changed_at) for session in sessions]
    SessionPlan.objects.bulk_create(plans, update_conflicts=True, unique_fields=["session"], update_fields=["seen"])


def _wanted(sessions: list[Session], now: datetime) -> dict[tuple, Due]:
    """What should be due, by (session, moment, round)."""
    programmes = {session.cohort.programme_id for session in sessions}
    ensure_default_rules(programmes)
    rules = list(Rule.objects.on().filter(programme__in=programmes))
    days = SessionDay.objects.filter(session__in=sessions).order_by("session", "date", "opens", "pk")
    of = {pk: list(found) for pk, found in groupby(days, key=lambda day: day.session_id)}
    return {
        (session.pk, one.moment, one.round): one
        for session in sessions
        if is_announced(session)
        for one in wanted(of.get(session.pk, []), moments(session, rules), now)
    }


def is_announced(session: Session) -> bool:
    """Whether people know of it: dates or agenda published; a set's and a pair's own meetings always are."""
    own = session.learning_set_id or session.coaching_pair_id
    return bool(own or session.dates_published_at or session.has_edition)


def moments(session: Session, rules: Iterable[Rule]) -> set[str]:
    """At which moments the programme's rules remind of a session of this kind."""
    mine = [rule for rule in rules if rule.programme_id == session.cohort.programme_id]
    return {rule.moment for rule in mine if rule.session_kind in ("", session.kind)}


def _unexpanded(ids: list[int]) -> dict[tuple, Occasion]:
    """Those that wait, held: whoever expands passes them over, and comes back."""
    waiting = Occasion.objects.filter(session__in=ids, expanded_at=None).order_by("pk").select_for_update()
    return {(occasion.session_id, occasion.moment, occasion.round): occasion for occasion in waiting}


def _apply(sessions: list[Session], want: dict[tuple, Due], have: dict[tuple, Occasion]) -> None:
    programme = {session.pk: session.cohort.programme_id for session in sessions}
    gone = [occasion.pk for key, occasion in have.items() if key not in want]
    Occasion.objects.filter(pk__in=gone, expanded_at=None).delete()
    for key, one in want.items():
        old = have.get(key)
        if old and (old.due_at, old.worth_until) != (one.due_at, one.worth_until):
            waiting = Occasion.objects.filter(pk=old.pk, expanded_at=None)
            waiting.update(due_at=one.due_at, worth_until=one.worth_until)
    new = [before_session(key[0], programme[key[0]], one) for key, one in want.items() if key not in have]
    Occasion.objects.bulk_create(new, ignore_conflicts=True)


def before_session(pk: int, programme: int, one: Due) -> Occasion:
    return Occasion(
        kind=Occasion.Kind.BEFORE_SESSION,
        subject=pk,
        session_id=pk,
        programme_id=programme,
        moment=one.moment,
        round=one.round,
        due_at=one.due_at,
        worth_until=one.worth_until,
    )


def plan_invitations(since: datetime) -> None:
    """An occasion for every invitation sent after `since` and not accepted yet."""
    fresh = Invitation.objects.filter(sent_at__gt=since, accepted_at=None).select_related("membership__cohort")
    Occasion.objects.bulk_create([of_invitation(invitation) for invitation in fresh], ignore_conflicts=True)


def of_invitation(invitation: Invitation) -> Occasion:
    return Occasion(
        kind=Occasion.Kind.INVITATION,
        subject=invitation.pk,
        round=invitation.round,
        programme_id=invitation.membership.cohort.programme_id,
        due_at=invitation.sent_at,
        worth_until=invitation.sent_at + Invitation.LASTS,
    )


def plan_address_changes(since: datetime) -> None:
    """An occasion for every address changed after `since`: the old one is told."""
    fresh = list(AddressChange.objects.filter(at__gt=since))
    programmes = programme_of({change.person_id for change in fresh})
    occasions = [
        Occasion(
            kind=Occasion.Kind.ADDRESS_CHANGED,
            subject=change.pk,
            programme_id=programmes.get(change.person_id),
            due_at=change.at,
            worth_until=change.at + WORTH_ANNOUNCING,
        )
        for change in fresh
    ]
    Occasion.objects.bulk_create(occasions, ignore_conflicts=True)


def programme_of(people: set[int]) -> dict[int, int]:
    """A programme of each person, the newest they have a place on; whoever has none is left out."""
    roles = ProgrammeRole.objects.filter(person__in=people).values_list("person", "programme")
    places = Membership.objects.filter(person__in=people).order_by("joined_at")
    return dict(roles) | dict(places.values_list("person", "cohort__programme"))
