from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from challenges.querysets import StakeholderQuerySet
from cohorts.models import Shared
from cohorts.text import one_line


class Map(Shared):
    """A dated version of the map of those who can say yes or no to a challenge. `key` makes a form sent twice one."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="maps")
    began_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    key = models.UUIDField(unique=True, editable=False)

    class Meta(Shared.Meta):
        ordering = ["-began_at", "-pk"]

    def __str__(self):
        return f"Map {self.pk}"

    def get_absolute_url(self):
        return reverse("challenges:map", args=[self.pk])


class Stakeholder(models.Model):
    """Somebody on a map. `key` is the same in every version of the map, so that two versions can be compared."""

    class Says(models.TextChoices):
        BOTH = "both", _("Yes or no")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        INFLUENCE = "influence", _("Influence only")

    class Stands(models.TextChoices):
        FOR = "for", _("For it")
        UNSURE = "unsure", _("Unsure")
        AGAINST = "against", _("Against it")

    map = models.ForeignKey(Map, models.CASCADE, related_name="stakeholders")
    number = models.PositiveSmallIntegerField()  # in the drawing and in the table
    name = models.CharField(_("Who"), max_length=80, validators=[one_line])
    says = models.CharField(_("What can they say?"), max_length=10, choices=Says)
    stands = models.CharField(_("Where do they stand?"), max_length=10, choices=Stands)
    cares_about = models.CharField(_("What do they care about?"), max_length=300, blank=True, validators=[one_line])
    stands_to_lose = models.CharField(
        _("What do they stand to lose?"), max_length=300, blank=True, validators=[one_line]
    )
    influences = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="influenced_by")
    key = models.UUIDField(editable=False)

    objects = StakeholderQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["map", "key"], name="one_of_a_key_on_a_map"),
            models.CheckConstraint(name="stakeholder_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="stakeholder_is_numbered", condition=Q(number__gt=0)),
        ]

    def __str__(self):
        return f"Stakeholder {self.pk}"

    @property
    def decides(self):
        """Whether they can say yes or no themselves."""
        return self.says != self.Says.INFLUENCE
