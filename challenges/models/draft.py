from django.db import models
from django.utils.translation import gettext_lazy as _

from challenges.querysets import DraftQuerySet
from cohorts.models import Membership


class Draft(models.Model):
    """What was typed into a form and not sent: its author's alone, one for each form.

    `key` is the form's; `page` the window that kept it last, and `revision` how often it was kept, so that a second
    window does not silently undo the first.
    """

    class Kind(models.TextChoices):
        ENTRY = "entry", _("Progress entry")

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=12, choices=Kind)
    key = models.UUIDField(unique=True, editable=False)
    fields = models.JSONField(default=dict)
    page = models.UUIDField(editable=False)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self):
        return f"Draft {self.pk}"  # never its words: this reaches logs
