from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.models.programme import Programme
from cohorts.text import one_line


class Venue(models.Model):
    """A place the programme meets, told so that a stranger finds it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="venues")
    name = models.CharField(_("Name"), max_length=120, validators=[one_line])
    address = models.CharField(_("Address"), max_length=300, blank=True, validators=[one_line])
    directions = models.TextField(_("How to get there"), max_length=2000, blank=True)
    parking = models.TextField(_("Parking"), max_length=1000, blank=True)
    access = models.TextField(
        _("Access"), max_length=1000, blank=True, help_text=_("Step-free ways in, lifts, hearing loops")
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="venue_name_once")]

    def __str__(self):
        return self.name


class Room(models.Model):
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="rooms")
    name = models.CharField(_("Room"), max_length=80, validators=[one_line])
    capacity = models.PositiveSmallIntegerField(_("Seats"), null=True, blank=True)
    layout = models.CharField(_("Layout"), max_length=80, blank=True, validators=[one_line])
    step_free = models.BooleanField(_("Step-free"), default=False)
    hearing_loop = models.BooleanField(_("Hearing loop"), default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["venue", "name"], name="room_name_once")]

    def __str__(self):
        return self.name
