from django.db import models

from cohorts.models.person import Person
from cohorts.models.programme import Programme
from cohorts.querysets import EventQuerySet


class Event(models.Model):
    """The trail: who did what to which row and fields. Append-only, never any text that somebody wrote."""

    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    fields = models.JSONField(default=list)
    # True after a row is gone. Without a constraint: writing a line would wait for whoever holds the programme.
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+", db_constraint=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["model", "object_id", "at"]),
            models.Index(fields=["at"]),
            models.Index(fields=["programme", "at"]),
        ]

    def __str__(self):
        return f"{self.verb} {self.model} {self.object_id}"

    def save(self, **kwargs):
        if self.pk:
            raise TypeError("The trail is append-only.")
        super().save(**kwargs)

    def delete(self, **kwargs):
        raise TypeError("The trail is append-only.")
