"""People the office waits for: not invited, not come in, no reply, no challenge, not there, mail that comes back."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from challenges.models import Challenge
from cohorts.models import Cohort, Membership
from reminders.models import Message
from workshops.models import Attendance, Reply, SessionDay

WHOLE_COHORT = Q(session__learning_set=None, session__coaching_pair=None)
RUNNING = 2


class Waited:
    """Of some cohorts: who is waited for, as ids of places by kind and cohort. The same queries however many."""

    def __init__(self, cohorts: Collection[Cohort], now: datetime) -> None:
        self.now = now
        current = Membership.objects.current().filter(cohort__in=cohorts)
        rows = current.order_by().values_list("pk", "cohort", "person", "role")
        self.every: dict[int, dict[int, int]] = defaultdict(dict)  # by cohort: the person of each place
        self.taking: dict[int, dict[int, int]] = defaultdict(dict)  # the participants among them
        for pk, cohort, person, role in rows:
            self.every[cohort][pk] = person
            if role == Membership.Role.PARTICIPANT:
                self.taking[cohort][pk] = person
        self.going_on = {cohort.pk for cohort in cohorts if not cohort.has_ended(now)}
        days = SessionDay.objects.standing().filter(WHOLE_COHORT, session__cohort__in=cohorts)
        self.days = list(days.select_related("session").order_by("starts_at", "pk"))

    def uninvited(self) -> dict[int, set[int]]:
        """Who has no invitation yet, of any role; nobody is invited after the end."""
        return self.by_cohort(Membership.objects.not_invited())

    def lapsed(self) -> dict[int, set[int]]:
        """Whose invitation ran out before they took it up."""
        return self.by_cohort(Membership.objects.lapsed(self.now))

    def by_cohort(self, places: QuerySet[Membership]) -> dict[int, set[int]]:
        """Those of `places` that are in cohorts which go on."""
        found = defaultdict(set)
        for pk, cohort in places.filter(cohort__in=self.going_on).order_by().values_list("pk", "cohort"):
            found[cohort].add(pk)
        return found

    def refused(self) -> dict[int, set[int]]:
        """Whose address the mail server refused, of any role: somebody is to mend it."""
        people = {person for places in self.every.values() for person in places.values()}
        known = Message.objects.to_failed_addresses().filter(person__in=people)
        bad = {mail.person_id for mail in known.select_related("person") if mail.address == mail.person.email}
        return {cohort: {pk for pk, person in places.items() if person in bad} for cohort, places in self.every.items()}

    def no_challenge(self) -> dict[int, set[int]]:
        """Who has set none although the first session has begun. Nobody is asked for one after the end."""
        begun = {day.session.cohort_id for day in self.days if day.starts_at <= self.now} & self.going_on
        places = [pk for cohort in begun for pk in self.taking[cohort]]
        written = set(Challenge.objects.filter(membership__in=places).order_by().values_list("membership", flat=True))
        return {cohort: set(self.taking[cohort]) - written for cohort in begun}

    def no_reply(self) -> dict[int, set[int]]:
        """Who has not answered for the next day that people know of."""
        following = self.following()
        said = defaultdict(set)
        rows = Reply.objects.filter(day__in=following.values()).order_by().values_list("day", "person")
        for day, person in rows:
            said[day].add(person)
        return {
            cohort: {pk for pk, person in self.taking[cohort].items() if person not in said[day.pk]}
            for cohort, day in following.items()
        }

    def following(self) -> dict[int, SessionDay]:
        """The next day of each cohort that people know of."""
        known = [day for day in self.days if day.starts_at > self.now and day.session.is_published]
        return {day.session.cohort_id: day for day in reversed(known)}

    def missed_two(self) -> dict[int, set[int]]:
        """Who came to no half-day of the last two sessions. A register that is not entered concludes nothing."""
        last = self.last_sessions()
        marks = defaultdict(lambda: defaultdict(set))  # by day and place: what the register says
        entered = SessionDay.objects.with_register().filter(is_entered=True)
        rows = Attendance.objects.filter(day__in=entered.filter(pk__in=[pk for days in last.values() for pk in days]))
        for day, place, came in rows.order_by().values_list("day", "membership", "came"):
            marks[day][place].add(came)
        return {
            cohort: {pk for pk in self.taking[cohort] if all(marks[day][pk] == {False} for day in days)}
            for cohort, days in last.items()
        }

    def last_sessions(self) -> dict[int, list[int]]:
        """The days of the last two sessions of each cohort that are over; nothing where it had fewer or has ended."""
        sessions: dict[int, dict[int, list[SessionDay]]] = defaultdict(lambda: defaultdict(list))
        for day in self.days:
            if day.session.cohort_id in self.going_on:
                sessions[day.session.cohort_id][day.session_id].append(day)
        last = {cohort: last_over(theirs.values(), self.now) for cohort, theirs in sessions.items()}
        return {cohort: [day.pk for days in two for day in days] for cohort, two in last.items() if len(two) == RUNNING}


def last_over(sessions: Iterable[list[SessionDay]], now: datetime) -> list[list[SessionDay]]:
    over = [days for days in sessions if days[-1].ends_at <= now]
    return sorted(over, key=lambda days: days[-1].ends_at)[-RUNNING:]
