from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from challenges.querysets import CommitmentQuerySet
from cohorts.models import Shared
from cohorts.text import one_line
from workshops.models import Session


class Commitment(Shared):
    """An action promised by a date or by the next meeting, and what became of it."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        CHANGED = "changed", _("Changed")
        DROPPED = "dropped", _("Dropped")
        CARRIED = "carried", _("Carried")

    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, blank=True, related_name="commitments")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="+")  # where it was made
    text = models.CharField(_("What I will do"), max_length=300, validators=[one_line])
    due_on = models.DateField(_("By when"), null=True, blank=True)  # empty: by the next meeting
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    outcome = models.CharField(_("How it went"), max_length=300, blank=True, validators=[one_line])
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)

    objects = CommitmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Shared.Meta):
        ordering = ["due_on", "pk"]
        constraints = [
            *Shared.Meta.constraints,
            models.CheckConstraint(name="commitment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="closed_commitment_has_a_date",
                condition=Q(state="open", closed_at=None) | ~Q(state="open") & Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Commitment {self.pk}"
