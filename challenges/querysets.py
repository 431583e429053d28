from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cohorts.audience import readable_by
from cohorts.querysets import SharedQuerySet


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
        of_it = {"challenge": OuterRef("pk")}
        entries = apps.get_model("challenges.Entry").objects.visible_to(viewer).filter(**of_it)
        commitments = apps.get_model("challenges.Commitment").objects.visible_to(viewer).filter(**of_it)
        return self.filter(theirs(viewer) | readable_by(viewer) | Exists(entries) | Exists(commitments))

    def with_author(self):
        """With everything that a page says about whose it is and who reads it."""
        return self.select_related(
            "membership__person", "membership__cohort__programme", "learning_set__adviser__person"
        )


class OfPairQuerySet(models.QuerySet):
    """Rows of a coaching pair, with an `author` and `shared_at`."""

    def visible_to(self, viewer):
        """What the viewer wrote, and what the other of a pair that works together now has shared with them."""
        if not viewer.reads_words:
            return self.none()
        return self.filter(Q(author__in=viewer.membership_ids) | Q(shared_at__isnull=False, pair__in=viewer.pairs))

    def written_by(self, viewer):
        """What the viewer wrote and may change."""
        return self.filter(author__in=viewer.membership_ids) if viewer.reads_words else self.none()


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """The viewer's own, and what somebody they coach now has shared with them."""
        if not viewer.reads_words:
            return self.none()
        return self.filter(Q(membership__in=viewer.membership_ids) | Q(shared_with__in=viewer.pairs))

    def written_by(self, viewer):
        """What the viewer wrote and may change."""
        return self.filter(membership__in=viewer.membership_ids) if viewer.reads_words else self.none()
