from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, Commitment, Entry
from cohorts.audience import Audience
from cohorts.fields import DayField, KeyField
from cohorts.text import one_line

FURTHEST = timedelta(days=2 * 366)


class ReadersForm(forms.Form):
    """Who can read it: one of the four audiences. `learning_set` says which set the page named as the reader."""

    audience = forms.ChoiceField(
        label=_("Who can read it?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        initial=Audience.ONLY_ME,
        error_messages={"required": _("Choose who can read it.")},
    )
    learning_set = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, circle, **kwargs):
        super().__init__(*args, **kwargs)
        self.circle = circle
        self.fields["learning_set"].initial = circle.learning_set.pk if circle.learning_set else ""

    def clean(self):
        super().clean()
        if self.cleaned_data.get("audience") == Audience.SET:
            self.clean_set()
        return self.cleaned_data

    def clean_set(self):
        """The set that was named when the page was made must still be the author's own."""
        now = self.circle.learning_set
        if now is None:
            self.add_error("audience", _("You are not in a set, so choose another reader."))
        elif self.cleaned_data.get("learning_set") != str(now.pk):
            self.add_error("audience", _("Your set has changed. See who would read it now, then save again."))
            self.data = self.data.copy()
            self.data["learning_set"] = str(now.pk)

    @property
    def readers(self):
        """What a service asks: the audience and, where that is a set, which."""
        chosen = self.cleaned_data["audience"]
        return {
            "audience": chosen,
            "learning_set": self.circle.learning_set if chosen == Audience.SET else None,
        }

    @classmethod
    def chosen_for(cls, shared, circle):
        """The choice to show for `shared`: none where its set is no longer the author's."""
        elsewhere = shared.audience == Audience.SET and shared.learning_set != circle.learning_set
        return {"audience": "" if elsewhere else shared.audience}


class ChallengeForm(ReadersForm, forms.ModelForm):
    class Meta:
        model = Challenge
        fields = ["title", "statement", "why", "who", "progress_would_be", "themes", "stage"]
        widgets = {"title": forms.TextInput(attrs={"dir": "auto"})} | {
            name: forms.Textarea(attrs={"rows": 3, "dir": "auto"})
            for name in ("statement", "why", "who", "progress_would_be")
        }
        help_texts = {
            "title": _("A heading, such as: one early-help offer for under-fives"),
            "statement": _("Something live and unresolved that needs other people. A first draft is enough."),
        }
        error_messages = {
            "title": {"required": _("Write a few words to know it by.")},
            "statement": {"required": _("Write what you are trying to change.")},
        }

    @property
    def words(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ChangeForm(ChallengeForm):
    """Its words and readers. It comes to another stage with what changed: see challenges.forms.stages."""

    class Meta(ChallengeForm.Meta):
        fields = [name for name in ChallengeForm.Meta.fields if name != "stage"]


class PromiseMixin(forms.Form):
    """What a commitment's date must be: today or later in the cohort, and not beyond anybody's planning."""

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self):
        due = self.cleaned_data["due_on"]
        if due and due < self.today:
            raise forms.ValidationError(_("The date for the commitment must be today or later."), code="past")
        if due and due > self.today + FURTHEST:
            raise forms.ValidationError(_("Choose a date within the next two years."), code="far")
        return due


def due_field(**kwargs):
    kwargs.setdefault("help_text", _("A day and a month, such as 5 March. Left empty, it is for the next meeting."))
    return DayField(label=_("By when"), required=False, **kwargs)


class EntryForm(PromiseMixin, ReadersForm, forms.ModelForm):
    """A progress entry and, if wanted, a commitment for the same readers."""

    first_box = "tried"
    commitment = forms.CharField(
        label=_("A commitment"),
        required=False,
        max_length=300,
        validators=[one_line],
        help_text=_("What you will do next. Whoever can read the entry can read it too."),
    )
    due_on = due_field()
    key = KeyField()

    class Meta:
        model = Entry
        fields = ["mood", "tried", "happened", "next"]
        widgets = {"mood": forms.RadioSelect} | {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("tried", "happened", "next")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mood"].choices = Entry.Mood.choices  # none of them is the empty answer

    def clean(self):
        super().clean()
        if not self.errors.keys() & self._meta.fields and not self.says_something:
            self.add_error(self.first_box, _("Write a line, or choose a word for how it is going."))
        if self.cleaned_data.get("due_on") and not (self.cleaned_data.get("commitment") or "commitment" in self.errors):
            self.add_error("commitment", _("Write what you will do by that date, or leave the date empty."))
        return self.cleaned_data

    @property
    def words(self):
        return {name: self.cleaned_data.get(name, "") for name in self._meta.fields}

    @property
    def says_something(self):
        return any(self.words.values())

    @property
    def promise(self):
        text = self.cleaned_data["commitment"]
        return {"text": text, "due_on": self.cleaned_data["due_on"]} if text else None


class CommitmentForm(PromiseMixin, ReadersForm, forms.ModelForm):
    due_on = due_field()
    key = KeyField()

    class Meta:
        model = Commitment
        fields = ["text", "due_on"]
        widgets = {"text": forms.TextInput(attrs={"dir": "auto"})}
        error_messages = {"text": {"required": _("Write what you will do.")}}


class HowItWentForm(PromiseMixin):
    state = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[choice for choice in Commitment.State.choices if choice[0] != Commitment.State.OPEN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what became of it.")},
    )
    outcome = forms.CharField(
        label=_("One line about it"),
        required=False,
        max_length=300,
        validators=[one_line],
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    due_on = DayField(
        label=_("Carried to"),
        required=False,
        help_text=_("Only if you carry it: a day and a month, such as 5 March"),
    )

    def clean(self):
        super().clean()
        carried = self.cleaned_data.get("state") == Commitment.State.CARRIED
        if carried and not self.cleaned_data.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Write the date that you carry it to."))
        return self.cleaned_data
