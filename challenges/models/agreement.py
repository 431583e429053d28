from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import ActionLearningSet, Membership


class Agreement(models.Model):
    """What a set has agreed about how it works. Each change is a new one; earlier ones stay as they were."""

    class Level(models.TextChoices):
        NOTHING = "nothing", _("Nothing leaves the set")
        LEARNING = "learning", _("What we learn may leave; who said it and about whom stays")
        ASKED = "asked", _("Nothing leaves unless its speaker says it may")

    learning_set = models.ForeignKey(ActionLearningSet, models.PROTECT, related_name="agreements")
    number = models.PositiveIntegerField()
    level = models.CharField(_("What stays in the set"), max_length=10, choices=Level)
    text = models.TextField(
        _("How we work together"),
        max_length=3000,
        help_text=_("One rule a line: how you listen, how you keep time, what you ask of each other"),
    )
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["learning_set", "number"], name="agreement_number_once"),
            models.CheckConstraint(name="agreement_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"Agreement {self.pk}"  # never its words: this reaches logs

    @property
    def lines(self) -> list[str]:
        """The rules, one by one."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class Assent(models.Model):
    """One of the set, or its adviser, says yes to exactly this agreement."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="assents")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "membership"], name="one_assent_a_place")]

    def __str__(self):
        return f"Assent {self.pk}"
