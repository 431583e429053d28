from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import Person, Programme
from cohorts.text import one_line
from workshops.querysets import TemplateQuerySet


class Template(models.Model):
    """A session or an item of the programme, kept to start from again.

    `content` holds plain values, as `workshops.library.written` makes them: no people, and no rows to depend on.
    """

    class Kind(models.TextChoices):
        SESSION = "session", _("Session")
        ITEM = "item", _("Item")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="templates")
    kind = models.CharField(_("Kind"), max_length=7, choices=Kind)
    name = models.CharField(_("Name"), max_length=120, validators=[one_line])
    content = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "kind", "name"], name="template_name_once")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("workshops:template", args=[self.pk])
