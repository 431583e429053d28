from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.models import Speaker


class SpeakerForm(forms.ModelForm):
    class Meta:
        model = Speaker
        fields = ["name", "role", "organisation", "email", "mobile", "asked", "status"]
        widgets = {"asked": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "name": _("As it is printed on the agenda, with a title such as Cllr or Dr"),
            "asked": _("How long, on what, and with whom"),
            "status": _("Somebody who withdrew or is in reserve is not printed on the agenda"),
        }
