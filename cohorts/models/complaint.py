from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.models.person import Person
from cohorts.querysets import ComplaintQuerySet


class Complaint(models.Model):
    """Somebody is not content with what is done with what is theirs. Read by them and by administrators alone."""

    ANSWERED_WITHIN = timedelta(days=30)

    class About(models.TextChoices):
        KEPT = "kept", _("What is kept about me, or how long")
        READ = "read", _("Who read what I wrote")
        MAIL = "mail", _("A mail that came, or did not come")
        OTHER = "other", _("Something else")

    person = models.ForeignKey(Person, models.PROTECT, related_name="complaints")
    about = models.CharField(_("What it is about"), max_length=5, choices=About)
    text = models.TextField(_("What happened, and what would put it right"), max_length=4000)
    at = models.DateTimeField()
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"]), models.Index(fields=["answered_at"])]

    def __str__(self):
        return f"Complaint {self.pk}"

    @property
    def due_at(self):
        """By when it is answered."""
        return self.at + self.ANSWERED_WITHIN
