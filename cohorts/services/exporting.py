"""The people of a cohort as rows of a table, as their office may see them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from cohorts.columns import of_the_programme
from cohorts.exporting import NEEDS_HEADINGS, headings
from cohorts.models import Cohort, Membership, OfficeContact, Person, Programme
from cohorts.trail import record, record_all

AT_ONCE = 500  # rows in memory
POST = ("job_title", "profession", "mobile", "line_manager", "release_by", "cost_code", "purchase_order")


@transaction.atomic
def export(*, cohort: Cohort, form: str, needs: bool, left: bool, by: Person, now: datetime) -> Iterator[list[str]]:
    """The heading and then a row for each place that somebody has now, or also `left`; the trail says who took what.

    Read while they are taken, a few hundred at a time. For coordinators: mobiles are among them.
    """
    places = places_of(cohort, left, now)
    asked = [name for name, is_asked in (("needs", needs), ("left", left)) if is_asked]
    taken = ["people", form, *asked, f"count={places.count()}"]
    record(by, "exported", cohort, at=now, fields=taken)
    own = cohort.programme.own_columns.values_list("name", flat=True)
    return rows(places, headings(needs=needs, left=left, own=own))


def record_taken(*, rows: QuerySet[Any], programme: str, what: str, form: str, by: Person, now: datetime) -> None:
    """Say in the trail of each programme that is in `rows`, by the way `programme`, how many of its own were taken."""
    counts = dict(rows.order_by().values_list(programme).annotate(Count("pk")))
    programmes = Programme.objects.filter(pk__in=counts)
    taken = [(one, [what, form, f"count={counts[one.pk]}"]) for one in programmes]
    record_all(by, "exported", taken, at=now)


def places_of(cohort: Cohort, left: bool, now: datetime) -> QuerySet[Membership]:
    """Those held now; with `left` those that ended, too, unless somebody has the same one again."""
    contacts = OfficeContact.objects.current().select_related("contact").order_by("pk")
    assistants = Prefetch("person__office_contacts", queryset=contacts, to_attr="assistants")
    theirs = Membership.objects.filter(cohort=cohort, person=OuterRef("person"), role=OuterRef("role"))
    newer = theirs.filter(Q(left_at=None) | Q(left_at__gt=OuterRef("left_at")))
    ended = Q(left_at__isnull=False) & ~Exists(newer) if left else Q(pk__in=[])
    places = Membership.objects.filter(Q(left_at=None) | ended, cohort=cohort, person__erased_at=None)
    places = places.in_order().with_set().with_standing(now).with_own_columns()
    return places.select_related("needs").prefetch_related(assistants)


def rows(places: QuerySet[Membership], columns: Mapping[str, str]) -> Iterator[list[str]]:
    yield list(columns.values())
    for place in places.iterator(chunk_size=AT_ONCE):
        cells = cells_of(place)
        yield [cells.get(name, "") for name in columns]


def cells_of(place: Membership) -> dict[str, str]:
    """Text by field. Of several assistants the first: an import reads one."""
    person, organisation = place.person, place.organisation
    needs = None if place.left_at else getattr(place, "needs", None)
    contact = next((one.contact for one in person.assistants), None)  # type: ignore[attr-defined]
    own = {of_the_programme(one.column.name): one.text for one in place.own_texts.all()}
    return own | {
        **{name: getattr(person, name) for name in ("email", "title", "name", "known_as")},
        **{name: getattr(place, name) for name in POST},
        **{name: getattr(needs, name, "") for name in NEEDS_HEADINGS},
        "role": str(place.get_role_display()),
        "organisation": str(organisation or ""),
        "sector": str(organisation.get_sector_display()) if organisation else "",
        "assistant": contact.name if contact else "",
        "assistant_email": contact.email if contact else "",
        "release_on": place.release_on.isoformat() if place.release_on else "",
        "left_on": place.left_at.astimezone(place.cohort.tz).date().isoformat() if place.left_at else "",
        "set": place.set_name or "",  # type: ignore[attr-defined]
        "invitation": place.standing,  # type: ignore[attr-defined]
    }
