from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.models import Person
from workshops.models.session import Session


class DraftChange(models.Model):
    """A change of a session's draft agenda, with what its rows were before and after: so it can be undone and redone.

    `rows` is {table: {id: [before, after]}}: whole rows that came or went, beside None; of the others what differs.
    """

    class Verb(models.TextChoices):
        """What was done, in words; not the choices of a column, so that a new one needs no migration."""

        ADDED = "added", _("%(what)s added")
        CHANGED = "changed", _("%(what)s changed")
        DELETED = "deleted", _("%(what)s deleted")
        DUPLICATED = "duplicated", _("%(what)s duplicated")
        MOVED = "moved", _("%(what)s moved")
        MOVED_UP = "moved up", _("%(what)s moved up")
        MOVED_DOWN = "moved down", _("%(what)s moved down")
        PINNED = "pinned", _("%(what)s pinned")
        UNPINNED = "unpinned", _("%(what)s unpinned")
        PUT_BACK = "put back", _("%(what)s put back")

    session = models.ForeignKey(Session, models.CASCADE, related_name="draft_changes")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20)
    what = models.CharField(max_length=200)
    rows = models.JSONField(encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="draft_change_number_once")]

    def __str__(self):
        return self.Verb(self.verb).label % {"what": self.what}
