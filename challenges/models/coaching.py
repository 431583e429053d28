from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from challenges.querysets import AssessmentQuerySet, OfPairQuerySet
from cohorts.models import CoachingPair, Membership


class Moment(models.TextChoices):
    BEFORE = "before", _("At the start")
    AFTER = "after", _("At the end")


class Stamped(models.Model):
    """`stamp` says which state of it a page showed."""

    changed_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def stamp(self):
        return self.changed_at.isoformat()


class OfPair(Stamped):
    """Something that one of a coaching pair wrote: theirs alone until they share it with the other, and nobody else."""

    pair = models.ForeignKey(CoachingPair, models.PROTECT, related_name="%(class)ss")
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)

    objects = OfPairQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self):
        return reverse("challenges:pair", args=[self.pair_id])


class CoachingNote(OfPair):
    """A note of the coach or of the one coached. `key` makes a form sent twice one note."""

    text = models.TextField(_("Note"), max_length=8000)
    written_at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [models.CheckConstraint(name="coaching_note_says_something", condition=~Q(text=""))]

    def __str__(self):
        return f"Coaching note {self.pk}"  # never the text: this reaches logs


class Interview(OfPair):
    """One's answers to the interview at the start or at the end, by the key of the question."""

    moment = models.CharField(max_length=6, choices=Moment)
    answers = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "author", "moment"], name="one_interview_a_moment")]

    def __str__(self):
        return f"Interview {self.pk}"


class Assessment(Stamped):
    """How a participant rates themselves, at the start or the end. `shared_with` names the pair whose coach reads it.

    A coach who comes later does not read what was shared with the one before.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="assessments")
    moment = models.CharField(max_length=6, choices=Moment)
    ratings = models.JSONField(default=dict)  # key of the question: 1 to 5; missing is "not sure"
    strengths = models.TextField(_("What I bring"), max_length=2000, blank=True)
    needs = models.TextField(_("What I want to work at"), max_length=2000, blank=True)
    shared_with = models.ForeignKey(CoachingPair, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "moment"], name="one_assessment_a_moment")]

    def __str__(self):
        return f"Assessment {self.pk}"

    def get_absolute_url(self):
        return reverse("challenges:assessment", args=[self.membership_id])
