from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from challenges.querysets import SetNoteQuerySet
from challenges.references import reference
from cohorts.models import ActionLearningSet, Membership, SetMembership
from workshops.models import SessionDay

LONGEST = 20_000


class SetNote(models.Model):
    """What one of a set, or its adviser, writes down for the set; or a line of looking back on one of its meetings.

    `revision` counts the changes, so that a second window does not silently undo the first.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        PROBLEM = "problem", _("What have I learned about the challenge?")
        SELF = "self", _("What have I learned about myself?")
        PROCESS = "process", _("What have I learned about how we work together?")

    LEVELS = (Kind.PROBLEM, Kind.SELF, Kind.PROCESS)  # of learning, in the order of the set room

    learning_set = models.ForeignKey(ActionLearningSet, models.PROTECT, related_name="notes")
    day = models.ForeignKey(SessionDay, models.SET_NULL, null=True, blank=True, related_name="notes")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="set_notes")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.NOTE)
    text = models.TextField(_("Note"), max_length=LONGEST)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)  # empty: never
    revision = models.PositiveIntegerField(default=1)
    key = models.UUIDField(unique=True, editable=False)

    objects = SetNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="set_note_says_something", condition=~Q(text="")),
            models.UniqueConstraint(
                fields=["day", "membership", "kind"], condition=~Q(kind="note"), name="one_line_a_level"
            ),
        ]

    def __str__(self):
        return f"Set note {self.pk}"  # never its words: this reaches logs

    def get_absolute_url(self):
        return f"{reverse('challenges:set_notes', args=[self.learning_set_id])}#note-{self.pk}"

    @property
    def reference(self):
        """What a reader says who is worried by it: see `challenges.references`."""
        return reference("note", self.pk)


class NoteAssent(models.Model):
    """One who was there agrees that `newcomer` reads what the set wrote before they came."""

    seat = models.ForeignKey(SetMembership, models.CASCADE, related_name="assents_to_notes")
    newcomer = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "newcomer"], name="one_note_assent_a_seat")]

    def __str__(self):
        return f"Note assent {self.pk}"


class NotesEnd(models.Model):
    """One of a set says that all its notes may be deleted now."""

    seat = models.OneToOneField(SetMembership, models.CASCADE, related_name="ends_notes")
    at = models.DateTimeField()

    def __str__(self):
        return f"Notes end {self.pk}"
