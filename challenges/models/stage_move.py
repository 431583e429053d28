from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from challenges.querysets import StageMoveQuerySet
from cohorts.text import one_line


class StageMove(models.Model):
    """A challenge came to a stage in the world, and what changed there. Its words have the readers of the challenge."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="moves")
    at = models.DateTimeField()
    stage = models.CharField(_("Stage"), max_length=10, choices=Challenge.Stage)
    changed = models.CharField(_("What changed, in one line"), max_length=300, validators=[one_line])
    more = models.TextField(_("How do you know?"), max_length=2000, blank=True)
    key = models.UUIDField(unique=True, editable=False)

    objects = StageMoveQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(name="stage_move_says_what_changed", condition=~Q(changed=""))]

    def __str__(self):
        return f"Move to a stage {self.pk}"
