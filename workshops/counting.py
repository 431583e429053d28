"""How many answered what, for many days at once: what lists and pages say beside a day."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cohorts.models import Membership, SetMembership
from cohorts.viewer import Viewer
from workshops.models import Reply, Session, SessionDay


@dataclass(frozen=True)
class Counted:
    """One day: how many are asked, how many gave each answer, and the fewest that its set works with."""

    asked: int
    given: Counter[str]
    fewest: int | None = None

    @property
    def coming(self) -> int:
        """For all or part of the day, in the room or online."""
        return self.given.total() - self.sorry

    @property
    def sorry(self) -> int:
        return self.given[Reply.Answer.SORRY]

    @property
    def answered(self) -> int:
        return self.given.total()

    @property
    def unanswered(self) -> int:
        return self.asked - self.given.total()

    @property
    def expected(self) -> int:
        return self.asked - self.sorry

    @property
    def is_short(self) -> bool:
        """Whether apologies leave fewer than the set works with. No reply counts as coming."""
        return bool(self.fewest and self.sorry and self.expected < self.fewest)


def counts(sessions: Collection[Session], days: Iterable[SessionDay]) -> dict[int, Counted]:
    """What was answered for each of the days (by id) of the sessions; the same four queries however many there are."""
    asked, answers = asked_to(sessions), answers_to(days)
    fewest = {one.pk: one.learning_set.fewest if one.learning_set else None for one in sessions}
    return {day.pk: counted(asked[day.session_id], answers[day.pk], fewest[day.session_id]) for day in days}


def counted(asked: frozenset[int], answers: dict[int, str], fewest: int | None) -> Counted:
    """Of those asked now: whoever has left since is not counted."""
    return Counted(len(asked), Counter(said for person, said in answers.items() if person in asked), fewest)


def answers_to(days: Iterable[SessionDay]) -> dict[int, dict[int, str]]:
    answers: dict[int, dict[int, str]] = defaultdict(dict)
    for day, person, answer in Reply.objects.filter(day__in=days).values_list("day", "person", "answer"):
        answers[day][person] = answer
    return answers


def asked_to(sessions: Collection[Session]) -> dict[int, frozenset[int]]:
    """The people (by id) each session is for, as workshops.expected.invited says of one."""
    places = Membership.objects.current().participants().filter(cohort__in={one.cohort_id for one in sessions})
    people = {pk: (cohort, person) for pk, cohort, person in places.order_by().values_list("pk", "cohort", "person")}
    of_set, of_pair = seats(sessions), pairs(sessions)
    asked = {}
    for one in sessions:
        some = of_set[one.learning_set_id] if one.learning_set_id else people
        some = of_pair[one.coaching_pair_id] if one.coaching_pair_id and not one.learning_set_id else some
        asked[one.pk] = frozenset(people[pk][1] for pk in some if pk in people and people[pk][0] == one.cohort_id)
    return asked


def seats(sessions: Collection[Session]) -> dict[int, set[int]]:
    """The places of each set that meets."""
    found: dict[int, set[int]] = defaultdict(set)
    sets = {one.learning_set_id for one in sessions if one.learning_set_id}
    current = SetMembership.objects.current().filter(learning_set__in=sets)
    for learning_set, place in current.order_by().values_list("learning_set", "membership"):
        found[learning_set].add(place)
    return found


def pairs(sessions: Collection[Session]) -> dict[int, set[int]]:
    """The place of the one coached, of each pair that meets."""
    found: dict[int, set[int]] = defaultdict(set)
    wanted = {one.coaching_pair_id for one in sessions if one.coaching_pair_id}
    for pair, place in Membership.objects.filter(pairs__in=wanted).order_by().values_list("pairs", "pk"):
        found[pair].add(place)
    return found


def count_for(viewer: Viewer, sessions: Iterable[Session], days: Iterable[SessionDay]) -> None:
    """Give each standing day `counted`, of the sessions whose replies the viewer may read; None to the others."""
    days = list(days)
    mine = answered_to(viewer, sessions) if days and reads_some(viewer) else {}
    told = [day for day in days if day.session_id in mine and not day.cancelled_at]
    found = counts(list(mine.values()), told) if told else {}
    for day in days:
        day.counted = found.get(day.pk)


def answered_to(viewer: Viewer, sessions: Iterable[Session]) -> dict[int, Session]:
    mine = Session.objects.answered_to(viewer).filter(pk__in=[one.pk for one in sessions])
    return {one.pk: one for one in mine.select_related("learning_set")}


def reads_some(viewer: Viewer) -> bool:
    """Whether there is anything to ask: participants read lists most, and no replies."""
    return bool(viewer.programmes_coordinated or viewer.cohorts_facilitated or viewer.cohorts_advised)
