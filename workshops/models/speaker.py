from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.models import Person
from cohorts.text import one_line, sort_key
from workshops.models.item import Item
from workshops.models.session import Session
from workshops.querysets import SpeakerQuerySet


class Speaker(models.Model):
    """Somebody from outside who speaks at a session, and what is asked of them.

    The items of one in reserve are those they stand ready for. Somebody who withdrew keeps their items until the gap is
    closed.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked")
        CONFIRMED = "confirmed", _("Confirmed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        RESERVE = "reserve", _("Reserve")

    session = models.ForeignKey(Session, models.CASCADE, related_name="speakers")
    name = models.CharField(_("Name"), max_length=120, validators=[one_line])
    role = models.CharField(_("Role"), max_length=120, blank=True, validators=[one_line])
    organisation = models.CharField(_("Organisation"), max_length=160, blank=True, validators=[one_line])
    email = models.EmailField(_("Email"), blank=True, validators=[one_line])
    mobile = models.CharField(_("Mobile"), max_length=40, blank=True, validators=[one_line])
    asked = models.TextField(_("What is asked of them"), max_length=2000, blank=True)
    status = models.CharField(_("State"), max_length=10, choices=Status, default=Status.ASKED)
    items = models.ManyToManyField(Item, blank=True, related_name="speakers", verbose_name=_("Takes part in"))
    nonce = models.CharField(max_length=43, blank=True, editable=False)  # empty: no link was made
    brief_sent_at = models.DateTimeField(null=True, blank=True, editable=False)  # when the office last sent the brief
    brief_round = models.PositiveSmallIntegerField(default=0, editable=False)  # how many times
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )  # who took down an answer given by telephone; nobody: they pressed themselves
    why = models.CharField(_("Why"), max_length=300, blank=True, validators=[one_line], editable=False)
    stood_ready = models.BooleanField(default=False, editable=False)  # withdrew from the reserve, so leaves no gap

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["brief_sent_at"], name="brief_sent", condition=models.Q(brief_sent_at__isnull=False))
        ]

    def __str__(self):
        return self.name

    language = settings.LANGUAGE_CODE  # of mails to them: nobody asks for theirs

    @property
    def full_name(self):
        return self.name

    @property
    def first_name(self):
        """What a mail calls them: outsiders are not on first-name terms."""
        return self.name

    @property
    def sort_key(self):
        return sort_key(self.name)

    @property
    def leaves_a_gap(self):
        """Whether their items wait for somebody to decide what becomes of them."""
        return self.status == self.Status.WITHDRAWN and not self.stood_ready

    @property
    def is_on(self):
        """Whether to print and count them: asked or confirmed, not withdrawn and not in reserve."""
        return self.status in {self.Status.ASKED, self.Status.CONFIRMED}
