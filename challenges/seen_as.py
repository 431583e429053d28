"""The eyes of others: the viewer as whom an author looks at their own challenge."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from challenges.readers import Circle, circle_of
from cohorts.models import ActionLearningSet, Membership, Person, ProgrammeRole
from cohorts.viewer import COORDINATOR, SPONSOR, Viewer

NOBODY = 0  # the number of a person, and of a place, that no row has


class Kind(TextChoices):
    SET_MATE = "set-mate", _("somebody in your set")
    ADVISER = "adviser", _("your set adviser")
    FACILITATOR = "facilitator", _("a facilitator")
    COORDINATOR = "coordinator", _("the programme office")
    SPONSOR = "sponsor", _("a sponsor")


ROLES = {
    Kind.SET_MATE: Membership.Role.PARTICIPANT,
    Kind.ADVISER: Membership.Role.SET_ADVISER,
    Kind.FACILITATOR: Membership.Role.FACILITATOR,
}
OFFICES = {Kind.COORDINATOR: COORDINATOR, Kind.SPONSOR: SPONSOR}


@dataclass
class SeenAs:
    """Who it is that looks; no person where nobody has that part at the moment."""

    kind: Kind
    person: Person | None
    viewer: Viewer


class StandIn(Viewer):
    """Somebody of a kind of whom there is nobody: read by the same querysets as a person would be."""

    def __init__(self, kind: Kind, circle: Circle) -> None:
        super().__init__(Person(pk=NOBODY))
        self.kind, self.circle = kind, circle

    @property
    def memberships(self) -> list[Membership]:  # type: ignore[override]
        role = ROLES.get(self.kind)
        return [Membership(pk=NOBODY, cohort=self.circle.place.cohort, person=self.person, role=role)] if role else []

    @property
    def programme_roles(self) -> list[ProgrammeRole]:  # type: ignore[override]
        office = OFFICES.get(self.kind)
        return [ProgrammeRole(programme=self.circle.place.cohort.programme, role=office)] if office else []

    @property
    def sets(self):
        return self._the_set(Kind.SET_MATE)

    @property
    def sets_advised(self):
        return self._the_set(Kind.ADVISER)

    def _the_set(self, kind: Kind):
        known = self.circle.learning_set if self.kind == kind else None
        return ActionLearningSet.objects.filter(pk=known.pk if known else NOBODY).values("pk")


def seen_as(kind: Kind, place: Membership) -> SeenAs:
    """The eyes of the first person of that kind around the holder of `place`, or of a stand-in where there is none."""
    circle = circle_of(place)
    person = next(iter(people(kind, circle)), None)
    return SeenAs(kind, person, Viewer(person) if person else StandIn(kind, circle))


def people(kind: Kind, circle: Circle) -> list[Person]:
    if kind == Kind.SPONSOR:
        roles = ProgrammeRole.objects.filter(programme=circle.place.cohort.programme_id, role=SPONSOR)
        return [role.person for role in roles.select_related("person").order_by("person__sort_key")]
    columns = {Kind.SET_MATE: "set", Kind.ADVISER: "adviser", Kind.FACILITATOR: "facilitators"}
    return circle.column(columns.get(kind, "office"))
