"""Who may read what people write: one enumeration, one table. Labels, querysets and tests derive from it."""

from enum import Enum, auto

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    ONLY_ME = "me", _("Only you")
    SET = "set", _("Your set and its adviser")
    FACILITATORS = "facilitators", _("Facilitators")
    COHORT = "cohort", _("Everyone in your cohort")


class Reader(Enum):
    AUTHOR = auto()
    SET_MEMBER = auto()
    SET_ADVISER = auto()
    FACILITATOR = auto()
    COHORT_MEMBER = auto()
    COORDINATOR = auto()


READERS = {
    Audience.ONLY_ME: {Reader.AUTHOR},
    Audience.SET: {Reader.AUTHOR, Reader.SET_MEMBER, Reader.SET_ADVISER},
    Audience.FACILITATORS: {Reader.AUTHOR, Reader.FACILITATOR},
    Audience.COHORT: {Reader.AUTHOR, Reader.COHORT_MEMBER, Reader.COORDINATOR},
}

AUTHORS = "membership__cohort"  # the way from what somebody wrote to its cohort

# How a viewer is recognised as each kind of reader of a row with `membership` (its author's) and `learning_set`.
RECOGNISE = {
    Reader.AUTHOR: lambda viewer, cohort=AUTHORS: Q(membership__in=viewer.membership_ids),
    Reader.SET_MEMBER: lambda viewer, cohort=AUTHORS: Q(learning_set__in=viewer.sets),
    Reader.SET_ADVISER: lambda viewer, cohort=AUTHORS: Q(learning_set__in=viewer.sets_advised),
    Reader.FACILITATOR: lambda viewer, cohort=AUTHORS: Q(**{f"{cohort}__in": viewer.cohorts_facilitated}),
    Reader.COHORT_MEMBER: lambda viewer, cohort=AUTHORS: Q(**{f"{cohort}__in": viewer.cohorts}),
    Reader.COORDINATOR: lambda viewer, cohort=AUTHORS: Q(**{f"{cohort}__programme__in": viewer.programmes_coordinated}),
}


def label(audience, learning_set=None):
    """The words that say who can read: a set is named, so that a mover's old words do not seem to follow them."""
    if audience == Audience.SET and learning_set is not None:
        return _("%(set)s and its adviser") % {"set": learning_set}
    return Audience(audience).label


def readable_by(viewer):
    """The condition under which a shared row may be read by `viewer`, from the table above."""
    condition = Q(pk__in=[])
    for audience, readers in READERS.items():
        for reader in readers:
            condition |= Q(audience=audience) & RECOGNISE[reader](viewer)
    return condition


def open_to(audience, viewer, *, cohort):
    """The condition under which rows that are all for `audience` may be read by `viewer`, whoever wrote them.

    `cohort` is the way from a row to its cohort.
    """
    condition = Q(pk__in=[])
    for reader in READERS[audience] - {Reader.AUTHOR}:
        condition |= RECOGNISE[reader](viewer, cohort)
    return condition
