from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.models import ActionLearningSet, Membership, Room
from cohorts.text import one_line
from workshops.models.session import Objective, SessionDay

DAY = 24 * 60  # minutes
MOST = 500  # items in a day


class Item(models.Model):
    """A line of a day's draft agenda. Its start follows from the items before it, unless it is pinned."""

    class Kind(models.TextChoices):
        INPUT = "input", _("Input")
        PANEL = "panel", _("Panel")
        EXERCISE = "exercise", _("Exercise")
        SETS = "sets", _("Sets")
        REFLECTION = "reflection", _("Reflection")
        BREAK = "break", _("Break")
        MEAL = "meal", _("Meal")
        OTHER = "other", _("Other")

    class EachOf(models.TextChoices):
        GROUP = "group", _("Group")
        PERSON = "person", _("Person")
        SPEAKER = "speaker", _("Speaker")
        TURN = "turn", _("Turn")

    class Split(models.TextChoices):
        SET = "set", _("By set")
        ORGANISATION = "organisation", _("By own organisation")
        MIXED = "mixed", _("Mixed on purpose")

    class Collects(models.TextChoices):
        QUESTIONS = "questions", _("Questions for the panel")
        MORE = "more", _("What would you hear more about?")
        LEARNING = "learning", _("Learning points")

    QUIET = {Kind.BREAK, Kind.MEAL}

    day = models.ForeignKey(SessionDay, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("Title"), max_length=200, validators=[one_line])
    minutes = models.PositiveIntegerField(_("Minutes"), default=30, validators=[MaxValueValidator(DAY)])
    pinned_minute = models.PositiveIntegerField(
        _("Pinned to"), null=True, blank=True, validators=[MaxValueValidator(2 * DAY)]
    )  # from the day's midnight, past 1440 for the small hours
    together = models.PositiveIntegerField(
        _("Minutes together"), null=True, blank=True, validators=[MaxValueValidator(DAY)]
    )  # what the minutes are made of: so many together, then so many for each of something
    each_minutes = models.PositiveIntegerField(
        _("Then minutes for each"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(DAY)]
    )
    each_of = models.CharField(_("For each"), max_length=8, choices=EachOf, blank=True)
    each_count = models.PositiveIntegerField(
        _("How many"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    split = models.CharField(max_length=12, choices=Split, blank=True, editable=False)  # how its groups were made
    collects = models.CharField(_("Collects from the room"), max_length=10, choices=Collects, blank=True)
    lead = models.CharField(_("Lead"), max_length=120, blank=True, validators=[one_line])
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Room"))
    description = models.TextField(_("For delegates"), max_length=2000, blank=True)
    instructions = models.TextField(_("Instructions"), max_length=4000, blank=True)
    expected_output = models.CharField(_("Expected output"), max_length=300, blank=True, validators=[one_line])
    notes = models.TextField(_("Facilitator notes"), max_length=4000, blank=True)
    kit = models.TextField(_("Kit"), max_length=1000, blank=True, help_text=_("One thing a line"))
    materials = models.TextField(_("Materials"), max_length=2000, blank=True, help_text=_("Links, one a line"))
    contingency = models.CharField(_("If time is short"), max_length=300, blank=True, validators=[one_line])
    objectives = models.ManyToManyField(Objective, blank=True, related_name="items", verbose_name=_("Serves"))
    revision = models.PositiveIntegerField(default=1, editable=False)  # two editors: the second is told

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="item_fits_in_a_day", condition=Q(minutes__lte=DAY)),
            models.CheckConstraint(
                name="pin_within_two_days", condition=Q(pinned_minute=None) | Q(pinned_minute__lte=2 * DAY)
            ),
            models.CheckConstraint(
                name="made_of_something_or_not",
                condition=Q(each_of="", each_minutes=None, together=None, each_count=None)
                | ~Q(each_of="") & Q(each_minutes__gte=1),
            ),
        ]

    def __str__(self):
        return self.title


class ParallelGroup(models.Model):
    """One of the groups an item splits into. Its people are its members, or those who sit in its set now."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="groups")
    position = models.PositiveIntegerField()
    name = models.CharField(_("Name"), max_length=80, validators=[one_line])
    members = models.ManyToManyField(Membership, blank=True, related_name="parallel_groups")
    learning_set = models.ForeignKey(ActionLearningSet, models.PROTECT, null=True, blank=True, related_name="+")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Room"))
    lead = models.CharField(_("Lead"), max_length=120, blank=True, validators=[one_line])

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name
