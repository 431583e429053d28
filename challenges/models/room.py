from datetime import datetime, timedelta

from django.db import models

from cohorts.models import Membership
from workshops.models import SessionDay


class SetRoom(models.Model):
    """How far a set meeting is: its stages, which of them is on, and since when. The times are the server's."""

    day = models.OneToOneField(SessionDay, models.CASCADE, related_name="set_room")
    stages = models.JSONField()  # [[name, minutes], ...] in order
    at = models.PositiveSmallIntegerField(null=True)  # the place of the stage that is on; past the last: it is over
    began_at = models.DateTimeField(null=True)  # since when it runs; empty: it stands still
    spent = models.PositiveIntegerField(default=0)  # seconds of this stage before that
    revision = models.PositiveIntegerField(default=0)  # two press at once: it moves once

    def __str__(self):
        return f"Room of day {self.day_id}"

    @property
    def is_over(self) -> bool:
        return self.at is not None and self.at >= len(self.stages)

    @property
    def is_on(self) -> bool:
        return self.at is not None and not self.is_over

    @property
    def seconds(self) -> int:
        """How long the stage that is on may take."""
        return int(self.stages[self.at][1]) * 60

    @property
    def since(self) -> datetime | None:
        """When the stage would have begun, had it run without a pause."""
        return self.began_at - timedelta(seconds=self.spent) if self.began_at else None

    @property
    def ends_at(self) -> datetime | None:
        """When the stage that is on should end, while it runs."""
        return self.since + timedelta(seconds=self.seconds) if self.since and self.is_on else None

    @property
    def all_ends_at(self) -> datetime | None:
        """When the meeting ends if every stage to come takes its minutes."""
        if not self.ends_at:
            return None
        return self.ends_at + timedelta(minutes=sum(minutes for _, minutes in self.stages[self.at + 1 :]))


class Turn(models.Model):
    """One of the set would like to present at a meeting, or presents there."""

    class State(models.TextChoices):
        BID = "bid", "would like to"
        HAD = "had", "presents"

    day = models.ForeignKey(SessionDay, models.CASCADE, related_name="turns")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="turns")
    state = models.CharField(max_length=3, choices=State)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "membership"], name="one_turn_a_meeting")]

    def __str__(self):
        return f"Turn {self.pk}"
