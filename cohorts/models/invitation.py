from datetime import timedelta

from django.db import models

from cohorts.models.membership import Membership
from cohorts.models.person import Person
from cohorts.querysets import InvitationQuerySet


class Invitation(models.Model):
    """One press that accepts a place and signs in, once, within fourteen days.

    The token in the mail is derived from the row's id and nonce; a new nonce revokes it.
    """

    LASTS = timedelta(days=14)

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="invitation")
    nonce = models.CharField(max_length=43)
    round = models.PositiveSmallIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sent_at"]), models.Index(fields=["accepted_at"])]

    def __str__(self):
        return f"Invitation of {self.membership}"

    def is_open(self, now):
        """Whether pressing it still signs in."""
        return self.accepted_at is None and now < self.sent_at + self.LASTS
