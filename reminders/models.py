from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import Person, Programme
from reminders.querysets import MessageQuerySet, OccasionQuerySet
from workshops.models import Session


class Rule(models.Model):
    """Before which sessions, whom, how many local days before and at what local hour a programme reminds."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="reminder_rules")
    session_kind = models.CharField(
        _("Kind of session"), max_length=12, choices=Session.Kind, blank=True
    )  # blank: every kind
    role = models.CharField(_("Role"), max_length=12, default="participant")
    days_before = models.PositiveSmallIntegerField(
        _("Days before"), default=7, validators=[MinValueValidator(0), MaxValueValidator(365)]
    )
    hour = models.PositiveSmallIntegerField(_("At the hour"), default=9, validators=[MaxValueValidator(23)])
    is_on = models.BooleanField(_("On"), default=True)

    class Meta:
        ordering = ["-days_before", "hour", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "session_kind", "role", "days_before", "hour"], name="no_two_identical_rules"
            ),
            models.CheckConstraint(name="hour_of_a_day", condition=Q(hour__lte=23)),
            models.CheckConstraint(name="at_most_a_year_before", condition=Q(days_before__lte=365)),
        ]

    def __str__(self):
        return f"{self.days_before} days before, {self.hour:02d}:00"


class Kind(models.TextChoices):
    INVITATION = "invitation", _("Invitation")
    BEFORE_SESSION = "before_session", _("Before a session")
    ADDRESS_CHANGED = "address_changed", _("Changed address")


class Occasion(models.Model):
    """Why something is sent, and when. Expanded once to one message a person.

    `subject` is the pk of what it is about (a session, an invitation, a changed address, by `kind`); `moment` tells two
    reminders of one session apart ("7d09" is seven days before at 09:00); `round` rises only when the start moves.
    """

    Kind = Kind

    kind = models.CharField(max_length=20, choices=Kind)
    subject = models.BigIntegerField()
    moment = models.CharField(max_length=12, blank=True)
    round = models.PositiveIntegerField(default=0)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="occasions")
    due_at = models.DateTimeField()
    worth_until = models.DateTimeField()
    expanded_at = models.DateTimeField(null=True, blank=True)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "moment", "round"], name="one_occasion"),
            models.CheckConstraint(name="worth_something", condition=Q(worth_until__gte=models.F("due_at"))),
        ]
        indexes = [models.Index(fields=["due_at"], name="occasion_due", condition=Q(expanded_at=None))]

    def __str__(self):
        return f"{self.kind} {self.subject} {self.moment}"


class Message(models.Model):
    """One mail to one person: the claim, the record and the proof. No bodies are stored."""

    class State(models.TextChoices):
        DUE = "due", _("Due")
        SENDING = "sending", _("Sending")
        SENT = "sent", _("Sent")
        DOUBTFUL = "doubtful", _("Doubtful")
        FAILED = "failed", _("Failed")
        SKIPPED = "skipped", _("Skipped")

    class Why(models.TextChoices):
        """Why a message was skipped or failed."""

        TOO_LATE = "too_late", _("too late to be useful")
        JOINED_AFTER = "joined_after", _("joined after it was due")
        WITHDREW = "withdrew", _("no longer on the programme")
        CANCELLED = "cancelled", _("the session was cancelled")
        MOVED = "moved", _("the session was moved")
        PAUSED = "paused", _("messages are paused")
        SAID_SORRY = "said_sorry", _("said sorry")
        NEWER = "newer", _("a later reminder takes its place")
        ADDRESS_FAILED = "address_failed", _("the mail server refused the address")
        REFUSED = "refused", _("the mail server refused the message")
        BROKEN = "broken", _("the message could not be written")

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="messages")
    person = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    address = models.EmailField()
    state = models.CharField(max_length=8, choices=State, default=State.DUE)
    why = models.CharField(max_length=16, choices=Why, blank=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    message_id = models.CharField(max_length=160)
    answer = models.CharField(max_length=500, blank=True)  # what the mail server said
    told = models.JSONField(default=dict)  # what this person was last told: start, end, venue, sequence
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occasion", "person"], name="one_message_a_person")]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="message_to_send", condition=Q(state__in=["due", "sending"])),
            models.Index(fields=["person", "-created_at"]),
        ]

    def __str__(self):
        return f"Message {self.pk}: {self.state}"


class SessionPlan(models.Model):
    """Which state of a session its occasions were last worked out from."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="+", primary_key=True)
    seen = models.DateTimeField()

    def __str__(self):
        return f"Plan of session {self.session_id}"


class Heartbeat(models.Model):
    """When a part last did its work: the tick, the breaker of the mail server."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    def __str__(self):
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
