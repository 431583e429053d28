from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import Person
from workshops.models.session import Session
from workshops.querysets import PackQuerySet


class Pack(models.Model):
    """A day pack that somebody asked for. The row is the queue: one that waits is made by whoever takes it first."""

    KEPT = timedelta(days=7)  # how long its files stay after it was made
    LEASE = timedelta(minutes=5)  # after which whoever took it is given up
    TRIES = 3

    session = models.ForeignKey(Session, models.CASCADE, related_name="packs")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    copies = models.JSONField()  # how many by the name of each sheet
    size = models.CharField(max_length=5, default="a4")  # a4, large or a5
    by_stock = models.BooleanField(default=True)
    both_sides = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)  # copies set so far
    made_at = models.DateTimeField(null=True, editable=False)
    edition = models.PositiveIntegerField(null=True, editable=False)  # the number of the one it was made from
    digests = models.JSONField(default=dict, editable=False)  # of what each sheet said, by its name
    faults = models.JSONField(default=list, editable=False)  # names of sheets that could not be set
    missing = models.JSONField(default=list, editable=False)  # letters that were printed as squares

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"], condition=Q(made_at=None), name="pack_waiting")]

    def __str__(self):
        return _("Day pack of %(session)s") % {"session": self.session}

    def get_absolute_url(self):
        return reverse("workshops:pack", args=[self.pk])

    @property
    def total(self):
        """Copies of all its sheets together."""
        return sum(self.copies.values())

    @property
    def deleted_at(self):
        """When its files go; None before it is made."""
        return self.made_at and self.made_at + self.KEPT

    @property
    def is_given_up(self):
        """Whether it was begun so often in vain that nobody begins it again."""
        return self.made_at is None and self.tries >= self.TRIES


class PackFile(models.Model):
    """One PDF of a pack. In the database, because the machine that made it need not be the one that hands it out."""

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=10)  # room or office
    stock = models.CharField(max_length=10, blank=True)  # plain or card; empty where they lie together
    part = models.PositiveSmallIntegerField(default=1)  # of a pile too high for one file
    pages = models.PositiveIntegerField()
    leaves = models.PositiveIntegerField()  # sheets of paper
    pdf = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["pack", "position"], name="pack_file_once")]

    def __str__(self):
        return f"{self.pack}, {self.position}"

    def get_absolute_url(self):
        return reverse("workshops:pack_file", args=[self.pack_id, self.position])
