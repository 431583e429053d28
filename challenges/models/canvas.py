import hashlib
import json

from django.db import models
from django.urls import reverse

from challenges.models.challenge import Challenge
from cohorts.models import Shared


class FilledCanvas(Shared):
    """A dated version of a canvas as its author filled it: answers by the key of the box. `key`: as of an entry."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="canvases")
    canvas = models.SlugField(max_length=60, editable=False)  # the name of its file in workshops/canvases
    answers = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)

    class Meta(Shared.Meta):
        ordering = ["-began_at", "-pk"]
        verbose_name_plural = "filled canvases"

    def __str__(self):
        return f"Filled canvas {self.pk}"

    def get_absolute_url(self):
        return reverse("challenges:canvas", args=[self.pk])

    @property
    def fingerprint(self):
        """Another one whenever it says something else: by this a page knows whether it was changed since."""
        return hashlib.sha256(json.dumps(self.answers, sort_keys=True).encode()).hexdigest()[:20]
