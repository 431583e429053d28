from django import forms
from django.forms import model_to_dict
from django.utils.translation import gettext_lazy as _

from challenges.models import ProgressNote


class ProgressNoteForm(forms.ModelForm):
    """The frame of the note: whom it is for, and three boxes of which one at least has words."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    class Meta:
        model = ProgressNote
        fields = ["to_name", "to_address", *ProgressNote.PARTS]
        widgets = {
            "to_name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "to_address": forms.EmailInput(attrs={"autocomplete": "off"}),
            **{name: forms.Textarea(attrs={"rows": 5, "dir": "auto"}) for name in ProgressNote.PARTS},
        }
        help_texts = {
            "to_address": _("Check it letter by letter: what you write goes there and cannot be called back"),
            "set_out": _("The challenge in two or three sentences, as somebody understands it who was not there"),
            "changed": _("What is different for people, and what you do differently"),
            "needed": _("Time, a decision, an introduction, cover: one thing that they can say yes to"),
        }
        error_messages = {
            "to_name": {"required": _("Write who it is for.")},
            "to_address": {"required": _("Write their email address.")},
        }

    @staticmethod
    def initial_of(note):
        """What the form shows of a note that there is."""
        return model_to_dict(note, fields=["to_name", "to_address", *ProgressNote.PARTS]) | {"seen": note.stamp}

    @property
    def said(self):
        """The columns of the note, ready for the service."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def show_meanwhile(self, note):
        """Say that another window has written since; what was typed here stays, and pressing again is knowing."""
        self.data = self.data.copy()
        self.data["seen"] = note.stamp
        self.add_error(
            None,
            _("Changed in another window meanwhile: below is how it reads there. Saved again, yours takes its place."),
        )
