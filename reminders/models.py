from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import Membership, Person, Programme
from reminders.due import moment_of, read_moment
from reminders.querysets import MessageQuerySet, OccasionQuerySet, RuleQuerySet
from workshops.models import Session


class Rule(models.Model):
    """Before which sessions, whom, how many local days before and at what local hour a programme reminds."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="reminder_rules")
    session_kind = models.CharField(
        _("Kind of session"), max_length=12, choices=Session.Kind, blank=True
    )  # blank: every kind
    role = models.CharField(_("Who"), max_length=12, choices=Membership.Role, default=Membership.Role.PARTICIPANT)
    days_before = models.PositiveSmallIntegerField(
        _("Days before"), default=7, validators=[MinValueValidator(0), MaxValueValidator(365)]
    )
    hour = models.PositiveSmallIntegerField(_("At the hour"), default=9, validators=[MaxValueValidator(23)])
    moment = models.CharField(max_length=12, editable=False)  # "7d09": what rules that fall together share
    is_on = models.BooleanField(_("On"), default=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["-days_before", "hour", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "session_kind", "role", "moment"],
                name="no_two_identical_rules",
                violation_error_message=_("There is such a rule already."),
            ),
            models.CheckConstraint(name="hour_of_a_day", condition=Q(hour__lte=23)),
            models.CheckConstraint(name="at_most_a_year_before", condition=Q(days_before__lte=365)),
        ]

    def __str__(self):
        return f"{self.role} {self.moment}"

    def save(self, *, update_fields=None, **kwargs):
        """Keeps the stored moment true to the days and the hour."""
        self.moment = moment_of(self.days_before, self.hour)
        super().save(update_fields=update_fields, **kwargs)


class Kind(models.TextChoices):
    INVITATION = "invitation", _("Invitation")
    BEFORE_SESSION = "before_session", _("Before a session")
    ADDRESS_CHANGED = "address_changed", _("Changed address")


class Occasion(models.Model):
    """Why something is sent, and when. Expanded once to one message a person.

    `subject` is the pk of what it is about (a session, an invitation, a changed address, by `kind`), and `session` the
    same again where that is a session, so that the database can join it. `moment` tells two reminders of one session
    apart ("7d09" is seven days before at 09:00); `round` rises only when the start moves.
    """

    Kind = Kind

    kind = models.CharField(max_length=20, choices=Kind)
    subject = models.BigIntegerField()
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="occasions")
    moment = models.CharField(max_length=12, blank=True)
    round = models.PositiveIntegerField(default=0)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="occasions")
    due_at = models.DateTimeField()
    worth_until = models.DateTimeField()
    expanded_at = models.DateTimeField(null=True, blank=True)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "moment", "round"], name="one_occasion"),
            models.CheckConstraint(name="worth_something", condition=Q(worth_until__gte=models.F("due_at"))),
            models.CheckConstraint(
                name="session_is_the_subject",
                condition=Q(kind=Kind.BEFORE_SESSION, session=models.F("subject"))
                | ~Q(kind=Kind.BEFORE_SESSION) & Q(session=None),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="occasion_due", condition=Q(expanded_at=None))]

    def __str__(self):
        return f"{self.kind} {self.subject} {self.moment}"

    @property
    def days_before(self):
        """How many local days before the session it falls due."""
        return read_moment(self.moment)[0] if self.moment else None


class Message(models.Model):
    """One mail to one person: the claim, the record and the proof. No bodies are stored."""

    class State(models.TextChoices):
        DUE = "due", _("Due")
        SENDING = "sending", _("Sending")
        SENT = "sent", _("Sent")
        DOUBTFUL = "doubtful", _("Doubtful")
        FAILED = "failed", _("Failed")
        SKIPPED = "skipped", _("Skipped")

    LOOKS = {
        State.DUE: "todo",
        State.SENDING: "half",
        State.SENT: "done",
        State.DOUBTFUL: "late",
        State.FAILED: "late",
        State.SKIPPED: "na",
    }

    class Why(models.TextChoices):
        """Why a message was skipped or failed."""

        TOO_LATE = "too_late", _("too late to be useful")
        JOINED_AFTER = "joined_after", _("joined after it was due")
        WITHDREW = "withdrew", _("no longer on the programme")
        CANCELLED = "cancelled", _("the session is cancelled")
        MOVED = "moved", _("the session was moved")
        PAUSED = "paused", _("messages are paused")
        SAID_SORRY = "said_sorry", _("said sorry")
        NEWER = "newer", _("a later message takes its place")
        RULE_OFF = "rule_off", _("its rule was switched off")
        ACCEPTED = "accepted", _("accepted already")
        ADDRESS_FAILED = "address_failed", _("the mail server refused the address")
        REFUSED = "refused", _("the mail server refused the message")
        BROKEN = "broken", _("the message could not be written")

    # Found by the indexes below: each index more is written at every step of every message.
    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="messages", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="messages", db_index=False)
    address = models.EmailField()
    state = models.CharField(max_length=8, choices=State, default=State.DUE, db_default=State.DUE)
    why = models.CharField(max_length=16, choices=Why, blank=True, default="", db_default="")
    claimed_by = models.CharField(max_length=64, blank=True, default="", db_default="")
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_attempt_at = models.DateTimeField()
    message_id = models.CharField(max_length=160)
    in_doubt = models.BooleanField(default=False, db_default=False)  # an earlier sender may have got it through
    answer = models.CharField(max_length=500, blank=True, default="", db_default="")  # what the mail server said
    told = models.JSONField(null=True, blank=True)  # what this person was told: days with start, end, venue, sequence
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)  # a coordinator has seen that it failed

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occasion", "person"], name="one_message_a_person")]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="message_to_send", condition=Q(state__in=["due", "sending"])),
            models.Index(
                fields=["address"],
                name="message_unsettled",
                condition=Q(state__in=["failed", "doubtful"], dismissed_at=None),
            ),
            models.Index(fields=["person", "-created_at"]),
        ]

    def __str__(self):
        return f"Message {self.pk}: {self.state}"

    @property
    def look(self):
        """The shape beside its state."""
        return self.LOOKS[self.state]

    @property
    def at(self):
        """When it was done, or is next to be tried."""
        return self.done_at or self.next_attempt_at

    @property
    def is_unsettled(self):
        """Whether it waits for a coordinator."""
        return self.dismissed_at is None and self.state in {self.State.FAILED, self.State.DOUBTFUL}


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
