from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models.programme import Programme
from cohorts.models.venue import Venue
from cohorts.querysets import CohortQuerySet
from cohorts.text import one_line


class Cohort(models.Model):
    """One intake. It stays together after its end: the alumni phase."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cohorts")
    name = models.CharField(_("Name"), max_length=120, validators=[one_line])
    starts_on = models.DateField(_("Starts"))
    ends_on = models.DateField(_("Ends"))
    zone = models.CharField(_("Time zone"), max_length=40, default="Europe/London")
    home_venue = models.ForeignKey(
        Venue, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Home venue")
    )
    places = models.PositiveSmallIntegerField(
        _("Places"), null=True, blank=True, help_text=_("How many participants it takes; leave empty for no limit")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="cohort_name_once"),
            models.CheckConstraint(
                name="cohort_ends_after_start",
                condition=Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The end must not be before the start."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("cohorts:cohort", args=[self.pk])

    @property
    def tz(self):
        return ZoneInfo(self.zone)

    def date_of(self, moment):
        """The day of a moment where it is; None of none."""
        return moment.astimezone(self.tz).date() if moment else None

    def has_begun(self, now):
        """Whether its first day has come where it is."""
        return self.date_of(now) >= self.starts_on

    def has_ended(self, now):
        """Whether its last day is over where it is; those who were in it stay together until it is closed."""
        return self.date_of(now) > self.ends_on
