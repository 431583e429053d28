"""What does not add up in a session's draft, for whoever looks: the rows read into values, and the sums over them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet

from cohorts.models import Membership, Needs, SetMembership
from cohorts.models import Room as RoomRow
from cohorts.viewer import Viewer
from workshops import sums
from workshops.editions import agenda_days, with_agenda
from workshops.expected import expected_by_day
from workshops.models import Item, Objective, ParallelGroup, Reply, Session, SessionDay
from workshops.rules import reads_access_needs
from workshops.sums import Day, Facts, Finding, Group, Line, Room
from workshops.wall_time import clock_change

REGROUPED = {Item.Split.ORGANISATION, Item.Split.MIXED}  # can be made anew in any number


def findings(session: Session, viewer: Viewer) -> list[Finding]:
    """Everything in the draft that does not add up, day by day; the same queries however long the days.

    That a room does not suit somebody who told of access needs is told to those who may know it alone, naming nobody.
    """
    return checked(session, viewer).findings


def checked(session: Session, viewer: Viewer) -> "Check":
    """The same with the days that it comes from, for who also wants to know whether there is an agenda at all."""
    return check(session, viewer, agenda_days(session), list(session.objectives.all()))


@dataclass
class Check:
    """The days of a draft as values, and what comes of them."""

    days: list[Day]
    unserved: list[Objective] = field(default_factory=list)

    @property
    def has_items(self) -> bool:
        return any(day.lines for day in self.days)

    @cached_property
    def findings(self) -> list[Finding]:
        of_days = [finding for day in self.days for finding in sums.findings(day)]
        return of_days + [Finding("unserved", title=objective.text) for objective in self.unserved]

    @cached_property
    def facts(self) -> dict[int, Facts]:
        """What is said of each item although it adds up, by its id."""
        return {line.pk: sums.facts(line, day) for day in self.days for line in day.lines}


def check(session: Session, viewer: Viewer, days: Sequence[SessionDay], objectives: Sequence[Objective]) -> Check:
    """The same from rows already read: standing `days` with their agenda, as workshops.editions reads them."""
    return summed(days, objectives, People.of(session, days, reads_needs=reads_access_needs(viewer, session)))


def summed(days: Sequence[SessionDay], objectives: Sequence[Objective], people: "People") -> "Check":
    served = {objective.pk for day in days for item in day.items.all() for objective in item.objectives.all()}
    has_items = any(day.items.all() for day in days)
    unserved = [objective for objective in objectives if objective.pk not in served] if has_items else []
    return Check([day_of(day, people) for day in days], unserved)


def checked_many(sessions: Collection[Session], viewer: Viewer) -> dict[int, "Check"]:
    """The same for many whole-cohort sessions, by their ids; the same queries however many they are."""
    days = by_session(with_agenda(SessionDay.objects.standing().filter(session__in=sessions)))
    objectives = by_session(Objective.objects.filter(session__in=sessions))
    company = Company.of(sessions, days)
    return {
        one.pk: summed(days[one.pk], objectives[one.pk], company.people(one, days[one.pk], viewer)) for one in sessions
    }


def by_session(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.session_id].append(row)
    return found


@dataclass
class People:
    """Whom the sums count: expected by day, those who told of access needs, who sits in which set and group."""

    expected: dict[int, frozenset[int]]
    needing: frozenset[int]
    sets: dict[int, set[int]]
    groups: dict[int, set[int]]

    @classmethod
    def of(cls, session: Session, days: Sequence[SessionDay], *, reads_needs: bool) -> "People":
        places = Membership.objects.current().filter(cohort=session.cohort_id)
        needs = Needs.objects.filter(membership__in=places).exclude(access="")
        seats = SetMembership.objects.current().filter(learning_set__cohort=session.cohort_id)
        if session.learning_set_id:
            seats = seats.filter(learning_set=session.learning_set_id)
        members = ParallelGroup.members.through.objects.filter(parallelgroup__item__day__in=days)
        return cls(
            expected=expected_by_day(session, days),
            needing=frozenset(needs.values_list("membership", flat=True)) if reads_needs else frozenset(),
            sets=gathered(seats.order_by().values_list("learning_set", "membership")),
            groups=gathered(members.values_list("parallelgroup", "membership")),
        )

    def of_group(self, group: ParallelGroup) -> set[int]:
        return self.sets[group.learning_set_id] if group.learning_set_id else self.groups[group.pk]


@dataclass
class Company:
    """The people of many cohorts, for the sums of many sessions."""

    places: dict[int, dict[int, int]]  # by cohort: the place of each participant
    needing: frozenset[int]
    sets: dict[int, dict[int, set[int]]]  # by cohort
    groups: dict[int, set[int]]
    sorry: set[tuple[int, int]]

    @classmethod
    def of(cls, sessions: Collection[Session], days: dict[int, list[SessionDay]]) -> "Company":
        every = [day.pk for theirs in days.values() for day in theirs]
        places = Membership.objects.current().filter(cohort__in={one.cohort_id for one in sessions})
        needs = Needs.objects.filter(membership__in=places).exclude(access="")
        members = ParallelGroup.members.through.objects.filter(parallelgroup__item__day__in=every)
        sorry = Reply.objects.filter(day__in=every, answer=Reply.Answer.SORRY)
        return cls(
            places=participants(places),
            needing=frozenset(needs.values_list("membership", flat=True)),
            sets=seated(places),
            groups=gathered(members.values_list("parallelgroup", "membership")),
            sorry=set(sorry.values_list("day", "person")),
        )

    def people(self, session: Session, days: Sequence[SessionDay], viewer: Viewer) -> People:
        """Those of one whole-cohort session."""
        here = self.places[session.cohort_id]
        return People(
            expected={
                day.pk: frozenset(pk for person, pk in here.items() if (day.pk, person) not in self.sorry)
                for day in days
            },
            needing=self.needing if reads_access_needs(viewer, session) else frozenset(),
            sets=self.sets[session.cohort_id],
            groups=self.groups,
        )


def participants(places: QuerySet[Membership]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for cohort, person, pk in places.participants().order_by().values_list("cohort", "person", "pk"):
        found[cohort][person] = pk
    return found


def seated(places: QuerySet[Membership]) -> dict[int, dict[int, set[int]]]:
    found: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    seats = SetMembership.objects.current().filter(membership__in=places, learning_set__cohort=F("membership__cohort"))
    for cohort, its, pk in seats.order_by().values_list("learning_set__cohort", "learning_set", "membership"):
        found[cohort][its].add(pk)
    return found


def gathered(pairs) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found


def day_of(day: SessionDay, people: People) -> Day:
    """The day as values; what happens to the clock is known once its length is."""
    here = people.expected[day.pk]
    made = Day(
        pk=day.pk,
        opens=day.opens_minute,
        closes=day.closes_minute,
        lines=tuple(line_of(item, people, here) for item in day.items.all()),
        expected=here,
        needing=people.needing & here,
        sets=tuple(here & members for members in people.sets.values()),
        room=room_of(day.room),
        is_online=bool(day.online_link) and day.venue_id is None,
    )
    return replace(made, clock_change=clock_change(day.date, day.zone, made.opens, made.end))


def line_of(item: Item, people: People, here: frozenset[int]) -> Line:
    return Line(
        pk=item.pk,
        title=item.title,
        minutes=item.minutes,
        pinned_minute=item.pinned_minute,
        revision=item.revision,
        is_quiet=item.kind in Item.QUIET,
        is_sets=item.kind == Item.Kind.SETS,
        is_led=bool(item.lead),
        room=room_of(item.room),
        groups=tuple(group_of(group, people, here) for group in item.groups.all()),
        may_regroup=item.split in REGROUPED,
        speakers=sum(speaker.is_on for speaker in item.speakers.all()),
        together=item.together or 0,
        each_minutes=item.each_minutes or 0,
        each_of=item.each_of,
        each_count=item.each_count,
    )


def group_of(group: ParallelGroup, people: People, here: frozenset[int]) -> Group:
    return Group(group.name, here & people.of_group(group), room_of(group.room), bool(group.lead))


def room_of(room: RoomRow | None) -> Room | None:
    return room and Room(room.pk, room.name, room.capacity, room.step_free)
