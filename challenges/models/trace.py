from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from challenges.querysets import TraceQuerySet
from cohorts.models import Shared
from cohorts.text import one_line


class Trace(Shared):
    """The story of somebody's year, for the end event: chosen from what they wrote, in a copy of their words."""

    title = models.CharField(_("Title"), max_length=120, validators=[one_line])
    changed_at = models.DateTimeField()

    objects = TraceQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Shared.Meta):
        constraints = [
            *Shared.Meta.constraints,
            models.UniqueConstraint(fields=["membership"], name="one_trace_a_place"),
            models.CheckConstraint(name="trace_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self):
        return f"Trace {self.pk}"  # never the title: this reaches logs

    def get_absolute_url(self):
        return reverse("challenges:trace_shown", args=[self.pk])


class TracePart(models.Model):
    """One thing in the story: a copy, so that to shorten it here changes nothing where it came from.

    `kind` and `number` say which row it was copied from; it stays when that row goes.
    """

    class Kind(models.TextChoices):
        CHALLENGE = "challenge", _("The challenge")
        ENTRY = "entry", _("Progress entry")
        REFLECTION = "reflection", _("Reflection")
        COMMITMENT = "commitment", _("Commitment")
        MAP = "map", _("Map")
        CANVAS = "canvas", _("Canvas")

    trace = models.ForeignKey(Trace, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveBigIntegerField()
    on = models.DateField(_("Date"))
    heading = models.CharField(_("Heading"), max_length=200, blank=True, validators=[one_line])
    text = models.TextField(_("Words"), max_length=15000)
    picture = models.JSONField(null=True, blank=True, editable=False)  # of a map: see challenges.copied

    objects = models.Manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["trace", "kind", "number"], name="once_in_a_trace"),
            models.CheckConstraint(name="part_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"Part {self.pk}"
