from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.models.cohort import Cohort
from cohorts.models.organisation import Organisation
from cohorts.models.person import Person
from cohorts.querysets import MembershipQuerySet, OfficeContactQuerySet
from cohorts.text import one_line


class Membership(models.Model):
    """One role of one person in one cohort, with the post they held in it. Leaving keeps the row."""

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("Participant")
        FACILITATOR = "facilitator", _("Facilitator")
        SET_ADVISER = "set_adviser", _("Set adviser")
        COACH = "coach", _("Coach")

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(_("Role"), max_length=12, choices=Role, default=Role.PARTICIPANT)
    job_title = models.CharField(_("Job title"), max_length=160, blank=True, validators=[one_line])
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("Organisation")
    )
    profession = models.CharField(_("Profession"), max_length=120, blank=True, validators=[one_line])
    mobile = models.CharField(_("Mobile"), max_length=40, blank=True, validators=[one_line])
    line_manager = models.CharField(_("Line manager"), max_length=160, blank=True, validators=[one_line])
    release_by = models.CharField(_("Release agreed by"), max_length=160, blank=True, validators=[one_line])
    release_on = models.DateField(_("Release agreed on"), null=True, blank=True)
    cost_code = models.CharField(_("Cost code"), max_length=40, blank=True, validators=[one_line])
    purchase_order = models.CharField(_("Purchase order"), max_length=40, blank=True, validators=[one_line])
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    moved_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="moved_to"
    )  # the place in another cohort that ended with this one

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["person__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person", "role"], condition=Q(left_at=None), name="current_membership_once"
            )
        ]

    def __str__(self):
        return str(self.person)

    @property
    def stayed_to_the_end(self):
        """Whether the place ended only after the cohort did: by closing it, or by leaving it as an alumnus."""
        return bool(self.left_at) and self.cohort.has_ended(self.left_at)

    @property
    def post(self):
        """Job title and organisation in one line; empty when neither is known."""
        return ", ".join(str(part) for part in (self.job_title, self.organisation) if part)


class Needs(models.Model):
    """Diet, access and whom to ring: seen by those who need them, purged after the cohort ends."""

    TEXTS = ("diet", "access", "emergency_name", "emergency_phone")

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="needs")
    diet = models.CharField(_("Dietary needs"), max_length=300, blank=True, validators=[one_line])
    access = models.CharField(_("Access needs"), max_length=300, blank=True, validators=[one_line])
    emergency_name = models.CharField(_("In an emergency, ring"), max_length=120, blank=True, validators=[one_line])
    emergency_phone = models.CharField(_("On"), max_length=40, blank=True, validators=[one_line])
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.membership}: needs"


class OfficeContact(models.Model):
    """An assistant who gets a principal's logistics, may reply for them, and sees nothing else."""

    principal = models.ForeignKey(Person, models.PROTECT, related_name="office_contacts")
    contact = models.ForeignKey(Person, models.PROTECT, related_name="principals")
    instead = models.BooleanField(_("Gets logistics instead of the principal"), default=False)
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OfficeContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["principal", "contact"], condition=Q(removed_at=None), name="office_contact_once"
            ),
            models.CheckConstraint(name="not_their_own_contact", condition=~Q(principal=models.F("contact"))),
        ]

    def __str__(self):
        return f"{self.contact} for {self.principal}"
