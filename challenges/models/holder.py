from django.db import models

from challenges.models.commitment import Commitment
from challenges.querysets import HolderQuerySet
from cohorts.models import Membership


class Holder(models.Model):
    """One of the set whom the author of a commitment asks to make it together; from their yes on it is theirs too.

    A no deletes the row. Only those count who can still read the commitment: see HolderQuerySet.standing.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="holders")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    yes_at = models.DateTimeField(null=True, blank=True)

    objects = HolderQuerySet.as_manager()

    class Meta:
        ordering = ["membership__person__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["commitment", "membership"], name="one_holder_a_place")]

    def __str__(self):
        return f"Holder {self.pk}"
