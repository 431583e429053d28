from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import ActionLearningSet, Membership


class OfferedDate(models.Model):
    """A date on which a set could meet, until it is settled or taken back. Wall time of the cohort."""

    learning_set = models.ForeignKey(ActionLearningSet, models.CASCADE, related_name="offered_dates")
    date = models.DateField(_("Date"))
    opens = models.TimeField(_("Starts"))
    closes = models.TimeField(_("Ends"))
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["date", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["learning_set", "date", "opens"], name="offered_once"),
            models.CheckConstraint(name="offered_date_ends_after_it_starts", condition=Q(closes__gt=F("opens"))),
        ]

    def __str__(self):
        return f"{self.date:%Y-%m-%d}"


class Availability(models.Model):
    """Whether one of the set, or its adviser, could come on an offered date."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        IF_NEED_BE = "if_need_be", _("If need be")
        NO = "no", _("No")

    offered = models.ForeignKey(OfferedDate, models.CASCADE, related_name="answers")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offered", "membership"], name="one_availability_a_place")]

    def __str__(self):
        return f"{self.answer} by place {self.membership_id}"
