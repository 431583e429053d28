from django import forms
from django.utils.translation import gettext_lazy as _


class TogetherForm(forms.Form):
    """With whom of those who may be asked a commitment is to be made."""

    places = forms.MultipleChoiceField(
        label=_("With whom?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": _("Somebody you chose is not in your set any more. Nobody was asked.")},
    )

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["places"].choices = [(str(place.pk), str(place)) for place in places]

    @property
    def chosen(self):
        return {int(pk) for pk in self.cleaned_data["places"]}
