from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from challenges.models.coaching import Stamped
from challenges.querysets import ProgressNoteQuerySet
from cohorts.models import Membership
from cohorts.text import one_line

LONGEST = 4000


class ProgressNote(Stamped):
    """What a participant tells their line manager: theirs alone until they send it, by mail and to nobody else here.

    One that is sent never changes again; a place has one that is not.
    """

    PARTS = ("set_out", "changed", "needed")  # in the order in which they are read

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="progress_notes")
    to_name = models.CharField(_("Name of your line manager"), max_length=160, validators=[one_line])
    to_address = models.EmailField(_("Their email address"))
    set_out = models.TextField(_("What I set out to do"), max_length=LONGEST, blank=True)
    changed = models.TextField(_("What has changed"), max_length=LONGEST, blank=True)
    needed = models.TextField(_("What I need from you"), max_length=LONGEST, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = ProgressNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["sent_at"], name="progress_note_sent", condition=Q(sent_at__isnull=False))]
        constraints = [
            models.UniqueConstraint(fields=["membership"], condition=Q(sent_at=None), name="one_unsent_note_a_place"),
            models.CheckConstraint(
                name="progress_note_says_something",
                condition=~Q(set_out="", changed="", needed=""),
                violation_error_message=_("Write something in at least one of the three boxes."),
            ),
        ]

    def __str__(self):
        return str(self.membership)  # never its words, nor to whom: this reaches logs and the trail

    def get_absolute_url(self):
        return reverse("challenges:progress_note", args=[self.pk])

    @property
    def parts(self):
        """(heading, words) of what was written, in order."""
        written = ((self._meta.get_field(name).verbose_name, getattr(self, name)) for name in self.PARTS)
        return [(heading, words) for heading, words in written if words]
