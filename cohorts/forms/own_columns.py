from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.columns import SPOKEN, plain
from cohorts.exporting import LEFT_HEADINGS, STANDING_HEADINGS
from cohorts.models import OwnColumn, OwnText
from cohorts.text import one_line

TAKEN = SPOKEN.keys() | {plain(heading) for heading in (STANDING_HEADINGS | LEFT_HEADINGS).values()}


class OwnColumnsForm(forms.Form):
    """The names of all columns at once. An emptied name takes its column away."""

    delete_filled = forms.BooleanField(
        label=_("Delete what stands in columns that I take away"),
        required=False,
        help_text=_("It cannot be brought back"),
    )

    def __init__(self, *args, columns, **kwargs):
        super().__init__(*args, **kwargs)
        known = {column.position: column.name for column in columns}
        names = {f"name-{n}": name_field(n, known.get(n, "")) for n in range(1, OwnColumn.MOST + 1)}
        self.fields = {**names, **(self.fields if known else {})}

    def clean(self):
        data, met = super().clean(), set()
        for field, name in list(data.items()):
            if not field.startswith("name-") or not name:
                continue
            if not plain(name) or plain(name) in met:
                self.add_error(field, _("Give each column a name of its own, with letters in it."))
            elif plain(name) in TAKEN and name != self.fields[field].initial:  # one that stands may stay
                self.add_error(field, _("We keep this of everybody already, under a name that a list reads so."))
            met.add(plain(name))
        return data

    @property
    def names(self):
        """Every name, in order, the empty ones too."""
        return [self.cleaned_data[f"name-{n}"] for n in range(1, OwnColumn.MOST + 1)]


def name_field(number, name):
    return forms.CharField(
        label=_("Column %(n)s") % {"n": number}, max_length=40, required=False, validators=[one_line], initial=name
    )


def text_fields(columns, place=None):
    """A form field for each of `columns`, with what stands in it for `place`."""
    known = dict(place.own_texts.values_list("column", "text")) if place and columns else {}
    limits = {"max_length": OwnText._meta.get_field("text").max_length, "required": False, "validators": [one_line]}
    return {
        f"own-{column.pk}": forms.CharField(label=column.name, initial=known.get(column.pk, ""), **limits)
        for column in columns
    }
