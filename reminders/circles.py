"""Whom the office can write to at once: a cohort, a set, a role, those it waits for."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cohorts.models import ActionLearningSet, Cohort, Membership, OfficeContact, Person, Programme
from reminders.waited import Waited
from workshops.expected import invited
from workshops.models import Reply, SessionDay

Role = Membership.Role


@dataclass(frozen=True)
class Circle:
    """Some people of one cohort. `key` names it in a form, `label` in words; office contacts come on top.

    Not where it is `personal`: an office contact keeps the diary, and nobody's challenge.
    """

    key: str
    label: str
    cohort: Cohort
    places: QuerySet[Membership]
    personal: bool = False

    def people(self) -> list[Person]:
        """Each once, by name; office contacts who get things instead of their principals stand in their place."""
        held = self.places.filter(person__is_active=True).values("person")
        if self.personal:
            return list(Person.objects.filter(pk__in=held))
        keeping = OfficeContact.objects.current().filter(principal__in=held, contact__is_active=True)
        instead = keeping.filter(instead=True).values("principal")
        told = Q(pk__in=held) & ~Q(pk__in=instead) | Q(pk__in=keeping.values("contact"))
        return list(Person.objects.filter(told))


def circles(programme: Programme, now: datetime) -> list[Circle]:
    """Those of the programme's cohorts that are under way or ahead, and of the last that ended where none is."""
    cohorts = list(programme.cohorts.order_by("-starts_on", "pk"))
    open_ = [cohort for cohort in cohorts if not cohort.has_ended(now)] or cohorts[:1]
    waited = Waited(open_, now)
    late = {"no_challenge": waited.no_challenge(), "missed_two": waited.missed_two()}
    return [circle for cohort in open_ for circle in [*of_cohort(cohort, now), *waited_for(cohort, late)]]


def waited_for(cohort: Cohort, late: Mapping[str, Mapping[int, Collection[int]]]) -> Iterator[Circle]:
    """Those without a challenge and those who missed two sessions, where there are any."""
    labels = {"no_challenge": _("no challenge yet"), "missed_two": _("missed the last two sessions")}
    for kind, label in labels.items():
        if places := late[kind].get(cohort.pk):
            found = Membership.objects.filter(pk__in=places)
            yield Circle(f"{cohort.pk}:{kind}", f"{cohort}: {label}", cohort, found, personal=True)


def of_cohort(cohort: Cohort, now: datetime) -> Iterator[Circle]:
    places = Membership.objects.current().filter(cohort=cohort)

    def circle(key, label, found):
        return Circle(f"{cohort.pk}:{key}", f"{cohort}: {label}", cohort, found)

    yield circle("participants", _("all participants"), places.participants())
    yield circle("everyone", _("participants, facilitators, advisers and coaches"), places)
    for learning_set in ActionLearningSet.objects.filter(cohort=cohort):
        seated = {"seats__learning_set": learning_set, "seats__left_at": None}
        yield circle(f"set{learning_set.pk}", str(learning_set), places.filter(**seated))
    for role, label in [
        (Role.FACILITATOR, _("facilitators")),
        (Role.SET_ADVISER, _("set advisers")),
        (Role.COACH, _("coaches")),
    ]:
        yield circle(role.value, label, places.filter(role=role))
    for day in days_ahead(cohort, now):
        answered = Reply.objects.filter(day=day, person=OuterRef("person"))
        label = _("no reply yet for %(session)s, %(day)s") % {"session": day.session, "day": f"{day.date:%-d %b}"}
        yield circle(f"day{day.pk}", label, invited(day.session).exclude(Exists(answered)))


def days_ahead(cohort: Cohort, now: datetime) -> QuerySet[SessionDay]:
    """Standing days of whole-cohort sessions that the cohort knows of."""
    known = {"session__cohort": cohort, "session__learning_set": None, "session__coaching_pair": None}
    ahead = SessionDay.objects.standing().filter(starts_at__gt=now, session__dates_published_at__isnull=False, **known)
    return ahead.select_related("session__cohort").order_by("starts_at")
