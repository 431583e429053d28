"""The table of audiences turned round: from a label to the people it lets read now, for showing beside the choice."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cohorts.audience import READERS, Audience, Reader, label
from cohorts.models import ActionLearningSet, Membership, Person, ProgrammeRole, SetMembership

# The columns of every table of readers: who is in one, and as which kinds of reader they may come.
COLUMNS = {
    "you": (_("You"), _("You"), {Reader.AUTHOR}),
    "set": (_("The set"), _("Set"), {Reader.SET_MEMBER, Reader.COHORT_MEMBER}),
    "adviser": (_("Its adviser"), _("Adviser"), {Reader.SET_ADVISER, Reader.COHORT_MEMBER}),
    "facilitators": (_("Facilitators"), _("Facilitators"), {Reader.FACILITATOR, Reader.COHORT_MEMBER}),
    "cohort": (_("Rest of your cohort"), _("Cohort"), {Reader.COHORT_MEMBER}),
    "office": (_("Programme office"), _("Office"), {Reader.COORDINATOR}),
    "sponsor": (_("Sponsor, line manager"), _("Sponsor"), set()),
}


COUNTED = {
    "participant": ngettext_lazy("%d participant", "%d participants"),
    "facilitator": ngettext_lazy("%d facilitator", "%d facilitators"),
    "set_adviser": ngettext_lazy("%d set adviser", "%d set advisers"),
    "coach": ngettext_lazy("%d coach", "%d coaches"),
}


@dataclass
class Cell:
    """Whether the people of one column read what carries a label; or, where only some of them do, who."""

    column: str
    heading: str
    short: str
    reads: bool
    some: list[Person]


@dataclass
class Option:
    """One audience as it would be now: its label, and its readers by kind."""

    audience: Audience
    label: str
    readers: list[tuple[str, list[Person]]]
    disabled: bool


class Circle:
    """The people around `place` as each kind of reader of what its holder shares; the holder apart.

    `learning_set` is the set that words for "your set" go to: where the holder sits now, or the one a row names.
    """

    def __init__(self, place: Membership, learning_set: ActionLearningSet | None) -> None:
        self.place, self.learning_set = place, learning_set

    @cached_property
    def places(self) -> list[Membership]:
        """Everybody who has a part in the cohort now, the holder apart."""
        others = Membership.objects.current().filter(cohort=self.place.cohort_id).exclude(person=self.place.person_id)
        return list(others.select_related("person"))

    @cached_property
    def set_members(self) -> list[Person]:
        seats = SetMembership.objects.current().filter(learning_set=self.learning_set)
        seats = seats.exclude(membership__person=self.place.person_id).select_related("membership__person")
        return [seat.membership.person for seat in seats]

    @property
    def set_adviser(self) -> list[Person]:
        adviser = self.learning_set and self.learning_set.adviser
        return [adviser.person] if adviser and adviser.left_at is None else []

    @property
    def facilitators(self) -> list[Person]:
        return [place.person for place in self.places if place.role == Membership.Role.FACILITATOR]

    @cached_property
    def office(self) -> list[Person]:
        roles = ProgrammeRole.objects.filter(programme=self.place.cohort.programme_id, role="coordinator")
        return [role.person for role in roles.select_related("person").order_by("person__sort_key")]

    def people(self, reader: Reader) -> list[Person]:
        """Those who are this kind of reader now, each once."""
        found = {
            Reader.AUTHOR: list,
            Reader.SET_MEMBER: lambda: self.set_members,
            Reader.SET_ADVISER: lambda: self.set_adviser,
            Reader.FACILITATOR: lambda: self.facilitators,
            Reader.COHORT_MEMBER: lambda: [place.person for place in self.places],
            Reader.COORDINATOR: lambda: self.office,
        }[reader]()
        return list(dict.fromkeys(found))

    def parts(self) -> list[str]:
        """How many hold each part in the cohort, in words, the holder among the participants."""
        held = [place.role for place in self.places] + [self.place.role]
        return [COUNTED[role] % held.count(role) for role in Membership.Role.values if role in held]

    def readers(self, audience: Audience) -> set[Person]:
        """Everybody but the author who would read a row with this label."""
        return {person for reader in READERS[audience] for person in self.people(reader)}

    def option(self, audience: Audience) -> Option:
        kinds = sorted(READERS[audience], key=lambda reader: reader.value)
        readers = [(reader.name, self.people(reader)) for reader in kinds if reader != Reader.AUTHOR]
        nowhere = audience == Audience.SET and self.learning_set is None
        return Option(audience, str(Audience(audience).label), readers, nowhere)

    def options(self) -> list[Option]:
        return [self.option(audience) for audience in Audience]

    def column(self, name: str) -> list[Person]:
        """The people of one column of the table; nobody where the table names them by no kind of reader."""
        return {
            "set": self.set_members,
            "adviser": self.set_adviser,
            "facilitators": self.facilitators,
            "office": self.office,
        }.get(name, [])

    def row(self, audience: Audience) -> list[Cell]:
        """One line of the table, with the names of those who read it in another part that they hold."""
        readers = self.readers(audience)
        return [
            replace(cell, some=[] if cell.reads else self._some(cell.column, readers)) for cell in plain_row(audience)
        ]

    def table(self) -> list[tuple[Audience, str, list[Cell]]]:
        """The whole table as it stands now for the holder of the place: (audience, label, cells)."""
        return [(audience, str(label(audience)), self.row(audience)) for audience in Audience]

    def _some(self, column: str, readers: set[Person]) -> list[Person]:
        return [person for person in dict.fromkeys(self.column(column)) if person in readers]


def plain_row(audience: Audience) -> list[Cell]:
    """One line of the table of audiences for nobody in particular."""
    return [
        Cell(name, str(heading), str(short), reads=bool(READERS[audience] & kinds), some=[])
        for name, (heading, short, kinds) in COLUMNS.items()
    ]


def plain_table() -> list[tuple[Audience, str, list[Cell]]]:
    """The whole table for nobody in particular: (audience, label, cells)."""
    return [(audience, str(label(audience)), plain_row(audience)) for audience in Audience]


def set_of(place: Membership) -> ActionLearningSet | None:
    """The set that the holder of `place` sits in now."""
    seats = SetMembership.objects.current().filter(membership=place)
    seat = seats.select_related("learning_set__adviser__person").first()
    return seat.learning_set if seat else None


def circle_of(place: Membership) -> Circle:
    """The people around `place` as things stand now."""
    return Circle(place, set_of(place))
