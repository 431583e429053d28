from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.models import Person
from workshops.models.session import Session


class Edition(models.Model):
    """A published agenda, frozen. Delegates, sheets and mails read the latest; the item rows are the draft.

    `content` holds ready strings, as `workshops.agenda.freeze` makes them: title, objectives, and for each day (by
    its id) the timed items with their public words only.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    content = models.JSONField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="edition_number_once")]

    def __str__(self):
        return _("Edition %(number)s of %(session)s") % {"number": self.number, "session": self.session}

    @classmethod
    def of(cls, session):
        """Editions of a session (or of an outer reference to one), newest first."""
        return cls.objects.filter(session=session)
