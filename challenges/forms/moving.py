from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort


class MoveForm(forms.Form):
    """To which cohort somebody moves."""

    cohort = forms.ModelChoiceField(Cohort.objects.none(), label=_("To"), empty_label=_("Choose"))

    def __init__(self, *args, cohorts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts
