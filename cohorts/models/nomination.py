from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models.cohort import Cohort
from cohorts.models.membership import Membership
from cohorts.models.person import Person
from cohorts.querysets import NominationQuerySet
from cohorts.text import email_key, one_line


class NominationLink(models.Model):
    """The public form of a cohort, for whoever holds its address. The row is the switch; a new nonce revokes it."""

    cohort = models.OneToOneField(Cohort, models.CASCADE, related_name="nomination_link")
    nonce = models.CharField(max_length=43)
    closes_on = models.DateField(_("Last day"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self):
        return str(self.cohort)

    def is_open(self, now):
        """Whether it still takes nominations: until the end of its last day where the cohort is."""
        return now.astimezone(self.cohort.tz).date() <= self.closes_on


class Nomination(models.Model):
    """Somebody whom an employer would send. It names people who need not know of it yet: coordinators read it."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        WAITING = "waiting", _("On the waiting list")
        ACCEPTED = "accepted", _("Has a place")
        DECLINED = "declined", _("Declined")

    class Reason(models.TextChoices):
        NO_PLACE = "no_place", _("There was no place")
        CRITERIA = "criteria", _("It is for people in other posts")
        NO_RELEASE = "no_release", _("Release is not agreed")
        ANOTHER_COHORT = "another_cohort", _("Another cohort suits better")
        TAKEN_BACK = "taken_back", _("The nomination was taken back")

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="nominations")
    name = models.CharField(_("Name"), max_length=120, validators=[one_line])
    email = models.EmailField(_("Email"))
    email_key = models.CharField(max_length=300, editable=False)
    job_title = models.CharField(_("Job title"), max_length=160, blank=True, validators=[one_line])
    organisation = models.CharField(_("Organisation"), max_length=160, blank=True, validators=[one_line])
    line_manager = models.CharField(_("Line manager"), max_length=160, blank=True, validators=[one_line])
    line_manager_email = models.EmailField(_("Line manager’s email"), blank=True)
    release_by = models.CharField(_("Release agreed by"), max_length=160, blank=True, validators=[one_line])
    release_on = models.DateField(_("Release agreed on"), null=True, blank=True)
    cost_code = models.CharField(_("Cost code"), max_length=40, blank=True, validators=[one_line])
    purchase_order = models.CharField(_("Purchase order"), max_length=40, blank=True, validators=[one_line])
    eligibility = models.TextField(_("Why this person, and why now"), max_length=2000, blank=True)
    note = models.TextField(_("Note"), max_length=2000, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.NEW, editable=False)
    position = models.PositiveIntegerField(null=True, editable=False)  # on the waiting list
    reason = models.CharField(_("Reason"), max_length=14, choices=Reason, blank=True, editable=False)
    membership = models.OneToOneField(Membership, models.SET_NULL, null=True, editable=False)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", editable=False)  # None: by the link
    at = models.DateTimeField(editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["cohort", "email_key"])]
        constraints = [
            models.CheckConstraint(
                name="who_waits_has_a_position",
                condition=Q(state="waiting", position__isnull=False) | ~Q(state="waiting") & Q(position=None),
            ),
            models.CheckConstraint(
                name="who_is_declined_has_a_reason",
                condition=Q(state="declined") & ~Q(reason="") | ~Q(state="declined") & Q(reason=""),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *, update_fields=None, **kwargs):
        self.email_key = email_key(self.email)
        if update_fields is not None:
            update_fields = {*update_fields, "email_key"}
        super().save(update_fields=update_fields, **kwargs)

    def get_absolute_url(self):
        return reverse("cohorts:nomination", args=[self.pk])

    @property
    def is_open(self):
        """Whether it still waits for an answer."""
        return self.state in {self.State.NEW, self.State.WAITING}
