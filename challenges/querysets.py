from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cohorts.audience import readable_by
from cohorts.querysets import SharedQuerySet

# Rows of a challenge that carry a label of their own.
PARTS = ("challenges.Entry", "challenges.Commitment", "challenges.Map", "challenges.FilledCanvas")


def theirs(viewer):
    """How the author's own circle is recognised: set-mates, set adviser, own coach, facilitators, programme office."""
    seats = apps.get_model("cohorts.SetMembership").objects.current().filter(membership=OuterRef("membership"))
    beside = Q(learning_set__in=viewer.sets) | Q(learning_set__in=viewer.sets_advised)
    pairs = apps.get_model("cohorts.CoachingPair").objects.filter(
        coachee=OuterRef("membership"), coach__person=viewer.person, coach__left_at=None, ended_at=None
    )
    return (
        Q(membership__in=viewer.membership_ids)
        | Q(membership__cohort__in=viewer.cohorts_facilitated)
        | Q(membership__cohort__programme__in=viewer.programmes_coordinated)
        | Exists(seats.filter(beside))
        | Exists(pairs)
    )


class ChallengeQuerySet(SharedQuerySet):
    def known_to(self, viewer):
        """Challenges whose existence, stage and dates the viewer may know; words: see `visible_to`."""
        return self.filter(theirs(viewer)) if viewer.reads_words else self.none()

    def opened_by(self, viewer):
        """Challenges whose page opens for the viewer: known to them, or some words of which they may read."""
        if not viewer.reads_words:
            return self.none()
        some = (apps.get_model(part).objects.visible_to(viewer).filter(challenge=OuterRef("pk")) for part in PARTS)
        return self.filter(reduce(or_, map(Exists, some), theirs(viewer) | readable_by(viewer)))

    def with_author(self):
        """With everything that a page says about whose it is and who reads it."""
        return self.select_related(
            "membership__person", "membership__cohort__programme", "learning_set__adviser__person"
        )


class StakeholderQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those on the maps that the viewer may read: nobody on a map has a label of their own."""
        return self.filter(map__in=apps.get_model("challenges.Map").objects.visible_to(viewer))
