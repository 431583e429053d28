from datetime import timedelta

from django.db import models

from cohorts.models.cohort import Cohort
from cohorts.models.person import Person
from cohorts.querysets import UploadQuerySet


class Upload(models.Model):
    """The rows of a list between preview and confirm. Personal data: deleted with either, and after a day."""

    LASTS = timedelta(days=1)

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    table = models.TextField()  # JSON as text: PostgreSQL's own JSON refuses the NUL that the preview has to show wrong

    objects = UploadQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self):
        return self.name
