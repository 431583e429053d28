"""How far each session ahead is: the jobs before it, for many sessions at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse

from cohorts.viewer import Viewer
from workshops.checking import Check, checked_many
from workshops.counting import Counted, counts
from workshops.models import Pack, Session, SessionDay, Speaker

# From how many days before the session a job that is still open is late, and so needs somebody.
LATE = {"venue": 28, "agenda": 28, "speakers": 28, "rooms": 14, "sums": 14, "replies": 7, "pack": 2}


@dataclass(frozen=True)
class Job:
    """One job. `kind` chooses the words in the templates, `state` the tag: done, todo or late."""

    kind: str
    state: str
    url: str
    detail: Any = None


@dataclass
class Ahead:
    """A session ahead: its next day, those of its days that stand, the jobs before it."""

    session: Session
    days: list[SessionDay]
    day: SessionDay
    jobs: list[Job] = field(default_factory=list)

    def add(self, kind: str, is_done: Any, url: str, *, late: bool, detail: Any = None) -> None:
        self.jobs.append(Job(kind, "done" if is_done else "late" if late else "todo", url, detail))

    def is_within(self, days: int, now: datetime) -> bool:
        """Whether its next day begins in fewer than `days` days."""
        return (self.day.starts_at - now).days < days

    @property
    def done(self) -> int:
        return sum(job.state == "done" for job in self.jobs)

    @property
    def late(self) -> list[Job]:
        return [job for job in self.jobs if job.state == "late"]


@dataclass
class Facts:
    """What the jobs are worked out from, read for all sessions together."""

    checks: dict[int, Check]
    counted: dict[int, Counted]
    waiting: dict[int, list[Speaker]]
    printed: dict[int, int]

    @classmethod
    def of(cls, ahead: Collection[Ahead], viewer: Viewer) -> "Facts":
        sessions = [one.session for one in ahead]
        return cls(
            checks=checked_many(sessions, viewer),
            counted=counts(sessions, [one.day for one in ahead]),
            waiting=waited_for(sessions),
            printed=dict(
                Pack.objects.made()
                .filter(session__in=sessions)
                .order_by()
                .values_list("session")
                .annotate(Max("edition"))
            ),
        )


def sessions_ahead(viewer: Viewer, now: datetime) -> list[Ahead]:
    """Whole-cohort sessions of cohorts the viewer coordinates that are not over, soonest first, with their jobs.

    The same queries however many sessions and cohorts there are.
    """
    ahead = coming(viewer, now)
    if not ahead:
        return []
    facts = Facts.of(ahead, viewer)
    for one in ahead:
        add_jobs(one, facts, now)
    return ahead


def coming(viewer: Viewer, now: datetime) -> list[Ahead]:
    office = Q(cohort__programme__in=viewer.programmes_coordinated, learning_set=None, coaching_pair=None)
    standing = SessionDay.objects.standing().select_related("venue", "room").order_by("starts_at", "pk")
    found = Session.objects.filter(office, days__in=SessionDay.objects.ahead(now).order_by()).distinct().with_edition()
    sessions = {one.pk: one for one in found.select_related("cohort__programme")}
    days = defaultdict(list)
    for day in standing.filter(session__in=sessions):
        day.session = sessions[day.session_id]
        days[day.session_id].append(day)
    made = [
        Ahead(sessions[pk], theirs, next(day for day in theirs if day.ends_at > now)) for pk, theirs in days.items()
    ]
    return sorted(made, key=lambda one: (one.day.starts_at, one.session.pk))


def waited_for(sessions: Collection[Session]) -> dict[int, list[Speaker]]:
    """Speakers who have not answered, or who cannot come and whose place nobody has filled."""
    asked, missing = Q(status=Speaker.Status.ASKED), Q(pk__in=Speaker.objects.missing().values("pk"))
    found = defaultdict(list)
    for speaker in Speaker.objects.filter(asked | missing, session__in=sessions):
        found[speaker.session_id].append(speaker)
    return found


def add_jobs(one: Ahead, facts: Facts, now: datetime) -> None:
    session, here = one.session, one.session.get_absolute_url()
    edition, sums = session.edition_number, facts.checks[session.pk]
    waiting, printed = facts.waiting[session.pk], facts.printed.get(session.pk)
    placeless = [day for day in one.days if not (day.venue_id or day.online_link)]
    roomless = [day for day in one.days if not (day.room_id or day.online_link)]

    def add(kind, is_done, url=here, detail=None):
        one.add(kind, is_done, url, late=one.is_within(LATE[kind], now), detail=detail)

    add("venue", not placeless, day_form(placeless or one.days), one.day.venue)
    add("rooms", not roomless, day_form(roomless or one.days), one.day.room)
    add("sums", sums.has_items and not sums.findings, agenda_of(one, bool(sums.findings)), sums)
    add("agenda", edition, reverse("workshops:publish", args=[session.pk]), edition)
    add("speakers", not waiting, f"{here}#{'gaps' if any(s.leaves_a_gap for s in waiting) else 'speakers'}", waiting)
    add_replies(one, facts.counted[one.day.pk], now)
    add("pack", edition and printed == edition, reverse("workshops:pack_new", args=[session.pk]), printed)


def day_form(days: list[SessionDay]) -> str:
    return reverse("workshops:day_edit", args=[days[0].pk])


def agenda_of(one: Ahead, has_findings: bool) -> str:
    """Where the draft stands, or what does not add up in it."""
    return f"{one.session.get_absolute_url()}#{'adds-up' if has_findings else f'agenda-{one.day.pk}'}"


def add_replies(one: Ahead, counted: Counted, now: datetime) -> None:
    """Late from the session's own date for replies on, or else a week before; nobody is asked before it is known."""
    by = one.session.reply_by
    late = now.astimezone(one.day.tz).date() > by if by else one.is_within(LATE["replies"], now)
    late = late and one.session.is_published
    one.add(
        "replies", not counted.unanswered, reverse("workshops:replies", args=[one.day.pk]), late=late, detail=counted
    )
