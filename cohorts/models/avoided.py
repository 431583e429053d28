from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cohorts.models.programme import Programme
from cohorts.text import one_line


class AvoidedDates(models.Model):
    """Days on which a programme would rather not meet; the office is warned when a date falls there."""

    class Kind(models.TextChoices):
        SCHOOL_HOLIDAY = "school", _("School holiday")
        PRE_ELECTION = "election", _("Pre-election period")
        OTHER = "other", _("Other")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="avoided")
    kind = models.CharField(_("What it is"), max_length=8, choices=Kind, default=Kind.SCHOOL_HOLIDAY)
    name = models.CharField(
        _("Name"), max_length=80, blank=True, validators=[one_line], help_text=_("Such as Easter, or local elections")
    )
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("To"))

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="avoided_dates_end_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The end must not be before the start."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.name}" if self.name else self.get_kind_display()
