from django import forms

from workshops.models import Guest


class GuestForm(forms.ModelForm):
    class Meta:
        model = Guest
        fields = ["name", "organisation"]
