from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Availability, OfferedDate
from cohorts.fields import ClockField, DayField
from cohorts.models import Venue
from workshops.models import SessionDay

FURTHEST = timedelta(days=2 * 366)


class OfferForm(forms.ModelForm):
    """A date on which the set could meet."""

    date = DayField(label=_("Date"), help_text=_("A day and a month, such as 5 March"))
    opens = ClockField(label=_("Starts"))
    closes = ClockField(label=_("Ends"))

    class Meta:
        model = OfferedDate
        fields = ["date", "opens", "closes"]

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_date(self):
        date = self.cleaned_data["date"]
        if date < self.today:
            raise forms.ValidationError(_("Choose today or a later day."), code="past")
        if date > self.today + FURTHEST:
            raise forms.ValidationError(_("Choose a date within the next two years."), code="far")
        return date

    def clean(self):
        super().clean()
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("It must end after it starts."))
        return self.cleaned_data


class AvailabilityForm(forms.Form):
    """One choice for each offered date; none chosen leaves it unanswered."""

    def __init__(self, *args, offered, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = offered
        for one in offered:
            self.fields[f"on_{one.pk}"] = forms.ChoiceField(
                required=False,
                choices=Availability.Answer.choices,
                widget=forms.RadioSelect,
                initial=answers.get(one.pk, ""),
            )

    @property
    def answers(self):
        found = {one.pk: self.cleaned_data[f"on_{one.pk}"] for one in self.offered}
        return {pk: answer for pk, answer in found.items() if answer}


class WhereForm(forms.ModelForm):
    """Where a settled meeting is: a venue of the programme, online, or not known yet."""

    class Meta:
        model = SessionDay
        fields = ["venue", "online_link"]

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = Venue.objects.filter(programme=programme)
        self.fields["venue"].required = False
        self.fields["venue"].empty_label = _("Not known yet, or online")
        self.fields["online_link"].required = False
