"""One line of the agenda table, as somebody typed it over."""

import hashlib
import json

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.agenda import pin_text
from workshops.forms.items import MinutesField, PinField
from workshops.models import Item
from workshops.services.items import Row

TITLE = Item._meta.get_field("title")


class TitleField(forms.CharField):
    """A title; broken lines become one, for the box grows with its text."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class RowForm(forms.Form):
    """Title, length, kind and pin of one item, and what they were when the page was made."""

    title = TitleField(
        max_length=TITLE.max_length,
        validators=TITLE.validators,
        error_messages={"required": _("Write a title."), "max_length": _("A title has at most 200 characters.")},
    )
    minutes = MinutesField()
    kind = forms.ChoiceField(choices=Item.Kind.choices)
    pinned_minute = PinField()
    was = forms.RegexField(r"^\d{1,9} [0-9a-f]{12}$")

    def __init__(self, item, data, *, prefix="i"):
        self.item = item
        super().__init__(data, prefix=f"{prefix}{item.pk}")

    @property
    def is_touched(self):
        """Whether somebody changed this row; of valid rows only."""
        return self.cleaned_data["was"].split()[1] != digest(self.row.fields)

    @property
    def is_wrong(self):
        return not self.is_valid()

    @property
    def row(self):
        fields = {name: self.cleaned_data[name] for name in COLUMNS}
        return Row(item=self.item.pk, revision=int(self.cleaned_data["was"].split()[0]), fields=fields)

    def over(self, revision):
        """Save what was typed in the place of that revision, which whoever typed it has seen."""
        self.data = self.data.copy()
        self.data[self.add_prefix("was")] = f"{revision} {self['was'].value().partition(' ')[2]}"

    @property
    def typed(self):
        """Each box as it was typed."""
        return {name: self[name].value() or "" for name in (*COLUMNS, "was")}


COLUMNS = ("title", "minutes", "kind", "pinned_minute")


def shown(item):
    """Each box as the item fills it."""
    pinned = "" if item.pinned_minute is None else pin_text(item.pinned_minute)
    boxes = {"title": item.title, "minutes": item.minutes, "kind": item.kind, "pinned_minute": pinned}
    return boxes | {"was": f"{item.revision} {digest({name: getattr(item, name) for name in COLUMNS})}"}


def digest(fields):
    """A short mark of what a row says: a row that is posted with the mark it came with was not touched."""
    said = json.dumps([" ".join(fields["title"].split()), *(fields[name] for name in COLUMNS[1:])])
    return hashlib.sha256(said.encode()).hexdigest()[:12]
