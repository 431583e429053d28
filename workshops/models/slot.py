from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import Membership, Venue
from workshops.models.session import Session
from workshops.querysets import SlotQuerySet
from workshops.wall_time import utc


class CoachingSlot(models.Model):
    """A time that a coach keeps free for whichever of their people books it. Taken back, the row stays.

    `session` is the coaching it became; whether it is taken now, the standing days of that session say.
    """

    coach = models.ForeignKey(Membership, models.PROTECT, related_name="slots")
    date = models.DateField(_("Date"))
    opens = models.TimeField(_("Starts"))
    closes = models.TimeField(_("Ends"))
    zone = models.CharField(max_length=40)
    starts_at = models.DateTimeField(editable=False)
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Venue"))
    online_link = models.URLField(_("Online link"), max_length=500, blank=True)
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    session = models.OneToOneField(Session, models.SET_NULL, null=True, blank=True, related_name="slot")

    is_taken: bool  # told by SlotQuerySet.with_standing

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["coach", "date", "opens"], condition=Q(withdrawn_at=None), name="slot_offered_once"
            ),
            models.CheckConstraint(name="slot_ends_after_start", condition=Q(closes__gt=F("opens"))),
        ]

    def __str__(self):
        return f"Slot {self.pk}"

    def save(self, *, update_fields=None, **kwargs):
        """Keeps the moment true to the wall time."""
        self.starts_at = utc(self.date, self.opens, self.zone)
        if update_fields is not None:
            update_fields = {*update_fields, "starts_at"}
        super().save(update_fields=update_fields, **kwargs)

    @property
    def tz(self):
        return ZoneInfo(self.zone)

    @property
    def day_fields(self):
        """The columns of the day that it becomes."""
        return {name: getattr(self, name) for name in ("date", "opens", "closes", "venue", "online_link")}
