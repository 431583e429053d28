from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from challenges.querysets import ChallengeQuerySet
from cohorts.models import Shared
from cohorts.text import one_line


class Challenge(Shared):
    """Something a participant is really trying to change at work. One a place."""

    class Stage(models.TextChoices):
        FRAMED = "framed", _("Framed")
        TRIED = "tried", _("Tried")
        PILOTED = "piloted", _("Piloted")
        ROLLED_OUT = "rolled_out", _("Rolled out")
        LET_GO = "let_go", _("Let go")

    title = models.CharField(_("In a few words"), max_length=120, validators=[one_line])
    statement = models.TextField(_("What are you trying to change?"), max_length=2000)
    why = models.TextField(_("Why does it matter?"), max_length=2000, blank=True)
    who = models.TextField(_("Who does it involve?"), max_length=2000, blank=True)
    progress_would_be = models.TextField(_("What would progress look like?"), max_length=2000, blank=True)
    themes = models.CharField(
        _("Themes"),
        max_length=200,
        blank=True,
        validators=[one_line],
        help_text=_("Your own words, with commas between them"),
    )
    stage = models.CharField(_("Stage"), max_length=10, choices=Stage, default=Stage.FRAMED)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ChallengeQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Shared.Meta):
        constraints = [
            *Shared.Meta.constraints,
            models.UniqueConstraint(fields=["membership"], name="one_challenge_a_place"),
            models.CheckConstraint(name="challenge_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self):
        return f"Challenge {self.pk}"  # never the title: this reaches logs

    @property
    def tells_more(self):
        """Whether anything is written beside title and statement."""
        return bool(self.why or self.who or self.progress_would_be or self.themes)

    def get_absolute_url(self):
        return reverse("challenges:challenge", args=[self.pk])
