from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.models.membership import Membership
from cohorts.models.programme import Programme
from cohorts.querysets import OwnTextQuerySet
from cohorts.text import one_line


class OwnColumn(models.Model):
    """A column that a programme keeps of each place, under a name of its own. At most five."""

    MOST = 5

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="own_columns")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("Name"), max_length=40, validators=[one_line])

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "position"], name="own_column_position_once"),
            models.CheckConstraint(name="own_columns_are_few", condition=Q(position__range=(1, 5))),
        ]

    def __str__(self):
        return self.name


class OwnText(models.Model):
    """What stands in an own column for one place."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="own_texts")
    column = models.ForeignKey(OwnColumn, models.CASCADE, related_name="texts")
    text = models.CharField(max_length=300, validators=[one_line])

    objects = OwnTextQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "column"], name="own_text_once")]

    def __str__(self):
        return f"{self.column}: {self.membership}"
