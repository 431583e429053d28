from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.references import meant
from cohorts.fields import KeyField


class AskForm(forms.Form):
    """Which thing, why, and whether its author can be told at once."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "hb-short", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Such as N12-7F3A2C41. Whoever is worried finds it beside what they read, and says it to you."),
        error_messages={"required": _("Write the reference.")},
    )
    reason = forms.CharField(
        label=_("Why must it be opened?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Risk of serious harm, the law, or a court. Its author reads this once they are told."),
        error_messages={"required": _("Write why it must be opened.")},
    )
    unsafe = forms.BooleanField(
        label=_("Telling the author now would put somebody at risk"),
        required=False,
        help_text=_("Without a tick the author is told as soon as it is opened."),
    )
    untold = forms.CharField(
        label=_("Who would be at risk, and how?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Only with the tick. The author never reads this; the two of you review it."),
    )
    key = KeyField()

    def clean_reference(self):
        written = self.cleaned_data["reference"]
        if meant(written) is None:
            raise forms.ValidationError(_("That is no reference. Ask again for it, letter by letter."), code="unknown")
        return written

    def clean(self):
        data = super().clean()
        if data.get("unsafe") and not data.get("untold") and "untold" not in self.errors:
            self.add_error("untold", _("Write who would be at risk, or take the tick away."))
        if data.get("untold") and not data.get("unsafe"):
            self.add_error("unsafe", _("Tick this too, or empty the box below it."))
        return data
