from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.choosing import columns_for_choosing
from cohorts.columns import of_the_programme
from cohorts.sheet import Sheet

MEANINGS = [
    ("", _("Leave out")),
    ("email", _("Email")),
    ("name", _("Full name")),
    ("first_name", _("First name")),
    ("last_name", _("Surname")),
    ("title", _("Title")),
    ("known_as", _("Known as")),
    ("role", _("Role on the programme")),
    ("job_title", _("Job title")),
    ("organisation", _("Organisation")),
    ("sector", _("Sector of the organisation")),
    ("profession", _("Profession")),
    ("mobile", _("Mobile")),
    ("line_manager", _("Line manager")),
    ("release_by", _("Release agreed by")),
    ("release_on", _("Release agreed on")),
    ("cost_code", _("Cost code")),
    ("purchase_order", _("Purchase order")),
    ("assistant", _("Assistant")),
    ("assistant_email", _("Assistant’s email")),
    ("needs", _("Diet and access in one")),
    ("diet", _("Dietary needs")),
    ("access", _("Access needs")),
    ("emergency_name", _("In an emergency, ring")),
    ("emergency_phone", _("In an emergency, on")),
]


class ColumnsForm(forms.Form):
    """A select for each column of the sheet; `columns`, by field, once it is valid."""

    def __init__(self, *args, sheet: Sheet, own: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [*MEANINGS, *((of_the_programme(name), name) for name in own)]
        for column in columns_for_choosing(sheet, own):
            label = f"{column.letter}: {column.heading}" if column.heading else column.letter
            field = forms.ChoiceField(choices=choices, initial=column.field, required=False, label=label)
            field.column = column
            self.fields[f"column-{column.number}"] = field

    def clean(self):
        self.columns: dict[str, int] = {}
        for name, meaning in list(self.cleaned_data.items()):
            if meaning in self.columns:
                first = self.fields[f"column-{self.columns[meaning]}"].column.letter
                self.add_error(
                    name, _("This and column %(first)s are read as the same. Leave one out.") % {"first": first}
                )
            elif meaning:
                self.columns[meaning] = self.fields[name].column.number
