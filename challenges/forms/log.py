import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.drafting import pass_for, typed
from challenges.forms import EntryForm
from challenges.models import Entry
from cohorts.audience import Audience
from cohorts.fields import KeyField

MOST_SEEN = 2**31 - 1


class SeenField(forms.IntegerField):
    """Which revision of a draft a window knows; anything else than a number is none."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, initial=0, **kwargs)

    def clean(self, value):
        try:
            return min(super().clean(value) or 0, MOST_SEEN)
        except forms.ValidationError:
            return 0


class KeptForm(forms.Form):
    """What says which form, of which window, is kept: goes with every form that has a draft."""

    key = KeyField()
    page = KeyField()
    seen = SeenField()


class LogForm(KeptForm, EntryForm):
    """One box, and three prompts for those who want them; what is typed is kept as a draft."""

    first_box = "happened"
    kept_pass = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta(EntryForm.Meta):
        model = Entry
        fields = ["mood", "happened", "tried", "next", "kind", "whom", "taught"]
        labels = {"happened": _("What happened?"), "tried": _("What did you try?"), "next": _("What comes next?")}
        help_texts = {
            "happened": _("A line will do. What you tried, what happened, what comes next: in any order."),
            "whom": _("A name, a place or a title. Whoever can read the entry can read it too."),
        }
        widgets = {
            "mood": forms.RadioSelect,
            "kind": forms.RadioSelect,
            "happened": forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
            "tried": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "next": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "taught": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "whom": forms.TextInput(attrs={"dir": "auto"}),
        }

    drafted = [*Meta.fields, "commitment", "due_on", "audience", "learning_set"]

    def __init__(self, *args, draft=None, **kwargs):
        kwargs["initial"] = restored(draft, kwargs["circle"]) if draft else kwargs.get("initial")
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = False
        self.fields["kept_pass"].initial = pass_for(self.circle.place.pk, self["key"].initial)
        self.fields["commitment"].widget.attrs["dir"] = "auto"
        for name in ("happened", "tried", "next", "taught", "whom", "commitment"):
            del self.fields[name].widget.attrs["maxlength"]  # else a browser cuts off what is pasted, and says nothing

    def clean_kind(self):
        return self.cleaned_data["kind"] or Entry.Kind.PROGRESS

    @property
    def says_something(self):
        return any(text for name, text in self.words.items() if name not in {"kind", "whom"})

    @classmethod
    def typed_in(cls, data):
        """What stands in the form, to be kept; nothing where only its first choices do."""
        fields = typed(data, cls.drafted)
        said = fields.keys() - {"audience", "learning_set"} - ({"kind"} if fields.get("kind") == "progress" else set())
        return fields if said else {}

    @property
    def typed_words(self):
        """Everything of a draft that is words, for showing it beside another."""
        names = ("happened", "tried", "next", "whom", "taught", "commitment")
        return [text for name in names if (text := self[name].value())]

    @property
    def opens_more(self):
        """Which of the boxes that are folded away hold something, and so stand open."""
        return {
            "prompts": any(self[name].value() for name in ("tried", "next")) or self.has_wrong("tried", "next"),
            "diary": self["kind"].value() not in (None, "", "progress") or self.has_wrong("kind", "whom", "taught"),
            "promise": bool(self["commitment"].value()) or self.has_wrong("commitment", "due_on"),
        }

    def has_wrong(self, *names):
        return bool(self.is_bound and self.errors.keys() & set(names))

    def know(self, *, seen=None, key=None, page=None):
        """What the next sending of this form says: that it knows revision `seen`, or that it is a form of its own."""
        self.data = self.data.copy()
        for name, value in {"seen": seen, "key": key, "page": page}.items():
            if value is not None:
                self.data[name] = str(value)
        if key:
            self.data["kept_pass"] = pass_for(self.circle.place.pk, key)


def restored(draft, circle):
    """What a form starts with to go on with `draft`; a reader that has become another is chosen again."""
    fields = dict(draft.fields)
    now = str(circle.learning_set.pk) if circle.learning_set else ""
    if fields.get("audience") == Audience.SET and fields.get("learning_set") != now:
        fields["audience"] = ""
    fields.pop("learning_set", None)
    fields["audience"] = fields.get("audience", Audience.ONLY_ME)
    return fields | {"key": draft.key, "page": uuid.uuid4(), "seen": draft.revision}
