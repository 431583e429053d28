"""Whom a mail about a whole cohort's dates reaches: those who have a place on it, and those who keep their diaries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from cohorts.models import Membership, OfficeContact, Person
from reminders.kinds.answering import is_asked
from reminders.models import Message
from workshops.models import Edition, Session

ROLES = [Membership.Role.PARTICIPANT, Membership.Role.FACILITATOR, Membership.Role.SET_ADVISER]


def rows(cohorts: Iterable[int]) -> Iterator[tuple[int, int, str]]:
    """(cohort, person, address) of those who are told."""
    places = Membership.objects.current().filter(cohort__in=cohorts, role__in=ROLES, person__is_active=True)
    instead = OfficeContact.objects.told_instead().filter(principal=OuterRef("person"))
    yield from places.filter(~Exists(instead)).values_list("cohort", "person", "person__email")
    contact = "person__office_contacts__contact"
    kept = places.filter(person__office_contacts__removed_at=None, **{f"{contact}__is_active": True})
    yield from kept.values_list("cohort", contact, f"{contact}__email")


@dataclass
class Holders:
    """Of some messages: places by (cohort, person), and whose diaries a reader keeps."""

    places: dict[tuple[int, int], list[Membership]] = field(default_factory=lambda: defaultdict(list))
    kept: dict[int, list[OfficeContact]] = field(default_factory=lambda: defaultdict(list))

    def own(self, cohort: int, person: int) -> list[Membership]:
        return self.places[cohort, person]

    def principals(self, cohort: int, person: int) -> list[str]:
        """Whose diary it is for, where it is not for the reader themselves."""
        return [str(row.principal) for row in self.kept[person] if self.places[cohort, row.principal_id]]

    def asked(self, cohort: int, reader: Person) -> list[Person]:
        """The participants among the reader and those whose diaries they keep: who is asked whether they come."""
        theirs = [reader, *(row.principal for row in self.kept[reader.pk])]
        return [one for one in theirs if any(map(is_asked, self.places[cohort, one.pk]))]

    def all_places(self, cohort: int, person: int) -> list[int]:
        kept = [place for row in self.kept[person] for place in self.places[cohort, row.principal_id]]
        return [place.pk for place in [*self.own(cohort, person), *kept]]


def holders(messages: Iterable[Message], cohorts: Iterable[int]) -> Holders:
    found = Holders()
    people = {message.person_id for message in messages}
    for row in OfficeContact.objects.current().filter(contact__in=people).select_related("principal"):
        found.kept[row.contact_id].append(row)
    about = people | {row.principal_id for rows in found.kept.values() for row in rows}
    places = Membership.objects.current().filter(cohort__in=cohorts, person__in=about, role__in=ROLES)
    for place in places.select_related("person"):
        found.places[place.cohort_id, place.person_id].append(place)
    return found


def announced(cohorts: Iterable[int]) -> list[int]:
    """Ids of the sessions for everybody that these cohorts know of."""
    whole = Session.objects.filter(cohort__in=cohorts, learning_set=None, coaching_pair=None)
    known = whole.filter(dates_published_at__isnull=False) | whole.filter(Exists(Edition.of(OuterRef("pk"))))
    return list(known.values_list("pk", flat=True))
