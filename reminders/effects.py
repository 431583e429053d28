"""What a moved or cancelled session touches: found by doing it, looking at what follows, and taking it all back.

So a preview cannot differ from what is done: it is the same services, the same planning and the same letters.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Exists, OuterRef

from cohorts.models import Person
from cohorts.viewer import Viewer
from reminders import planning
from reminders.ahead import ahead
from reminders.models import Kind, Occasion
from reminders.unwelcome import Warn, warnings
from workshops.models import Item, Pack, Reply, Session, SessionDay, Speaker
from workshops.services.locking import locked


@dataclass
class Touched:
    """One session, before and after."""

    session: Session
    was: list[SessionDay]  # standing days, in order
    now: list[SessionDay]
    falls_away: list[Occasion] = field(default_factory=list)
    comes: list[Occasion] = field(default_factory=list)
    warnings: list[Warn] = field(default_factory=list)
    replies: int = 0  # given for a date that is no longer
    packs: int = 0
    has_sets: bool = False
    speakers: list[Speaker] = field(default_factory=list)

    @property
    def mark(self) -> tuple:
        """All that is shown of it, as plain values."""
        reminders = [one.due_at for some in (self.falls_away, self.comes) for one in some]
        warned = [(warn.kind, warn.day.pk, str(warn.about)) for warn in self.warnings]
        guests = [(speaker.pk, speaker.status) for speaker in self.speakers]
        return self.session.pk, days(self.was), days(self.now), self.replies, self.packs, reminders, warned, guests

    @property
    def is_off(self) -> bool:
        return bool(self.was) and not self.now

    @property
    def moves(self) -> list[tuple[SessionDay, SessionDay | None]]:
        """Each standing day and what becomes of it."""
        after = {day.pk: day for day in self.now}
        return [(day, after.get(day.pk)) for day in self.was]


@dataclass
class Effects:
    touched: list[Touched]
    told: list[Person | Speaker] = field(default_factory=list)  # get one mail with the difference
    untold: list[tuple[Person | Speaker, str]] = field(default_factory=list)  # do not, with the reason in words

    @property
    def mark(self) -> str:
        """What was shown, in short: whoever confirms confirms this and nothing else."""
        told = sorted((type(reader).__name__, reader.pk) for reader in self.told)
        return sha256(repr((told, [one.mark for one in self.touched])).encode()).hexdigest()[:32]

    @property
    def reasons(self) -> list[tuple[str, list[Person | Speaker]]]:
        found: dict[str, list[Person | Speaker]] = {}
        for person, why in self.untold:
            found.setdefault(str(why), []).append(person)
        return list(found.items())


def days(of: Iterable[SessionDay]) -> list[tuple]:
    return [(day.pk, day.date, day.opens, day.sequence) for day in of]


def effects(sessions: Iterable[Session], act: Callable[[], object], viewer: Viewer, now: datetime) -> Effects:
    """What `act` (which changes `sessions`) would do, as `viewer` may see it. Nothing stays done."""
    ids = [session.pk for session in sessions]
    with transaction.atomic():
        before = look(ids)
        reminders = waiting(ids)
        act()
        planning.plan_sessions(Session.objects.filter(pk__in=ids), now)
        found = Effects(compare(before, look(ids), reminders, waiting(ids), viewer, now))
        tell(found, ids, now)
        transaction.set_rollback(True)
    return found


@transaction.atomic
def do_if_shown(
    sessions: Iterable[Session], act: Callable[[], object], shown: str, viewer: Viewer, now: datetime
) -> tuple[Effects, bool]:
    """What `act` would do; and do it where its mark is what was `shown`. Nobody comes between the look and the deed."""
    sessions = list(sessions)
    for pk in sorted(session.pk for session in sessions):
        locked(pk)
    found = effects(sessions, act, viewer, now)
    if shown != found.mark:
        return found, False
    act()
    return found, True


def look(ids: list[int]) -> dict[int, Touched]:
    """The sessions as they stand, with what hangs on them: the same queries for any number of them."""
    order = SessionDay.objects.filter(session__in=ids, cancelled_at=None).select_related(
        "venue", "room", "session__cohort__programme"
    )
    standing = list(order.order_by("date", "opens", "pk"))
    sets = Item.objects.filter(day__session=OuterRef("pk"), kind=Item.Kind.SETS)
    found = Session.objects.filter(pk__in=ids).select_related("cohort__programme").annotate(has_sets=Exists(sets))
    speakers = list(Speaker.objects.filter(session__in=ids, status__in=["asked", "confirmed"]))
    packs = list(Pack.objects.filter(session__in=ids, made_at__isnull=False).values_list("session", flat=True))
    return {
        session.pk: Touched(
            session,
            was=[day for day in standing if day.session_id == session.pk],
            now=[],
            packs=packs.count(session.pk),
            has_sets=session.has_sets,
            speakers=[speaker for speaker in speakers if speaker.session_id == session.pk],
        )
        for session in found
    }


def waiting(ids: list[int]) -> list[Occasion]:
    """Reminders that have not gone."""
    found = Occasion.objects.ahead().filter(session__in=ids, kind=Kind.BEFORE_SESSION)
    return list(found.select_related("session"))


def compare(
    before, after, was: list[Occasion], now_waiting: list[Occasion], viewer: Viewer, now: datetime
) -> list[Touched]:
    replies = replied([day for one in before.values() for day in one.was])
    for pk, one in before.items():
        one.now = after[pk].was
        one.falls_away, one.comes = changed(was, now_waiting, pk), changed(now_waiting, was, pk)
        kept = {day.pk: day.date for day in one.now}
        one.replies = sum(replies.get(day.pk, 0) for day in one.was if kept.get(day.pk) != day.date)
    moved = [now for one in before.values() for was, now in one.moves if now and now.date != was.date]
    found = warnings(moved, viewer, now) + [warn for one in before.values() for warn in reused(one)]
    for one in before.values():
        one.warnings = [warn for warn in found if warn.day.session_id == one.session.pk]
    return sorted(before.values(), key=lambda one: (one.was[0].date if one.was else now.date(), one.session.pk))


def reused(one: Touched) -> list[Warn]:
    """Days that move to a date on which another day of the session was: an old mail sends people to the wrong one."""
    was = {day.date: day.pk for day in one.was}
    return [Warn("reused", day) for day in one.now if was.get(day.date, day.pk) != day.pk]


def replied(of: list[SessionDay]) -> dict[int, int]:
    """How many replies each day had for the date on which it was."""
    dates = {day.pk: day.date for day in of}
    found: dict[int, int] = {}
    for day, date in Reply.of_any_date.filter(day__in=dates).values_list("day", "date"):
        found[day] = found.get(day, 0) + (dates[day] == date)
    return found


def changed(some: list[Occasion], others: list[Occasion], session: int) -> list[Occasion]:
    """Reminders of a session that are among `some` and not among `others`."""
    known = {(one.session_id, one.due_at) for one in others}
    return [one for one in some if one.session_id == session and (session, one.due_at) not in known]


def tell(found: Effects, ids: list[int], now: datetime) -> None:
    notices = Occasion.objects.ahead().filter(session__in=ids, kind=Kind.CHANGE)
    rows = ahead(list(notices.select_related("session__cohort", "programme")), now)
    told = {reader for row in rows for reader in row.getting}
    found.told = sorted(told, key=lambda reader: reader.sort_key)
    found.untold = [(reader, why) for row in rows for reader, why in row.not_getting if reader not in told]
