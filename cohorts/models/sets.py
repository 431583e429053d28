from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models.cohort import Cohort
from cohorts.models.membership import Membership
from cohorts.querysets import LearningSetQuerySet, SeatQuerySet
from cohorts.text import one_line


class ActionLearningSet(models.Model):
    """Four to eight peers who meet through the programme, with an adviser or on their own."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="sets")
    name = models.CharField(_("Name"), max_length=60, validators=[one_line])
    adviser = models.ForeignKey(
        Membership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sets_advised",
        verbose_name=_("Set adviser"),
        help_text=_("Leave empty for a set that facilitates itself"),
    )
    adviser_since = models.DateTimeField(null=True, blank=True, editable=False)  # empty: from the beginning

    fewest = models.PositiveSmallIntegerField(
        _("Fewest members"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2), MaxValueValidator(12)],
        help_text=_("With how few the set still meets; leave empty for no limit"),
    )

    objects = LearningSetQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["cohort", "name"], name="set_name_once")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("challenges:set", args=[self.pk])


class SetMembership(models.Model):
    """A seat in a set. Whoever moves keeps the old row, closed."""

    learning_set = models.ForeignKey(ActionLearningSet, models.PROTECT, related_name="seats")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="seats")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["membership__person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["membership"], condition=Q(left_at=None), name="one_current_seat")
        ]

    def __str__(self):
        return f"{self.membership} in {self.learning_set}"
