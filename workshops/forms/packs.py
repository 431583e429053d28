from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.packs.wishes import MOST, Order

TOO_MANY = 1000  # copies in one pack
HOW = ("by_stock", "both_sides")


class PackForm(forms.Form):
    """How many of each sheet of `kinds`, and how they are printed."""

    size = forms.ChoiceField(
        label=_("Size"),
        choices=[("a4", _("A4")), ("large", _("Large print, on A4")), ("a5", _("A5, where a sheet allows it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a size."), "invalid_choice": _("Choose one of these.")},
    )
    both_sides = forms.BooleanField(
        label=_("Printed on both sides"), required=False, help_text=_("Each copy then begins on a new sheet of paper.")
    )
    by_stock = forms.BooleanField(
        label=_("A file for paper and one for card"),
        required=False,
        help_text=_("Otherwise one file, in order. What is for the office is always a file of its own."),
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        for kind in kinds:
            self.fields[kind.name] = copies_of(kind)
        if len({kind.stock for kind in kinds}) < 2:
            del self.fields["by_stock"]

    def clean(self):
        super().clean()
        wanted = sum(self.cleaned_data.get(kind.name) or 0 for kind in self.kinds)
        if not wanted and not self.errors:
            raise forms.ValidationError(_("Choose at least one sheet: write how many copies you need."))
        if wanted > TOO_MANY:
            raise forms.ValidationError(
                _("That is more than %(most)s copies. Make two packs."), params={"most": TOO_MANY}
            )
        return self.cleaned_data

    @property
    def rows(self):
        """Each sheet with the field of its copies."""
        return [(kind, self[kind.name]) for kind in self.kinds]

    @property
    def order(self):
        copies = {kind.name: self.cleaned_data[kind.name] or 0 for kind in self.kinds}
        how = {name: self.cleaned_data.get(name, False) for name in HOW}
        return Order.of(copies, size=self.cleaned_data["size"], **how)


def copies_of(kind):
    wrong = _("Write a whole number from 0 to %(most)s.") % {"most": MOST}
    return forms.IntegerField(
        label=kind.label,
        min_value=0,
        max_value=MOST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )
