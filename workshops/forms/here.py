from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.doors import LENGTH, as_kept


class HereForm(forms.Form):
    """The letters on the door, however they are typed."""

    letters = forms.CharField(
        label=_("Letters on the door"),
        max_length=20,
        help_text=_("Six letters. Small or capital, with or without a space."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_letters(self):
        letters = as_kept(self.cleaned_data["letters"])
        if len(letters) != LENGTH:
            raise forms.ValidationError(_("The door has six letters."))
        return letters
