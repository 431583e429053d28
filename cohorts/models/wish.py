from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cohorts.models.cohort import Cohort
from cohorts.models.membership import Membership
from cohorts.querysets import SetWishQuerySet


class SetWish(models.Model):
    """Two participants who must, or must not, share a set. Known to the office alone, without a reason."""

    class Kind(models.TextChoices):
        APART = "apart", _("Never together")
        TOGETHER = "together", _("Always together")

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="set_wishes")
    kind = models.CharField(_("Wish"), max_length=8, choices=Kind, default=Kind.APART)
    one = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    other = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = SetWishQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_wish_for_two"),
            models.CheckConstraint(name="wish_in_order", condition=Q(one__lt=F("other"))),
        ]

    def __str__(self):
        return f"{self.one}, {self.other}: {self.get_kind_display()}"
