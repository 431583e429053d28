"""Keeps the occasions true to sessions, rules and whatever else messages follow from. Safe to repeat, and twice."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from cohorts.models import Programme
from reminders.due import Due, moment_of
from reminders.kinds import KINDS
from reminders.kinds.way import Planned
from reminders.models import ABOUT_A_SESSION, Occasion, Rule, SessionPlan
from workshops.models import Edition, Session, SessionDay

CHUNK = 500  # sessions worked out in one transaction
FRESH = timedelta(hours=3)  # how far back a tick looks; the hourly reconciliation looks at everything
NEVER = Value(datetime(1970, 1, 1, tzinfo=UTC), DateTimeField())
AFTER = timedelta(days=30)  # how long after its last day something about a session may still fall due


def ensure_default_rules(programmes: Iterable[int]) -> None:
    """Give each of `programmes` (ids) the usual rules of every kind of which it has none yet."""
    programmes = set(programmes)
    known = set(Rule.objects.filter(programme__in=programmes).values_list("programme", "kind"))
    rules = [rule for pk in sorted(programmes) for rule in default_rules(pk) if (pk, rule.kind) not in known]
    Rule.objects.bulk_create(rules, ignore_conflicts=True)


def default_rules(programme: int) -> list[Rule]:
    """The usual rules of a programme (an id), unsaved."""
    rules = [Rule(programme_id=programme, kind=way.kind, **fields) for way in KINDS for fields in way.starts_with]
    for rule in rules:
        rule.moment = moment_of(rule.days, rule.hour)
    return rules


def changed_sessions(now: datetime) -> QuerySet[Session]:
    """Sessions changed of late whose occasions were worked out from an earlier state, or never."""
    seen = SessionPlan.objects.filter(session=OuterRef("pk")).values("seen")
    recent = Session.objects.filter(changed_at__gt=now - FRESH)
    return recent.annotate(seen=Coalesce(Subquery(seen), NEVER)).filter(
        Q(seen__lt=F("changed_at")) | Q(seen__gt=F("changed_at"))
    )


def sessions_ahead(now: datetime) -> QuerySet[Session]:
    """Sessions with a day to come or just over, and those with occasions that nobody has expanded."""
    day = SessionDay.objects.filter(session=OuterRef("pk"), starts_at__gt=now - AFTER)
    planned = Occasion.objects.ahead().filter(session=OuterRef("pk")).order_by()
    return Session.objects.filter(Exists(day) | Exists(planned))


def under_way(now: datetime) -> list[int]:
    """Ids of the programmes that have not ended."""
    return list(Programme.objects.filter(ends_on__gte=now.date()).order_by("pk").values_list("pk", flat=True))


def following_sessions() -> set[str]:
    """Kinds not about one session that change with sessions."""
    return {way.kind for way in KINDS if way.follows_sessions}


def plan_others(since: datetime, now: datetime, kinds: Iterable[str] | None = None) -> None:
    """Bring the occasions of `kinds` that are not about a session up to date with what changed after `since`."""
    for way in KINDS:
        if way.plan and (kinds is None or way.kind in kinds):
            way.plan(since, now)


def plan_sessions(sessions: QuerySet[Session], now: datetime) -> None:
    """Bring the occasions of `sessions` up to date."""
    ids = list(sessions.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        _plan(ids[start : start + CHUNK], now)


@transaction.atomic
def _plan(ids: list[int], now: datetime) -> None:
    found = Session.objects.filter(pk__in=ids).select_related("cohort__programme")
    sessions = list(found.annotate(has_edition=Exists(Edition.of(OuterRef("pk")))))
    want = _wanted(sessions, now)
    have = _unexpanded(ids)
    _apply(sessions, want, have)
    plans = [SessionPlan(session=session, seen=session.changed_at) for session in sessions]
    SessionPlan.objects.bulk_create(plans, update_conflicts=True, unique_fields=["session"], update_fields=["seen"])


def _wanted(sessions: list[Session], now: datetime) -> dict[tuple, Due]:
    """What should be due, by (session, kind, moment, round)."""
    programmes = {session.cohort.programme_id for session in sessions}
    ensure_default_rules(programmes)
    days = SessionDay.objects.filter(session__in=sessions).order_by("session", "date", "opens", "pk")
    planned = Planned(
        sessions=sessions,
        days={pk: list(found) for pk, found in groupby(days, key=lambda day: day.session_id)},
        rules=list(Rule.objects.on().filter(programme__in=programmes)),
    )
    return {
        (session, way.kind, one.moment, one.round): one
        for way in KINDS
        if way.wanted
        for session, one in way.wanted(planned, now)
    }


def _unexpanded(ids: list[int]) -> dict[tuple, Occasion]:
    """Those that wait, held: whoever expands passes them over, and comes back."""
    waiting = Occasion.objects.filter(session__in=ids, kind__in=ABOUT_A_SESSION, expanded_at=None)
    held = waiting.order_by("pk").select_for_update()
    return {(one.session_id, one.kind, one.moment, one.round): one for one in held}


def _apply(sessions: list[Session], want: dict[tuple, Due], have: dict[tuple, Occasion]) -> None:
    programme = {session.pk: session.cohort.programme_id for session in sessions}
    gone = [occasion.pk for key, occasion in have.items() if key not in want]
    Occasion.objects.filter(pk__in=gone, expanded_at=None).delete()
    for key, one in want.items():
        old = have.get(key)
        if old and (old.due_at, old.worth_until) != (one.due_at, one.worth_until):
            waiting = Occasion.objects.filter(pk=old.pk, expanded_at=None)
            waiting.update(due_at=one.due_at, worth_until=one.worth_until)
    new = [occasion(key, programme[key[0]], one) for key, one in want.items() if key not in have]
    Occasion.objects.bulk_create(new, ignore_conflicts=True)


def occasion(key: tuple, programme: int, one: Due) -> Occasion:
    session, kind = key[:2]
    return Occasion(
        kind=kind,
        subject=session,
        session_id=session,
        programme_id=programme,
        moment=one.moment,
        round=one.round,
        due_at=one.due_at,
        worth_until=one.worth_until,
    )
