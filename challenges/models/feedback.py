from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.models.question import Question
from challenges.querysets import FeedbackQuerySet
from cohorts.models import Membership

LOWEST, HIGHEST = 1, 5


class Feedback(models.Model):
    """A participant's answer to one question about a session. Others only ever see totals."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="feedback")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="feedback")
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    text = models.TextField(_("In your own words"), max_length=2000, blank=True)
    at = models.DateTimeField()

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "feedback"
        constraints = [
            models.UniqueConstraint(fields=["question", "membership"], name="one_answer_a_question"),
            models.CheckConstraint(
                name="feedback_is_a_score_or_words",
                condition=Q(score__gte=LOWEST, score__lte=HIGHEST, text="") | Q(score=None) & ~Q(text=""),
            ),
        ]

    def __str__(self):
        return f"Feedback {self.pk}"  # never the answer: this reaches logs
