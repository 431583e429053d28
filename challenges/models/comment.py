from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.models.entry import Entry
from challenges.querysets import CommentQuerySet
from cohorts.models import Person


class Comment(models.Model):
    """What a reader says to a progress entry: for whoever reads the entry, while whoever said it reads it too."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="comments")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(_("Your comment"), max_length=2000)
    at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(name="comment_says_something", condition=~Q(text=""))]

    def __str__(self):
        return f"Comment {self.pk}"  # never the text: this reaches logs
