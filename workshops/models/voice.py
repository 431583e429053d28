from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.audience import Audience
from cohorts.models import Membership
from cohorts.text import one_line
from workshops.models.item import Item
from workshops.models.session import Session
from workshops.querysets import VoiceQuerySet

MOST = 500  # lines of an item


class Voice(models.Model):
    """A line that the room gave to an item: a question for the panel, what to hear more about, a learning point.

    It belongs to the session, and names the item by its number alone: the line stays when the item leaves the draft,
    and an item that is put back finds its lines. `membership` is its author's; None where it was typed from a card.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Not asked yet")
        ASKED = "asked", _("Asked")
        PARKED = "parked", _("Parked")
        ANSWERED = "answered", _("Answered")

    audience = Audience.COHORT  # of every line

    session = models.ForeignKey(Session, models.CASCADE, related_name="voices")
    item = models.ForeignKey(Item, models.DO_NOTHING, db_constraint=False, related_name="voices")
    kind = models.CharField(max_length=10, choices=Item.Collects)  # as the item collected when it was said
    text = models.CharField(_("Text"), max_length=300, validators=[one_line])
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="voices")
    is_named = models.BooleanField(_("Say that it is from me"), default=False)
    group = models.CharField(_("Group"), max_length=80, blank=True, validators=[one_line])  # by its name then
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    is_hidden = models.BooleanField(default=False)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, related_name="doubles")
    at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)  # a form sent twice is one line

    objects = VoiceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="voice_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="only_an_author_is_named", condition=Q(is_named=False) | Q(membership__isnull=False)
            ),
        ]

    def __str__(self):
        return f"Line {self.pk}"  # never the text: this reaches logs

    @property
    def signed(self):
        """Whom it is from, as far as everyone may know: its author if they say so, or the group on the card."""
        return self.membership.person.full_name if self.is_named else self.group
