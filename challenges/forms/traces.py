from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Trace, TracePart


class ChooseForm(forms.ModelForm):
    """The title of the story, and what it is made of: a box for each thing that was written."""

    chosen = forms.MultipleChoiceField(
        label=_("What belongs to the story?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": _("Something that you chose is gone. Look at the list again.")},
    )

    class Meta:
        model = Trace
        fields = ["title"]
        widgets = {"title": forms.TextInput(attrs={"dir": "auto"})}
        error_messages = {"title": {"required": _("Give your story a title.")}}

    def __init__(self, *args, keys, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(key, key) for key in keys]


class PartForm(forms.ModelForm):
    class Meta:
        model = TracePart
        fields = ["heading", "text"]
        widgets = {
            "heading": forms.TextInput(attrs={"dir": "auto"}),
            "text": forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        }
        error_messages = {"text": {"required": _("Write something, or take it out of the story.")}}
