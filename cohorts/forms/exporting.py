from django import forms
from django.utils.translation import gettext_lazy as _


class ExportForm(forms.Form):
    """In which form the people are wanted, and whether with what they need."""

    FORMS = [("xlsx", _("Excel (.xlsx)")), ("csv", _("CSV, for any other program"))]

    form = forms.ChoiceField(label=_("File"), choices=FORMS, widget=forms.RadioSelect, initial="xlsx")
    needs = forms.BooleanField(
        label=_("With dietary and access needs and emergency contacts"),
        required=False,
        help_text=_(
            "Here only coordinators of the programme see these together. Whoever gets the file sees them all:"
            " keep it as carefully, and delete it when it has served"
        ),
    )
