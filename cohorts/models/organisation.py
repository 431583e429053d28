from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.text import one_line, search_key


class Sector(models.TextChoices):
    PUBLIC = "public", _("Public")
    PRIVATE = "private", _("Private")
    VOLUNTARY = "voluntary", _("Voluntary")


class Organisation(models.Model):
    """Where people work, and who the partner bodies are; one row however it is capitalised."""

    Sector = Sector

    name = models.CharField(_("Organisation"), max_length=160, validators=[one_line])
    search_key = models.CharField(max_length=500, unique=True, editable=False)
    sector = models.CharField(_("Sector"), max_length=10, choices=Sector, blank=True)

    class Meta:
        ordering = ["search_key"]

    def __str__(self):
        return self.name

    def save(self, *, update_fields=None, **kwargs):
        self.search_key = search_key(self.name)
        if update_fields is not None:
            update_fields = {*update_fields, "search_key"}
        super().save(update_fields=update_fields, **kwargs)
