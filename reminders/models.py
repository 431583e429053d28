from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Person, Programme
from cohorts.text import one_line
from reminders.due import moment_of, read_moment
from reminders.querysets import BroadcastQuerySet, MessageQuerySet, OccasionQuerySet, RuleQuerySet
from workshops.models import Session, Speaker


class Kind(models.TextChoices):
    INVITATION = "invitation", _("Invitation")
    WELCOME = "welcome", _("Welcome")
    DATES = "dates", _("Dates to hold")
    MEETING = "meeting", _("Meeting settled")
    BEFORE_SESSION = "before_session", _("Before a session")
    AFTER_SESSION = "after_session", _("After a session")
    CHANGE = "change", _("Change of a session")
    REPLY = "reply", _("Please reply")
    SPEAKER_BRIEF = "speaker_brief", _("Brief for a speaker")
    COMMITMENTS = "commitments", _("Commitments due")
    NUDGE = "nudge", _("A look at the challenge")
    DIGEST = "digest", _("Weekly digest")
    BULK = "bulk", _("From the programme office")
    ADDRESS_CHANGED = "address_changed", _("Changed address")
    FORGETTING = "forgetting", _("To be forgotten")
    COMPLAINT = "complaint", _("A complaint waits")
    ANSWER = "complaint_answered", _("A complaint is answered")


ABOUT_A_SESSION = [Kind.MEETING, Kind.BEFORE_SESSION, Kind.AFTER_SESSION, Kind.CHANGE, Kind.REPLY]


class Rule(models.Model):
    """What a programme sends by itself: of what kind, to whom, how many local days from what, at what local hour.

    `words` stand in place of the usual opening, `subject` in place of the usual subject; both may hold placeholders.
    """

    class Who(models.TextChoices):
        PARTICIPANT = "participant", _("Participant")
        FACILITATOR = "facilitator", _("Facilitator")
        SET_ADVISER = "set_adviser", _("Set adviser")
        COACH = "coach", _("Coach")
        SPEAKER = "speaker", _("Speaker")
        COORDINATOR = "coordinator", _("Coordinator")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="reminder_rules")
    kind = models.CharField(_("Message"), max_length=20, choices=Kind, default=Kind.BEFORE_SESSION)
    session_kind = models.CharField(
        _("Kind of session"), max_length=12, choices=Session.Kind, blank=True
    )  # blank: every kind
    role = models.CharField(_("Who"), max_length=12, choices=Who, default=Who.PARTICIPANT)
    days = models.PositiveSmallIntegerField(
        _("Days"), default=7, validators=[MinValueValidator(0), MaxValueValidator(365)]
    )
    hour = models.PositiveSmallIntegerField(_("At the hour"), default=9, validators=[MaxValueValidator(23)])
    moment = models.CharField(max_length=12, editable=False)  # "7d09": what rules that fall together share
    subject = models.CharField(_("Subject"), max_length=120, blank=True, validators=[one_line])
    words = models.TextField(_("Own words"), max_length=2000, blank=True)
    is_on = models.BooleanField(_("On"), default=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["-days", "hour", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "session_kind", "role", "moment"],
                name="no_two_identical_rules",
                violation_error_message=_("There is such a rule already."),
            ),
            models.CheckConstraint(name="hour_of_a_day", condition=Q(hour__lte=23)),
            models.CheckConstraint(name="at_most_a_year", condition=Q(days__lte=365)),
        ]

    def __str__(self):
        return f"{self.kind} {self.role} {self.moment}"

    def save(self, *, update_fields=None, **kwargs):
        """Keeps the stored moment true to the days and the hour."""
        self.moment = moment_of(self.days, self.hour)
        super().save(update_fields=update_fields, **kwargs)


class Occasion(models.Model):
    """Why something is sent, and when. Expanded once to one message a person.

    `subject` is the pk of what it is about (a session, an invitation, a cohort, a place, by `kind`), and `session` the
    same again where that is a session, so that the database can join it. `moment` tells two of one subject apart
    ("7d09" is seven days before at 09:00, "2027-W10" a week); `round` those that were overtaken: of a reminder it rises
    only when the start moves, of a change with every change.
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
                condition=Q(kind__in=ABOUT_A_SESSION, session=models.F("subject"))
                | ~Q(kind__in=ABOUT_A_SESSION) & Q(session=None),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="occasion_due", condition=Q(expanded_at=None))]

    def __str__(self):
        return f"{self.kind} {self.subject} {self.moment}"

    @property
    def is_personal(self):
        """Whether it is nobody's business but its reader's what it is about."""
        return self.kind == Kind.COMMITMENTS

    @property
    def days(self):
        """How many local days before or after the session it falls due."""
        return read_moment(self.moment)[0] if self.session_id and self.moment else None


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
        BOUNCED = "bounced", _("came back: the mailbox does not take it")
        DONE = "done", _("nothing is left to do")
        TOLD = "told", _("knows it already")
        ENOUGH = "enough", _("had two mails this week already")
        OPTED_OUT = "opted_out", _("does not want these mails")
        NOT_THERE = "not_there", _("was not there")
        TAKEN_BACK = "taken_back", _("taken back before it went")

    # Found by the indexes below: each index more is written at every step of every message.
    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="messages", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="messages", db_index=False)
    speaker = models.ForeignKey(
        Speaker, models.SET_NULL, null=True, related_name="messages", db_index=False
    )  # in place of a person
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
        constraints = [
            models.UniqueConstraint(fields=["occasion", "person"], name="one_message_a_person"),
            models.UniqueConstraint(
                fields=["speaker", "occasion"], condition=Q(speaker__isnull=False), name="one_message_a_speaker"
            ),
            models.CheckConstraint(name="to_one_person_or_speaker", condition=Q(person=None) | Q(speaker=None)),
        ]
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
    def recipient(self):
        """Whom it is for: a person or a speaker; the address where a speaker was forgotten since."""
        return self.person or self.speaker or self.address

    @property
    def is_about_the_address(self):
        """Whether it failed because the mailbox does not take it."""
        return self.why in {self.Why.ADDRESS_FAILED, self.Why.BOUNCED}

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


class Broadcast(models.Model):
    """What the office writes to many at once. Its readers are fixed when it is ordered; it waits to be taken back."""

    HELD = timedelta(minutes=10)

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="broadcasts")
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, related_name="broadcasts")
    to = models.CharField(max_length=160)  # in words: whom it was meant for
    subject = models.CharField(_("Subject"), max_length=120, validators=[one_line])
    words = models.TextField(_("Message"), max_length=5000)
    people = models.ManyToManyField(Person, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    goes_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True, editable=False)  # of the form, so that a second press is the same message

    objects = BroadcastQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["at"])]

    def __str__(self):
        return f"Broadcast {self.pk}"

    def get_absolute_url(self):
        return reverse("reminders:written", args=[self.pk])

    def can_be_taken_back(self, now):
        """Whether it is still held at `now`."""
        return self.taken_back_at is None and now < self.goes_at


class OptOut(models.Model):
    """Somebody does not want the messages of one kind that can be done without."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="opt_outs")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="opt_out_once")]

    def __str__(self):
        return f"{self.person_id} {self.kind}"


class Heartbeat(models.Model):
    """When a part last did its work: tick, beat, worker; that the mail server is away; that everything is paused."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    number = models.BigIntegerField(default=0, db_default=0)  # rises with each tick, so that a restored copy is known
    note = models.CharField(max_length=300, blank=True)

    def __str__(self):
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
