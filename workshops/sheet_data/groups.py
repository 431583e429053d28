"""The groups an item splits into that are no sets: by organisation, or mixed on purpose."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cohorts.models import Membership
from workshops.models import ParallelGroup, Session, SessionDay
from workshops.sheet_data.days import items_by_day, to_be_held
from workshops.sheet_data.words import Values


def split_items(session: Session, content: Values) -> Iterator[tuple[SessionDay, Values, list[ParallelGroup]]]:
    """Each item of `content` that splits into such groups, with its day and the groups."""
    groups, lines = defaultdict(list), items_by_day(content)
    for group in groups_of(session):
        groups[group.item_id].append(group)
    for day in to_be_held(session):
        for line in lines.get(day.pk, []) if day.cancelled_at is None else []:
            if line["item"] in groups:
                yield day, line, groups[line["item"]]


def groups_of(session: Session) -> list[ParallelGroup]:
    groups = ParallelGroup.objects.filter(item__day__session=session, learning_set=None).select_related("room")
    return list(groups.prefetch_related("members__person", "members__organisation"))


def members_of(group: ParallelGroup) -> list[Membership]:
    """Who is in the group and has not left the cohort, by surname."""
    places = [place for place in group.members.all() if place.left_at is None]
    return sorted(places, key=lambda place: (place.person.sort_key, place.pk))


def led_by(group: ParallelGroup) -> str:
    return _("Led by %(name)s") % {"name": group.lead} if group.lead else ""
