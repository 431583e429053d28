import uuid
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import ActionLearningSet, CoachingPair, Cohort, Room, Venue
from cohorts.text import one_line
from workshops.querysets import NOON, DayQuerySet, SessionQuerySet
from workshops.wall_time import utc


class Session(models.Model):
    """Any dated event of a cohort. What is read by delegates is its latest edition; its items are the draft."""

    class Kind(models.TextChoices):
        RESIDENTIAL = "residential", _("Residential")
        WORKSHOP = "workshop", _("Workshop")
        SET_MEETING = "set_meeting", _("Set meeting")
        COACHING = "coaching", _("Coaching")
        STRATEGY_LAB = "strategy_lab", _("Strategy lab")
        END_EVENT = "end_event", _("End event")

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="sessions")
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind, default=Kind.WORKSHOP)
    name = models.CharField(_("Name"), max_length=80, validators=[one_line], help_text=_("Such as Workshop 1"))
    title = models.CharField(
        _("Title"), max_length=160, blank=True, validators=[one_line], help_text=_("What it is about")
    )
    learning_set = models.ForeignKey(
        ActionLearningSet, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("Set")
    )
    coaching_pair = models.ForeignKey(CoachingPair, models.PROTECT, null=True, blank=True, related_name="sessions")
    arrival = models.CharField(
        _("Arrival"),
        max_length=160,
        blank=True,
        validators=[one_line],
        help_text=_("Such as coffee from 09:30 in the Garden Room"),
    )
    bring = models.CharField(_("Bring"), max_length=200, blank=True, validators=[one_line])
    reply_by = models.DateField(
        _("Replies by"), null=True, blank=True, help_text=_("Whoever has not replied is asked once more before")
    )
    dates_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(editable=False)  # whatever reminders are worked out from last changed
    created_at = models.DateTimeField(auto_now_add=True)

    # What it is to whoever it was fetched for; told by workshops.rules.grant.
    is_run: bool
    reads_draft: bool
    is_attended: bool
    shows_words: bool
    standing: list["SessionDay"]  # only where workshops.services.intakes fetched it

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["changed_at"])]
        constraints = [
            models.CheckConstraint(
                name="set_meeting_has_a_set",
                condition=Q(kind="set_meeting", learning_set__isnull=False)
                | ~Q(kind="set_meeting") & Q(learning_set=None),
                violation_error_message=_("A set meeting needs its set, and only a set meeting has one."),
            ),
            models.CheckConstraint(
                name="coaching_has_a_pair",
                condition=Q(kind="coaching", coaching_pair__isnull=False) | ~Q(kind="coaching") & Q(coaching_pair=None),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("workshops:session", args=[self.pk])

    @property
    def is_whole_cohort(self):
        """Whether it is for everyone: not one set's meeting, not coaching."""
        return self.learning_set_id is None and self.coaching_pair_id is None

    @property
    def is_published(self):
        """Whether the cohort may know of it: its dates, or dates and agenda."""
        return self.dates_published_at is not None

    @property
    def heading(self):
        """Name and title in one line: Workshop 1: Leading across boundaries."""
        return f"{self.name}: {self.title}" if self.title else self.name


class Objective(models.Model):
    """What a session is for; every one should be served by some item."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="objectives")
    position = models.PositiveIntegerField()
    text = models.CharField(_("Objective"), max_length=300, validators=[one_line])

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text


class SessionDay(models.Model):
    """One day of a session and its calendar event. Wall time and zone are the truth; the UTC columns are derived."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="days")
    date = models.DateField(_("Date"))
    opens = models.TimeField(_("Starts"))
    closes = models.TimeField(_("Ends"))
    zone = models.CharField(max_length=40)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Venue"))
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Room"))
    online_link = models.URLField(_("Online link"), max_length=500, blank=True)
    online_host = models.CharField(
        _("Online host"),
        max_length=160,
        blank=True,
        validators=[one_line],
        help_text=_("Who hosts, and who lets people in"),
    )
    dial_in = models.CharField(
        _("By telephone"),
        max_length=160,
        blank=True,
        validators=[one_line],
        help_text=_("Number and code, for whoever cannot get online"),
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # rises with every change of the calendar event
    moves = models.PositiveIntegerField(default=0, editable=False)  # rises only when the start moves
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DayQuerySet.as_manager()

    class Meta:
        ordering = ["date", "opens", "pk"]
        indexes = [models.Index(fields=["starts_at"])]
        constraints = [
            models.CheckConstraint(
                name="day_ends_after_start",
                condition=Q(closes__gt=F("opens")),
                violation_error_message=_("The end must be after the start."),
            )
        ]

    def __str__(self):
        return f"{self.session}, {self.date}"

    def save(self, *, update_fields=None, **kwargs):
        """Keeps the UTC columns true to the wall time."""
        self.starts_at, self.ends_at = utc(self.date, self.opens, self.zone), utc(self.date, self.closes, self.zone)
        if update_fields is not None:
            update_fields = {*update_fields, "starts_at", "ends_at"}
        super().save(update_fields=update_fields, **kwargs)

    @property
    def tz(self):
        return ZoneInfo(self.zone)

    @property
    def opens_minute(self):
        """Minutes from the day's midnight to its opening, on the wall clock."""
        return self.opens.hour * 60 + self.opens.minute

    @property
    def closes_minute(self):
        """Minutes from the day's midnight to its end, on the wall clock."""
        return self.closes.hour * 60 + self.closes.minute

    @property
    def halves(self):
        """The half-days it reaches into, as the register counts them: before one o'clock, and after."""
        return [half for half, touched in (("am", self.opens < NOON), ("pm", self.closes > NOON)) if touched]

    def halves_open(self, now):
        """Those of `halves` whose register is open: on the day itself, and of the afternoon from one o'clock on."""
        here = now.astimezone(self.tz)
        begun = {"am": here.date() >= self.date, "pm": (here.date(), here.time()) >= (self.date, NOON)}
        return [half for half in self.halves if begun[half]]
