from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import Complaint

WORDS = forms.Textarea(attrs={"rows": 6, "dir": "auto"})


class ComplaintForm(forms.ModelForm):
    about = forms.ChoiceField(
        label=_("What it is about"), choices=Complaint.About, widget=forms.RadioSelect, initial=Complaint.About.KEPT
    )

    class Meta:
        model = Complaint
        fields = ["about", "text"]
        widgets = {"text": WORDS}
        help_texts = {"text": _("Administrators read and answer it, and nobody else does.")}
        error_messages = {"text": {"required": _("Write what happened.")}}


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=WORDS,
        help_text=_("What you found, what is put right and when. It cannot be changed once it is sent."),
        error_messages={"required": _("Write an answer.")},
    )
