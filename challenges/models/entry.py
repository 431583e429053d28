from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from challenges.references import reference
from cohorts.models import Shared
from cohorts.text import one_line


class Entry(Shared):
    """A progress entry, or a line of the practice diary. `key` makes a form sent twice one entry."""

    class Mood(models.TextChoices):
        MOVING = "moving", _("Moving")
        SLOW = "slow", _("Slow")
        STUCK = "stuck", _("Stuck")
        CHANGED = "changed", _("Changed")

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("Progress")
        VISIT = "visit", _("Visit")
        SHADOWING = "shadowing", _("Shadowing")
        MEETING = "meeting", _("Meeting")
        READING = "reading", _("Reading")

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    mood = models.CharField(_("How is it going?"), max_length=10, choices=Mood, blank=True)
    tried = models.TextField(_("What I tried"), max_length=4000, blank=True)
    happened = models.TextField(_("What happened"), max_length=4000, blank=True)
    next = models.TextField(_("What next"), max_length=4000, blank=True)
    kind = models.CharField(_("What kind of entry?"), max_length=10, choices=Kind, default=Kind.PROGRESS)
    whom = models.CharField(_("With whom, or where"), max_length=200, blank=True, validators=[one_line])
    taught = models.TextField(_("What it taught me"), max_length=4000, blank=True)
    key = models.UUIDField(unique=True, editable=False)

    class Meta(Shared.Meta):
        ordering = ["-at", "-pk"]
        verbose_name_plural = "entries"
        constraints = [
            *Shared.Meta.constraints,
            models.CheckConstraint(
                name="entry_says_something", condition=~Q(mood="", tried="", happened="", next="", taught="")
            ),
        ]

    def __str__(self):
        return f"Entry {self.pk}"

    @property
    def in_diary(self):
        """Whether it belongs to the practice diary."""
        return self.kind != self.Kind.PROGRESS

    @property
    def is_mood(self):
        """Whether it says how it is going and nothing more."""
        return not (self.tried or self.happened or self.next or self.taught or self.whom)

    @property
    def reference(self):
        """What a reader says who is worried by it: see `challenges.references`."""
        return reference("entry", self.pk)

    def get_absolute_url(self):
        return f"{reverse('challenges:challenge', args=[self.challenge_id])}#entry-{self.pk}"
