from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.audience import Audience
from cohorts.models.membership import Membership
from cohorts.models.sets import ActionLearningSet
from cohorts.querysets import SharedQuerySet


class Shared(models.Model):
    """Something a participant wrote. What is shared with a set names that set, so that a mover's words stay behind."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="%(class)ss")
    audience = models.CharField(_("Who can read it?"), max_length=12, choices=Audience, default=Audience.ONLY_ME)
    learning_set = models.ForeignKey(ActionLearningSet, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SharedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_names_its_set",
                condition=Q(audience="set", learning_set__isnull=False) | ~Q(audience="set") & Q(learning_set=None),
            )
        ]
