from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.text import one_line
from reminders import wording
from reminders.models import Kind


class WriteForm(forms.Form):
    """What the office writes to many: to whom, and what."""

    to = forms.ChoiceField(label=_("To"))
    subject = forms.CharField(label=_("Subject"), max_length=120, validators=[one_line])
    words = forms.CharField(
        label=_("Message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 12}), help_text=_("Plain text.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, circles, **kwargs):
        super().__init__(*args, **kwargs)
        self.circles = {circle.key: circle for circle in circles}
        self.fields["to"].choices = [("", _("Choose")), *((key, one.label) for key, one in self.circles.items())]

    def clean_subject(self):
        wording.check(self.cleaned_data["subject"], Kind.BULK)
        return self.cleaned_data["subject"]

    def clean_words(self):
        wording.check(self.cleaned_data["words"], Kind.BULK)
        return self.cleaned_data["words"]

    @property
    def circle(self):
        return self.circles[self.cleaned_data["to"]]
