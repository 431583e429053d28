from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from cohorts.models import Shared


class Entry(Shared):
    """A progress entry: what I tried, what happened, what next. `key` makes a form sent twice one entry."""

    class Mood(models.TextChoices):
        MOVING = "moving", _("Moving")
        SLOW = "slow", _("Slow")
        STUCK = "stuck", _("Stuck")
        CHANGED = "changed", _("Changed")

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    mood = models.CharField(_("How is it going?"), max_length=10, choices=Mood, blank=True)
    tried = models.TextField(_("What I tried"), max_length=4000, blank=True)
    happened = models.TextField(_("What happened"), max_length=4000, blank=True)
    next = models.TextField(_("What next"), max_length=4000, blank=True)
    key = models.UUIDField(unique=True, editable=False)

    class Meta(Shared.Meta):
        ordering = ["-at", "-pk"]
        verbose_name_plural = "entries"
        constraints = [
            *Shared.Meta.constraints,
            models.CheckConstraint(name="entry_says_something", condition=~Q(mood="", tried="", happened="", next="")),
        ]

    def __str__(self):
        return f"Entry {self.pk}"

    def get_absolute_url(self):
        return f"{reverse('challenges:challenge', args=[self.challenge_id])}#entry-{self.pk}"
