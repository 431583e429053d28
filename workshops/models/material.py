from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import Person
from cohorts.text import one_line
from workshops.models.item import Item
from workshops.models.session import Session
from workshops.querysets import MaterialQuerySet

LARGEST = 10 * 1024 * 1024  # bytes of a file
MOST = 20  # materials of an item


class StoredFile(models.Model):
    """The bytes of a file, in the database so that every machine has them. Copies of a session share them."""

    kind = models.CharField(max_length=4)  # a key of workshops.filetypes.TYPES: what it is by its content
    size = models.PositiveIntegerField(validators=[MaxValueValidator(LARGEST)])
    digest = models.CharField(max_length=64)
    data = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(name="file_is_not_too_large", condition=Q(size__lte=LARGEST))]

    def __str__(self):
        return f"{self.kind}, {self.size}"


class Material(models.Model):
    """A file or a link that goes with an item.

    It belongs to the session, and names the item by its number alone: an edition goes on showing what was with an item
    that has left the draft since, and an item that is put back finds its materials.
    """

    class Readers(models.TextChoices):
        DELEGATES = "delegates", _("Everyone who goes")
        FACILITATORS = "facilitators", _("Facilitators only")

    session = models.ForeignKey(Session, models.CASCADE, related_name="materials")
    item = models.ForeignKey(Item, models.DO_NOTHING, db_constraint=False, related_name="files")
    name = models.CharField(_("Name"), max_length=120, validators=[one_line])
    readers = models.CharField(_("For whom"), max_length=12, choices=Readers, default=Readers.FACILITATORS)
    link = models.URLField(_("Link"), max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="materials")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="material_is_a_file_or_a_link",
                condition=Q(link="", file__isnull=False) | ~Q(link="") & Q(file=None),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Where it is read: the link, or the file under our own address."""
        return self.link or reverse("workshops:material", args=[self.pk])

    @property
    def is_for_facilitators(self):
        return self.readers == self.Readers.FACILITATORS
