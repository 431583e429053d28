from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.querysets import QuestionQuerySet
from cohorts.text import one_line
from workshops.models import Session


class Question(models.Model):
    """What those who run a session ask its participants afterwards. One that is asked no longer keeps its answers."""

    class Kind(models.TextChoices):
        PROMPT = "prompt", _("To reflect on")
        SCALE = "scale", _("Feedback from 1 to 5")
        OPEN = "open", _("Feedback in their own words")

    session = models.ForeignKey(Session, models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=6, choices=Kind)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("Question"), max_length=200, validators=[one_line])
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "kind", "text"], name="asked_once_a_session"),
            models.CheckConstraint(name="question_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return self.text
