from datetime import timedelta

from django.db import models

from cohorts.models.person import Person


class ForgetRequest(models.Model):
    """Somebody asks to be forgotten. It is carried out after seven days; until then it can be taken back."""

    WAITS = timedelta(days=7)

    person = models.OneToOneField(Person, models.CASCADE, related_name="forget_request")
    asked_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["asked_at"])]
        verbose_name = "request to be forgotten"

    def __str__(self):
        return f"Request {self.pk}"

    @property
    def due_at(self):
        """From when on it is carried out."""
        return self.asked_at + self.WAITS
