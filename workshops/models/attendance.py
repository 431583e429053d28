from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from cohorts.models import Membership, Person
from cohorts.text import one_line
from workshops.models.session import SessionDay
from workshops.querysets import AttendanceQuerySet


class StandingReplies(models.Manager):
    """Replies for the date on which their day is now: whoever replied for another date has not replied for this one."""

    def get_queryset(self):
        return super().get_queryset().filter(date=F("day__date"))


class Reply(models.Model):
    """What somebody said about one day: coming, part, online, sorry. No row: no answer yet, so expected."""

    class Answer(models.TextChoices):
        COMING = "coming", _("Coming")
        PART = "part", _("Part of the day")
        ONLINE = "online", _("Online")
        SORRY = "sorry", _("Sorry")

    day = models.ForeignKey(SessionDay, models.CASCADE, related_name="replies")
    person = models.ForeignKey(Person, models.PROTECT, related_name="replies")
    answer = models.CharField(_("Reply"), max_length=6, choices=Answer)
    stays = models.BooleanField(_("Stays the night"), null=True, blank=True)  # after this day of a residential
    note = models.CharField(_("Note"), max_length=160, blank=True, validators=[one_line])
    said_by = models.CharField(_("Who said it"), max_length=120, blank=True, validators=[one_line])  # to the office
    date = models.DateField(editable=False)  # for which it was said: of a day that moved since, it waits unread
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = StandingReplies()
    of_any_date = models.Manager()  # noqa: DJ012 - what is taken for a field is the other manager

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "person"], name="one_reply_a_day")]

    def __str__(self):
        return f"{self.person}: {self.get_answer_display()}"

    def save(self, **kwargs):
        """Keeps for which date it was said."""
        self.date = self.date or self.day.date
        super().save(**kwargs)


class Attendance(models.Model):
    """Whether somebody came, per half-day: the fire roll, the funder's evidence, the certificate's hours."""

    class Half(models.TextChoices):
        MORNING = "am", _("Morning")
        AFTERNOON = "pm", _("Afternoon")

    day = models.ForeignKey(SessionDay, models.PROTECT, related_name="attendance")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="attendance")
    half = models.CharField(max_length=2, choices=Half)
    came = models.BooleanField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "membership", "half"], name="one_mark_a_half_day")]

    def __str__(self):
        return f"{self.membership}: {self.came}"
