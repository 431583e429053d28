from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import Membership
from workshops.models.item import Item
from workshops.models.session import Session

SHORTEST, LONGEST = 30, 600  # seconds


class Presentations(models.Model):
    """A round of presentations in an item: how long each takes, who is on, and since when.

    It belongs to the session and names the item by its number alone, as lines from the room do.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="presentations")
    item = models.OneToOneField(Item, models.DO_NOTHING, db_constraint=False, related_name="presentations")
    seconds = models.PositiveIntegerField(
        _("For each"), default=60, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    draws = models.PositiveIntegerField(default=0)  # how often the order was drawn; the draw follows from it
    on = models.ForeignKey("workshops.Presenter", models.SET_NULL, null=True, related_name="+")
    began_at = models.DateTimeField(null=True)  # whoever is on
    ended_at = models.DateTimeField(null=True)  # the last of them
    revision = models.PositiveIntegerField(default=0)  # two press at once: it moves once

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="half_a_minute_to_ten", condition=Q(seconds__gte=SHORTEST, seconds__lte=LONGEST)
            ),
        ]

    def __str__(self):
        return f"Presentations {self.pk}"

    @property
    def ends_at(self):
        """When the time of whoever is on is up."""
        return self.began_at + timedelta(seconds=self.seconds) if self.began_at else None


class Presenter(models.Model):
    """Somebody's place in the order."""

    presentations = models.ForeignKey(Presentations, models.CASCADE, related_name="presenters")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    is_out = models.BooleanField(default=False)  # not today

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["presentations", "membership"], name="presents_once"),
        ]

    def __str__(self):
        return str(self.membership)
