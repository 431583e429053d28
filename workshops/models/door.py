from django.db import models

from cohorts.models import Membership, Person
from workshops.models.session import SessionDay


class DoorCode(models.Model):
    """Six letters on the door, by which participants say that they are here. No row: nobody can."""

    day = models.OneToOneField(SessionDay, models.CASCADE, related_name="door")
    letters = models.CharField(max_length=6)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self):
        return f"Door of day {self.day_id}"  # never the letters: this reaches logs

    @property
    def spaced(self):
        """As it is read out and typed: CDF GHJ."""
        return f"{self.letters[:3]} {self.letters[3:]}"


class Arrival(models.Model):
    """Somebody said that they are here. The register says who came: this only helps whoever enters it."""

    day = models.ForeignKey(SessionDay, models.CASCADE, related_name="arrivals")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="arrivals")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "membership"], name="one_arrival_a_day")]

    def __str__(self):
        return f"{self.membership}, {self.day_id}"


class WrongLetters(models.Model):
    """That somebody typed letters that are on no door of theirs; kept for a day, so that nobody tries them all."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "at"])]

    def __str__(self):
        return f"{self.person_id} {self.at:%Y-%m-%d %H:%M:%S}"
