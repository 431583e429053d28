from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from challenges.drawing.scales import SCALE
from challenges.questions import interview, strengths
from cohorts.fields import KeyField
from cohorts.models import Membership
from workshops.forms.days import DayFields

SLOT = ("date", "opens", "closes", "venue", "online_link")
LONGEST = 8000


def box(rows):
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class SlotForm(DayFields):
    """A time that a coach keeps free."""

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.about(cohort)
        self.keep_only(*SLOT)
        self.fields["venue"].initial = None

    @property
    def slot_fields(self):
        """The columns of the slot, ready for the service."""
        return {name: self.cleaned_data[name] for name in SLOT}


class Sharing(forms.Form):
    """Whether the other of the pair reads it too; `reader` is named beside the box, None when there is nobody."""

    overtaken = False  # another window has written since
    share = forms.BooleanField(required=False)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        if reader is None:
            del self.fields["share"]
        else:
            self.fields["share"].label = _("Share it with %(name)s") % {"name": reader}
            self.fields["share"].help_text = _("Without a tick only you can read it. Nobody else ever can.")
        self.order_fields([name for name in self.fields if name != "share"])

    def show_meanwhile(self, row):
        """Say that another window has written `row` since; what was typed here stays."""
        self.overtaken = True
        self.data = self.data.copy()
        self.data["seen"] = row.stamp
        said = _(
            "It was changed in another window meanwhile: there it says what follows, and what you typed stands below."
        )
        self.add_error(None, format_lazy("{} {}", said, _("Saved again, yours takes its place.")))

    @property
    def shares(self):
        return bool(self.cleaned_data.get("share"))


class NoteForm(Sharing):
    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST,
        widget=box(8),
        error_messages={"required": _("Write the note.")},
    )
    key = KeyField()


class InterviewForm(Sharing):
    """The questions of the interview in the wording of the moment; none has to be answered, one of them has."""

    def __init__(self, *args, moment, **kwargs):
        super().__init__(*args, **kwargs)
        for question in interview():
            self.fields[question.key] = forms.CharField(
                label=question.at(moment),
                help_text=question.hint,
                required=False,
                max_length=LONGEST,
                widget=box(4),
            )
        self.order_fields([name for name in self.fields if name != "share"])

    def clean(self):
        super().clean()
        if not self.errors and not any(self.answers.values()):
            raise forms.ValidationError(_("Answer at least one question."))
        return self.cleaned_data

    @property
    def answers(self):
        return {question.key: self.cleaned_data.get(question.key, "") for question in interview()}


class AssessmentForm(Sharing):
    """A rating from 1 to 5 for each question, or "not sure yet", and two boxes in one's own words."""

    strengths = forms.CharField(
        label=_("What I bring"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    needs = forms.CharField(
        label=_("What I want to work at"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [*((str(number), str(number)) for number in SCALE), ("", _("Not sure yet"))]
        for question in strengths():
            self.fields[question.key] = forms.ChoiceField(
                label=question.text,
                help_text=question.hint,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                initial="",
            )

    def rating_fields(self):
        return [self[question.key] for question in strengths()]

    @property
    def ratings(self):
        given = {question.key: self.cleaned_data.get(question.key) for question in strengths()}
        return {key: int(number) for key, number in given.items() if number}

    @staticmethod
    def initial_of(assessment):
        """What the form shows of an assessment that there is."""
        rated = {key: str(number) for key, number in assessment.ratings.items()}
        shared = {"share": bool(assessment.shared_with_id), "seen": assessment.stamp}
        return {"strengths": assessment.strengths, "needs": assessment.needs} | shared | rated


class PairsForm(forms.Form):
    """A coach for each participant who has none. Participants and coaches are memberships of one cohort."""

    def __init__(self, *args, participants, coaches, **kwargs):
        super().__init__(*args, **kwargs)
        self.participants = {f"coach-{place.pk}": place for place in participants}
        self.coaches: dict[str, Membership] = {str(place.pk): place for place in coaches}
        choices = [("", _("No coach yet")), *((pk, str(place)) for pk, place in self.coaches.items())]
        for name, place in self.participants.items():
            self.fields[name] = forms.ChoiceField(
                label=_("Coach of %(name)s") % {"name": place}, choices=choices, required=False
            )
            self.fields[name].widget.attrs |= {"class": "form-select", "form": "pair-up"}

    @property
    def chosen(self):
        """(coach, participant) of each choice made."""
        given = ((self.cleaned_data.get(name), place) for name, place in self.participants.items())
        return [(self.coaches[pk], place) for pk, place in given if pk]
