from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.models.programme import PartnerBody
from cohorts.text import one_line


class Logo(models.Model):
    """The picture of a partner body, for its programme's page and for sheets that delegates get."""

    class Kind(models.TextChoices):
        PNG = "png", "image/png"
        JPEG = "jpeg", "image/jpeg"
        SVG = "svg", "image/svg+xml"

    partner = models.OneToOneField(PartnerBody, models.CASCADE, related_name="logo")
    kind = models.CharField(max_length=4, choices=Kind)  # labelled as the web calls it
    alt = models.CharField(_("In words"), max_length=160, validators=[one_line])
    content = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self):
        return self.alt
