from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Agreement


class AgreementForm(forms.ModelForm):
    """The rules of a set; `number` says which were shown when the page was opened."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Agreement
        fields = ["level", "text"]
        widgets = {"level": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 8, "dir": "auto"})}
        error_messages = {
            "level": {"required": _("Choose what stays in the set.")},
            "text": {"required": _("Write at least one rule.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = Agreement.Level.choices  # none of them is the empty answer
