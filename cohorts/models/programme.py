from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models.organisation import Organisation
from cohorts.querysets import ProgrammeQuerySet
from cohorts.text import one_line


class Programme(models.Model):
    class Holidays(models.TextChoices):
        ENGLAND = "GB-ENG", _("England and Wales")
        SCOTLAND = "GB-SCT", _("Scotland")
        NORTHERN_IRELAND = "GB-NIR", _("Northern Ireland")
        IRELAND = "IE", _("Ireland")

    name = models.CharField(_("Name"), max_length=120, validators=[one_line])
    region = models.CharField(_("Region"), max_length=120, blank=True, validators=[one_line])
    aim = models.TextField(_("Aim"), max_length=2000, blank=True, help_text=_("What it is for, in a sentence or two"))
    vision = models.TextField(_("Vision"), max_length=2000, blank=True)
    starts_on = models.DateField(_("Starts"))
    ends_on = models.DateField(_("Ends"))
    office_name = models.CharField(_("Whom to ask"), max_length=120, blank=True, validators=[one_line])
    office_phone = models.CharField(_("Telephone on the day"), max_length=40, blank=True, validators=[one_line])
    office_email = models.EmailField(_("Reply address"), blank=True, validators=[one_line])
    safeguarding_name = models.CharField(_("Safeguarding lead"), max_length=120, blank=True, validators=[one_line])
    safeguarding_phone = models.CharField(_("Their telephone"), max_length=40, blank=True, validators=[one_line])
    holidays = models.CharField(
        _("Bank holidays of"), max_length=6, choices=Holidays, default=Holidays.ENGLAND, blank=True
    )
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_start",
                condition=Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The end must not be before the start."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("cohorts:programme", args=[self.pk])


class OutcomeStatement(models.Model):
    """What the programme is held to."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="outcomes")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=300, validators=[one_line])

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text


class PartnerBody(models.Model):
    """An organisation that co-produces the programme, and its part in it."""

    class Part(models.TextChoices):
        COMMISSIONS = "commissions", _("Commissions")
        FUNDS = "funds", _("Funds")
        DESIGNS = "designs", _("Designs")
        HOSTS = "hosts", _("Hosts")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    part = models.CharField(_("Its part"), max_length=12, choices=Part)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "organisation", "part"], name="partner_part_once")]

    def __str__(self):
        return f"{self.organisation}: {self.get_part_display()}"


class ProgrammeRole(models.Model):
    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("Coordinator")
        SPONSOR = "sponsor", _("Sponsor")
        STRAND_LEAD = "strand_lead", _("Strand lead")
        SAFEGUARDING = "safeguarding", _("Safeguarding lead")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="roles")
    person = models.ForeignKey("cohorts.Person", models.PROTECT, related_name="programme_roles")
    role = models.CharField(_("Role"), max_length=12, choices=Role)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("For a sponsor: whose people"),
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person", "role"], condition=Q(organisation=None), name="programme_role_once"
            ),
            models.UniqueConstraint(
                fields=["programme", "person", "organisation"],
                condition=Q(organisation__isnull=False),
                name="sponsor_once",
            ),
            models.CheckConstraint(
                name="sponsor_has_organisation",
                condition=Q(role="sponsor", organisation__isnull=False) | ~Q(role="sponsor") & Q(organisation=None),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_role_display()}"
