from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import Membership, Person
from cohorts.text import one_line
from workshops.models.session import SessionDay


class Presence(models.Model):
    """When somebody came late or left early, by the clock of the place. No row: nobody noted it."""

    day = models.ForeignKey(SessionDay, models.PROTECT, related_name="presences")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="presences")
    arrived = models.TimeField(null=True, blank=True)
    left = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "membership"], name="one_presence_a_day"),
            models.CheckConstraint(
                condition=Q(arrived__isnull=False) | Q(left__isnull=False), name="a_presence_says_something"
            ),
        ]

    def __str__(self):
        return f"{self.membership}, {self.day_id}"

    @property
    def contradicts(self):
        """Whether it says that somebody left before they came."""
        return bool(self.arrived and self.left and self.left < self.arrived)


class Guest(models.Model):
    """Somebody in the room for a day who is neither of the cohort nor a speaker."""

    day = models.ForeignKey(SessionDay, models.CASCADE, related_name="guests")
    name = models.CharField(_("Name"), max_length=120, validators=[one_line])
    organisation = models.CharField(_("From"), max_length=160, blank=True, validators=[one_line])
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("guest")

    def __str__(self):
        return self.name
