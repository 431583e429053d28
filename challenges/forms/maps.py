from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.forms import ReadersForm
from challenges.models import Stakeholder
from cohorts.fields import KeyField, RowsField


class MapForm(ReadersForm):
    """Who can read a new version of the map."""

    key = KeyField()


class StakeholderForm(forms.ModelForm):
    """Somebody on the map. `others` are those whom they may influence."""

    influences = RowsField(
        label=_("Whom do they influence?"),
        queryset=Stakeholder.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    key = KeyField()

    class Meta:
        model = Stakeholder
        fields = ["name", "says", "stands", "cares_about", "stands_to_lose"]
        widgets = {"says": forms.RadioSelect, "stands": forms.RadioSelect}
        help_texts = {"name": _("A role or a body, rather than a name: the finance director, the heads’ forum")}
        error_messages = {
            "name": {"required": _("Write who it is.")},
            "says": {"required": _("Choose what they can say.")},
            "stands": {"required": _("Choose where they stand; unsure is an answer.")},
        }

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "cares_about", "stands_to_lose"):
            self.fields[name].widget.attrs["dir"] = "auto"
        for name in ("says", "stands"):
            self.fields[name].choices = self._meta.model._meta.get_field(name).choices  # none of them is the empty one
        self.fields["influences"].queryset = others
        self.fields["influences"].label_from_instance = lambda other: other.name
        if not others:
            del self.fields["influences"]

    @property
    def words(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    @property
    def influenced(self):
        return list(self.cleaned_data.get("influences", ()))
