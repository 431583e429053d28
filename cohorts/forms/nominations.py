from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.fields import DayField
from cohorts.models import Nomination, NominationLink

WORDS = {"eligibility": forms.Textarea(attrs={"rows": 3}), "note": forms.Textarea(attrs={"rows": 3})}


class NominationForm(forms.ModelForm):
    """What the office takes down of somebody whom an employer would send."""

    release_on = DayField(label=_("Release agreed on"), required=False)

    class Meta:
        model = Nomination
        fields = (
            *("name", "email", "job_title", "organisation", "line_manager", "line_manager_email"),
            *("release_by", "release_on", "cost_code", "purchase_order", "eligibility", "note"),
        )
        widgets = WORDS
        help_texts = {
            "release_by": _("Who lets them come on all the dates; leave empty while it is not agreed"),
            "note": _("The person nominated can ask to read this"),
        }


class NominateForm(forms.ModelForm):
    """The same for a line manager who came by a link, in their words."""

    release = forms.BooleanField(
        label=_("I agree to release them for all the dates"),
        required=False,
        help_text=_("If this is not settled yet, leave it empty and tell the programme office later"),
    )

    class Meta:
        model = Nomination
        fields = (
            *("name", "email", "job_title", "organisation", "eligibility", "note"),
            *("line_manager", "line_manager_email", "release", "cost_code", "purchase_order"),
        )
        widgets = WORDS
        labels = {
            "name": _("Whom do you nominate?"),
            "email": _("Their email"),
            "job_title": _("Their job title"),
            "line_manager": _("Your name"),
            "line_manager_email": _("Your email"),
            "note": _("Anything else the programme office should know"),
        }
        help_texts = {
            "cost_code": _("If you have one already"),
            "purchase_order": _("If you have one already"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("organisation", "line_manager", "line_manager_email"):
            self.fields[name].required = True

    def values(self, today):
        """The columns of the nomination. Whoever agrees to the release is whoever writes, `today`."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "release"}
        if self.cleaned_data["release"]:
            values |= {"release_by": values["line_manager"], "release_on": today}
        return values


class LinkForm(forms.ModelForm):
    closes_on = DayField(label=_("Last day"), help_text=_("Until its end the form takes nominations"))

    class Meta:
        model = NominationLink
        fields = ("closes_on",)


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(label=_("If you decline, why"), choices=Nomination.Reason)


class AcceptForm(forms.Form):
    invite = forms.BooleanField(label=_("Invite them at once"), required=False, initial=True)
