from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.fields import DayField, LinesField
from cohorts.models import AvoidedDates, Cohort, PartnerBody, Programme, ProgrammeRole, Venue
from cohorts.models.organisation import Organisation
from cohorts.text import email_key, one_line, search_key


class AvoidedForm(forms.ModelForm):
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("To"))

    class Meta:
        model = AvoidedDates
        fields = ["kind", "name", "starts_on", "ends_on"]


class ProgrammeForm(forms.ModelForm):
    starts_on = DayField(label=_("Starts"))
    ends_on = DayField(label=_("Ends"))
    outcomes = LinesField(
        label=_("Outcomes it is held to"),
        required=False,
        help_text=_("One a line: what will be different for people served"),
    )

    class Meta:
        model = Programme
        fields = [
            "name",
            "region",
            "aim",
            "vision",
            "starts_on",
            "ends_on",
            "outcomes",
            "office_name",
            "office_phone",
            "office_email",
            "safeguarding_name",
            "safeguarding_phone",
            "holidays",
        ]
        widgets = {"aim": forms.Textarea(attrs={"rows": 2}), "vision": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "office_name": _("Printed on joining instructions"),
            "office_email": _("Where answers to our mails go"),
            "safeguarding_name": _("Printed with the limits of confidentiality"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["outcomes"] = [outcome.text for outcome in self.instance.outcomes.all()]

    def values(self):
        """The programme's own columns, without the outcomes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "outcomes"}


class PartnerForm(forms.Form):
    organisation = forms.CharField(label=_("Organisation"), max_length=160, validators=[one_line])
    part = forms.ChoiceField(label=_("Its part"), choices=PartnerBody.Part)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=ProgrammeRole.Role)
    name = forms.CharField(label=_("Name"), max_length=120, validators=[one_line])
    email = forms.EmailField(label=_("Email"))
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=160,
        required=False,
        validators=[one_line],
        help_text=_("For a sponsor: whose people they send. As it is written in the list of people."),
    )

    def clean(self):
        data = super().clean()
        name = search_key(data.get("organisation", ""))
        data["organisation"] = Organisation.objects.filter(search_key=name).first() if name else None
        if data.get("role") == ProgrammeRole.Role.SPONSOR and not data["organisation"]:
            self.add_error("organisation", _("A sponsor needs an organisation that people on the programme come from."))
        if data.get("role") != ProgrammeRole.Role.SPONSOR:
            data["organisation"] = None
        return data


class HandOverForm(forms.Form):
    """Who takes over from `holder`."""

    name = forms.CharField(label=_("Name"), max_length=120, validators=[one_line])
    email = forms.EmailField(label=_("Email"))

    def __init__(self, *args, holder, **kwargs):
        super().__init__(*args, **kwargs)
        self.holder = holder

    def clean_email(self):
        if email_key(self.cleaned_data["email"]) == self.holder.email_key:
            raise forms.ValidationError(_("This is the address of whoever hands over."))
        return self.cleaned_data["email"]


class CohortForm(forms.ModelForm):
    starts_on = DayField(label=_("Starts"))
    ends_on = DayField(label=_("Ends"))
    zone = forms.CharField(label=_("Time zone"), help_text=_("Such as Europe/London"))

    class Meta:
        model = Cohort
        fields = ["name", "starts_on", "ends_on", "zone", "home_venue", "places"]
        help_texts = {"name": _("Such as Spring 2027")}

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.fields["home_venue"].queryset = Venue.objects.filter(programme=programme)

    def clean_zone(self):
        zone = self.cleaned_data["zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("Write a time zone by its usual name, such as Europe/London."))
        return zone

    def clean_name(self):
        name = self.cleaned_data["name"]
        if self.programme.cohorts.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This programme has a cohort of that name already."))
        return name
