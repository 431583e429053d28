from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.models import Cohort


class CohortField(forms.ModelChoiceField):
    def label_from_instance(self, cohort):
        """With a word where every place of it is taken: the office may still have reasons."""
        return _("%(cohort)s: every place is taken") % {"cohort": cohort} if cohort.pk in self.full else str(cohort)


class MoveForm(forms.Form):
    """To which cohort somebody moves."""

    cohort = CohortField(Cohort.objects.none(), label=gettext_lazy("To"), empty_label=gettext_lazy("Choose"))

    def __init__(self, *args, cohorts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].full = set(cohorts.order_by().full().values_list("pk", flat=True))
        self.fields["cohort"].queryset = cohorts
