from django.db import models
from django.db.models import F, Q

from cohorts.models.membership import Membership
from cohorts.querysets import PairQuerySet


class CoachingPair(models.Model):
    """A coach and the participant they work with, one to one."""

    coach = models.ForeignKey(Membership, models.PROTECT, related_name="pairs_coached")
    coachee = models.ForeignKey(Membership, models.PROTECT, related_name="pairs")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coach", "coachee"], condition=Q(ended_at=None), name="pair_once"),
            models.CheckConstraint(name="pair_of_two", condition=~Q(coach=F("coachee"))),
        ]

    def __str__(self):
        return f"{self.coach} with {self.coachee}"
