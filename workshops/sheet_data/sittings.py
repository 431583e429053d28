"""When and where the sets of a session meet, and who sits in them."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cohorts.models import ActionLearningSet, SetMembership
from workshops.agenda import clock
from workshops.models import Item, ParallelGroup, Session, SessionDay
from workshops.sheet_data.days import items_by_day, to_be_held
from workshops.sheet_data.words import Values

Rooms = dict[int | None, str]  # set -> room; None stands for every set that has none of its own


@dataclass(frozen=True)
class Sitting:
    """One time the sets meet: on which day, from which minute of it for how many, in which rooms.

    Of a session whose agenda does not say so neither the minutes nor the rooms are known.
    """

    day: SessionDay
    rooms: Rooms
    start: int | None = None
    minutes: int = 0

    @property
    def times(self) -> str:
        if self.start is None:
            return ""
        return _("%(start)s to %(end)s") % {"start": clock(self.start), "end": clock(self.start + self.minutes)}

    def room(self, learning_set: ActionLearningSet) -> str:
        return self.rooms.get(learning_set.pk) or self.rooms.get(None, "")


def sittings(session: Session, content: Values) -> list[Sitting]:
    """Every item of the sets in `content`, as an edition holds it. Without any the whole of each day of a set's
    own meeting, and for a cohort one on its first day; none where every day is cancelled."""
    days = [day for day in to_be_held(session) if day.cancelled_at is None]
    lines, rooms = items_by_day(content), rooms_of(session)
    found = [
        Sitting(day, {None: line["room"]} | rooms.get(line["item"], {}), line["start"], line["minutes"])
        for day in days
        for line in lines.get(day.pk, [])
        if line["kind"] == Item.Kind.SETS
    ]
    return found or [unsaid(day) for day in (days if session.learning_set_id else days[:1])]


def unsaid(day: SessionDay) -> Sitting:
    if day.session.learning_set_id is None:
        return Sitting(day, {})
    room = day.room.name if day.room else ""
    return Sitting(day, {None: room}, day.opens_minute, day.closes_minute - day.opens_minute)


def rooms_of(session: Session) -> dict[int, Rooms]:
    """The room of each set, by item, where the item gives it one."""
    groups = ParallelGroup.objects.filter(item__day__session=session).exclude(learning_set=None)
    found: dict[int, Rooms] = {}
    for item, learning_set, room in groups.exclude(room=None).values_list("item", "learning_set", "room__name"):
        found.setdefault(item, {})[learning_set] = room
    return found


def sets_of(session: Session) -> list[ActionLearningSet]:
    """The sets that meet in the session, each with its adviser and its seats by surname; none of coaching."""
    if session.coaching_pair_id:
        return []
    sets = session.cohort.sets.select_related("adviser__person")
    if session.learning_set_id:
        sets = sets.filter(pk=session.learning_set_id)
    seats = SetMembership.objects.current().filter(membership__left_at=None)
    whole = seats.select_related("membership__person", "membership__organisation")
    return [one for one in sets.prefetch_related(Prefetch("seats", whole)) if one.seats.all()]


def adviser_of(learning_set: ActionLearningSet) -> str:
    """Who advises the set now, in words; that nobody does."""
    adviser = learning_set.adviser
    if adviser is None or adviser.left_at:
        return _("Without an adviser")
    return _("Adviser: %(name)s") % {"name": adviser.person.full_name}
