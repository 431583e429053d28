from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """In which form a table is wanted."""

    FORMS = [("xlsx", _("Excel (.xlsx)")), ("csv", _("CSV, for any other program"))]

    form = forms.ChoiceField(label=_("File"), choices=FORMS, widget=forms.RadioSelect, initial="xlsx")


class ExportForm(FileForm):
    """And whether with what people need, and with whoever left."""

    needs = forms.BooleanField(
        label=_("With dietary and access needs and emergency contacts"),
        required=False,
        help_text=_(
            "Here only coordinators of the programme see these together. Whoever gets the file sees them all:"
            " keep it as carefully, and delete it when it has served"
        ),
    )
    left = forms.BooleanField(
        label=_("With those who withdrew or moved"),
        required=False,
        help_text=_("And the day on which they left; never with what they need"),
    )
