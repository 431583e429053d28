from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from challenges.models.challenge import Challenge
from cohorts.models import Shared
from cohorts.text import one_line


class Answer(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    UNSURE = "unsure", _("Not sure yet")
    NO = "no", _("No")


def answer(question):
    return models.CharField(question, max_length=6, choices=Answer, blank=True)


def why():
    return models.CharField(_("A line to say why"), max_length=300, blank=True, validators=[one_line])


class SelfCheck(Shared):
    """The four marks of a good challenge, as its author sees them now. No score: "not sure yet" is an answer."""

    MARKS = ("matters", "live", "others", "good")

    challenge = models.OneToOneField(Challenge, models.CASCADE, related_name="self_check")
    matters = answer(_("Does it matter to you enough to spend time on?"))
    matters_why = why()
    live = answer(_("Is it live and unresolved?"))
    live_why = why()
    others = answer(_("Does it need other people, and influence rather than position?"))
    others_why = why()
    good = answer(_("Is progress possible, and would it do real good?"))
    good_why = why()
    changed_at = models.DateTimeField()

    class Meta(Shared.Meta):
        constraints = [
            *Shared.Meta.constraints,
            models.CheckConstraint(
                name="selfcheck_answers_something", condition=~Q(matters="", live="", others="", good="")
            ),
        ]

    def __str__(self):
        return f"Self-check {self.pk}"

    def marks(self):
        """Each mark that something was said about: the question, the answer, and the line that says why."""
        for name in self.MARKS:
            said, line = getattr(self, name), getattr(self, f"{name}_why")
            if said or line:
                yield self._meta.get_field(name).verbose_name, said and Answer(said).label, line
