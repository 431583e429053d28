from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.models.question import Question
from challenges.querysets import ReflectionQuerySet
from cohorts.audience import Audience
from cohorts.models import Membership


class Reflection(models.Model):
    """What a participant makes of a session: their own alone. What is offered to the recap stands there unnamed."""

    audience = Audience.ONLY_ME  # of every one

    question = models.ForeignKey(Question, models.PROTECT, related_name="reflections")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="reflections")
    text = models.TextField(_("Reflection"), max_length=4000)
    at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        ordering = ["question__position", "question", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "membership"], name="one_reflection_a_question"),
            models.CheckConstraint(name="reflection_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"Reflection {self.pk}"  # never the text: this reaches logs
