from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from challenges.keeping import DISCLOSURE_STANDS, DISCLOSURE_WAITS
from challenges.querysets import DisclosureQuerySet
from cohorts.models import Cohort, Person


class Disclosure(models.Model):
    """Two named people open one thing that somebody wrote. The row says who, when and why; never what was written.

    `number` is the row of the thing, which may be deleted meanwhile; `untold` says why its author is not told yet.
    """

    class Kind(models.TextChoices):
        ENTRY = "entry", _("Progress entry")
        NOTE = "note", _("Set note")

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="disclosures")
    kind = models.CharField(max_length=5, choices=Kind)
    number = models.PositiveBigIntegerField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(_("Reason"), max_length=2000)
    untold = models.TextField(_("Why the author is not told now"), max_length=1000, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    key = models.UUIDField(unique=True, editable=False)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="disclosure_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="disclosure_by_two",
                condition=Q(agreed_by=None, agreed_at=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="disclosure_withdrawn_or_agreed", condition=Q(agreed_at=None) | Q(withdrawn_at=None)
            ),
            models.CheckConstraint(
                name="disclosure_told_once_opened", condition=Q(told_at=None) | Q(agreed_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"Disclosure {self.pk}"  # never its reason: this reaches logs

    def get_absolute_url(self):
        return reverse("challenges:disclosure", args=[self.pk])

    @property
    def lapses_at(self) -> datetime:
        return self.asked_at + DISCLOSURE_WAITS

    @property
    def closes_at(self) -> datetime | None:
        return self.agreed_at + DISCLOSURE_STANDS if self.agreed_at else None

    def waits(self, now: datetime) -> bool:
        """Whether the second of the two can still agree."""
        return self.agreed_at is None and self.withdrawn_at is None and now < self.lapses_at

    def is_open(self, now: datetime) -> bool:
        """Whether the two can read."""
        return self.closes_at is not None and now < self.closes_at
