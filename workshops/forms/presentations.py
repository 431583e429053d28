from django import forms
from django.utils.translation import gettext_lazy as _

LENGTHS = [
    (30, _("Half a minute")),
    (60, _("One minute")),
    (90, _("A minute and a half")),
    *[(60 * n, _("%(n)s minutes") % {"n": n}) for n in range(2, 11)],
]


class PaceForm(forms.Form):
    seconds = forms.TypedChoiceField(label=_("For each"), choices=LENGTHS, coerce=int, initial=60)
