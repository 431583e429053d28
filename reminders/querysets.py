from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Q


class RuleQuerySet(models.QuerySet):
    def on(self):
        return self.filter(is_on=True)

    def worded(self):
        """Those that bring words of their own."""
        return self.exclude(words="", subject="")

    def for_kind(self, kind):
        """Rules for every kind of session, or for `kind` (a value or an outer reference)."""
        return self.filter(Q(session_kind="") | Q(session_kind=kind))


class OccasionQuerySet(models.QuerySet):
    def due(self, now: datetime):
        """Occasions whose time has come and that nobody has expanded, oldest first."""
        return self.filter(expanded_at=None, due_at__lte=now).order_by("due_at")

    def ahead(self):
        """Occasions that nobody has expanded, soonest first."""
        return self.filter(expanded_at=None).order_by("due_at", "pk")

    def kept_for(self, viewer):
        """Occasions of the programmes the viewer looks after, and of the whole-cohort sessions they facilitate.

        Without what somebody promised: that there is anything is for its author to know. See `of_promises`.
        """
        return self.of_viewer(viewer).exclude(kind="commitments")

    def of_promises(self, viewer):
        """Those about what somebody promised: to be counted, not shown."""
        return self.of_viewer(viewer).filter(kind="commitments")

    def of_viewer(self, viewer):
        if viewer.is_administrator:
            return self
        led = Q(session__cohort__in=viewer.cohorts_facilitated, session__learning_set=None, session__coaching_pair=None)
        return self.filter(Q(programme__in=viewer.programmes_coordinated) | led)


class BroadcastQuerySet(models.QuerySet):
    def kept_for(self, viewer):
        """What was written to people of programmes the viewer looks after."""
        return self if viewer.is_administrator else self.filter(programme__in=viewer.programmes_coordinated)


class MessageQuerySet(models.QuerySet):
    def kept_for(self, viewer):
        """Messages whose fate the viewer may read: as coordinator, of sessions they facilitate, as administrator.

        Those about what somebody promised only where they failed or are in doubt.
        """
        occasions = apps.get_model("reminders.Occasion").objects.of_viewer(viewer)
        found = self if viewer.is_administrator else self.filter(occasion__in=occasions.order_by().values("pk"))
        return found.exclude(~Q(state__in=["failed", "doubtful"]), occasion__kind="commitments")

    def coordinated_by(self, viewer):
        """Those of them that are of programmes the viewer looks after, not only of sessions they facilitate."""
        found = self.kept_for(viewer)
        return found if viewer.is_administrator else found.filter(occasion__programme__in=viewer.programmes_coordinated)

    def sent_to(self, viewer):
        """The viewer's own; what they sent to their line manager stands with the note."""
        return self.filter(person=viewer.person).exclude(occasion__kind="progress_note")

    def to_send(self, now: datetime):
        """Messages that wait for a sender: due, or left by one whose lease has run out."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.filter(free, state__in=["due", "sending"], next_attempt_at__lte=now)

    def waiting(self):
        """Messages whose fate is open, whoever holds them and whenever their turn is."""
        return self.filter(state__in=["due", "sending"])

    def unsettled(self):
        """Failed and doubtful ones that no coordinator has dealt with."""
        return self.filter(state__in=["failed", "doubtful"], dismissed_at=None)

    def newest_first(self):
        return self.order_by("-pk")

    def to_failed_addresses(self):
        """Addresses that the mail server refused and nobody has dealt with."""
        return self.unsettled().filter(state="failed", why__in=["address_failed", "bounced"])
