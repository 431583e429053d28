from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from challenges.forms import PromiseMixin, due_field
from challenges.models import Commitment
from challenges.services.timekeeping import LONGEST
from cohorts.fields import KeyField

SPAN = format_lazy(_("Write whole minutes, from 0 to {limit}."), limit=LONGEST)


class PromiseForm(PromiseMixin, forms.ModelForm):
    """What one will do by the next meeting, or by a date; the set reads it."""

    due_on = due_field()
    key = KeyField()

    class Meta:
        model = Commitment
        fields = ["text", "due_on"]
        error_messages = {"text": {"required": _("Write what you will do.")}}


class StagesForm(forms.Form):
    """Minutes for each stage; nought leaves it out of the sum, and it is passed in a moment."""

    def __init__(self, *args, stages, titles, **kwargs):
        super().__init__(*args, **kwargs)
        for place, ((_name, minutes), title) in enumerate(zip(stages, titles, strict=True)):
            self.fields[f"stage_{place}"] = forms.IntegerField(
                label=f"{place + 1}. {title}",
                min_value=0,
                max_value=LONGEST,
                initial=minutes,
                error_messages=dict.fromkeys(("min_value", "max_value", "invalid", "required"), SPAN),
                widget=forms.NumberInput(attrs={"class": "hb-short", "inputmode": "numeric"}),
            )

    @property
    def minutes(self):
        return [self.cleaned_data[name] for name in self.fields]
