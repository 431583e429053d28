"""The programme of a cohort in order: every session that somebody may see, with as much of it as is published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from cohorts.models import Cohort
from cohorts.viewer import Viewer
from workshops.models import Edition, Session, SessionDay
from workshops.rules import grant


@dataclass
class Entry:
    """A session as the programme tells it."""

    session: Session
    days: list[SessionDay]  # those that stand; all of them when none does
    objectives: list[str]  # of the latest edition
    is_over: bool
    is_next: bool = False

    @property
    def is_cancelled(self):
        return all(day.cancelled_at for day in self.days)

    @property
    def state(self):
        """One word for where it stands: over, cancelled, draft, agenda, held."""
        if self.is_cancelled:
            return "cancelled"
        if self.is_over:
            return "over"
        if not self.session.is_published:
            return "draft"
        return "agenda" if self.session.edition_number else "held"


def overview(cohort: Cohort, viewer: Viewer, now: datetime) -> list[Entry]:
    """The entries by date. Set meetings and coaching are told to those alone whose they are; no words to others."""
    seen = Session.objects.visible_to(viewer).filter(cohort=cohort).with_edition()
    sessions = list(seen.select_related("cohort", "learning_set").prefetch_related("days__venue", "days__room"))
    grant(viewer, sessions)
    told = [session for session in sessions if session.shows_words]
    objectives = published_objectives(told)
    entries = [entry(session, objectives.get(session.pk, []), now) for session in told]
    entries = sorted(
        (each for each in entries if each.days), key=lambda each: (each.days[0].starts_at, each.session.pk)
    )
    mark_next(entries)
    return entries


def published_objectives(sessions: Iterable[Session]) -> dict[int, list[str]]:
    """Of the latest editions, for those who may read the agenda: office contacts get the logistics alone."""
    latest = Subquery(Edition.of(OuterRef("session")).values("pk")[:1])
    readable = [session.pk for session in sessions if session.reads_draft or session.is_attended]
    editions = Edition.objects.filter(session__in=readable, pk=latest)
    return {pk: list(texts or []) for pk, texts in editions.values_list("session", "content__objectives")}


def entry(session: Session, objectives: list[str], now: datetime) -> Entry:
    every = sorted(session.days.all(), key=lambda day: day.starts_at)
    days = [day for day in every if not day.cancelled_at] or every
    return Entry(session, days, objectives, is_over=bool(days) and days[-1].ends_at <= now)


def mark_next(entries: list[Entry]) -> None:
    ahead = (each for each in entries if each.state in {"held", "agenda"})
    first = next(ahead, None)
    if first:
        first.is_next = True
