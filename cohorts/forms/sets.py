from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import ActionLearningSet, Membership
from cohorts.text import one_line


class MakeSetsForm(forms.Form):
    """So many sets at once, or one by its name."""

    count = forms.IntegerField(label=_("How many sets"), min_value=1, max_value=12, required=False)
    name = forms.CharField(label=_("Or one set called"), max_length=60, required=False, validators=[one_line])

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.taken = set(ActionLearningSet.objects.filter(cohort=cohort).values_list("name", flat=True))

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("name") and not data.get("count"):
            self.add_error("count", _("Say how many sets to make, or name one."))
        if data.get("name") in self.taken:
            self.add_error("name", _("This cohort has a set of that name already."))
        return data

    @property
    def names(self):
        """The names to make: the one typed, or the next numbers that are free."""
        if self.cleaned_data["name"]:
            return [self.cleaned_data["name"]]
        free = (str(_("Set %(n)s") % {"n": n}) for n in range(1, 1000))
        fresh = (name for name in free if name not in self.taken)
        return [next(fresh) for _n in range(self.cleaned_data["count"])]


class ArrangeForm(forms.Form):
    """Every set's name and adviser and every participant's set, in one table each, saved at once."""

    def __init__(self, *args, sets, advisers, participants, **kwargs):
        super().__init__(*args, **kwargs)
        self.sets = {learning_set.pk: learning_set for learning_set in sets}
        self.advisers = {place.pk: place for place in advisers}
        self.participants = {place.pk: place for place in participants}
        self.add_sets()
        self.add_seats()

    def add_sets(self):
        choices = [("", _("None: facilitates itself")), *((str(pk), str(p)) for pk, p in self.advisers.items())]
        for pk, learning_set in self.sets.items():
            self.fields[f"name-{pk}"] = forms.CharField(
                label=_("Name of %(set)s") % {"set": learning_set},
                max_length=60,
                validators=[one_line],
                initial=learning_set.name,
            )
            self.fields[f"adviser-{pk}"] = forms.ChoiceField(
                label=_("Set adviser of %(set)s") % {"set": learning_set},
                choices=choices,
                required=False,
                initial=str(learning_set.adviser_id or ""),
            )
            self.fields[f"fewest-{pk}"] = forms.IntegerField(
                label=_("Fewest members of %(set)s") % {"set": learning_set},
                min_value=2,
                max_value=12,
                required=False,
                initial=learning_set.fewest,
            )

    def add_seats(self):
        choices = [("", _("No set yet")), *((str(pk), s.name) for pk, s in self.sets.items())]
        for pk, place in self.participants.items():
            self.fields[f"seat-{pk}"] = forms.ChoiceField(
                label=_("Set of %(name)s") % {"name": place},
                choices=choices,
                required=False,
                initial=str(place.set_id or ""),
            )
        for name, field in self.fields.items():
            look = "form-control" if name.startswith(("name-", "fewest-")) else "form-select"
            field.widget.attrs["class"] = look

    def clean(self):
        data = super().clean()
        ours = ("name-", "adviser-", "fewest-", "seat-")
        strangers = [name for name in self.data if name.startswith(ours) and name not in self.fields]
        if strangers:
            raise forms.ValidationError(_("The table was about people or sets that are not here any more. Look again."))
        names = [data[f"name-{pk}"] for pk in self.sets if data.get(f"name-{pk}")]
        for pk in self.sets:
            if names.count(data.get(f"name-{pk}")) > 1:
                self.add_error(f"name-{pk}", _("Two sets cannot have one name."))
        return data

    def chosen(self, prefix: str, of: dict, among: dict) -> dict:
        """{row: row chosen for it, or None}, for the selects that were sent."""
        given = {row: self.cleaned_data[f"{prefix}-{pk}"] for pk, row in of.items() if f"{prefix}-{pk}" in self.data}
        return {row: among[int(pk)] if pk else None for row, pk in given.items()}

    @property
    def names(self) -> dict[ActionLearningSet, str]:
        return {row: self.cleaned_data[f"name-{pk}"] for pk, row in self.sets.items()}

    @property
    def advisers_chosen(self) -> dict[ActionLearningSet, Membership | None]:
        return self.chosen("adviser", self.sets, self.advisers)

    @property
    def fewest(self) -> dict[ActionLearningSet, int | None]:
        """Of the sets whose number was sent."""
        sent = {pk: row for pk, row in self.sets.items() if f"fewest-{pk}" in self.data}
        return {row: self.cleaned_data[f"fewest-{pk}"] for pk, row in sent.items()}

    @property
    def seats_chosen(self) -> dict[Membership, ActionLearningSet | None]:
        return self.chosen("seat", self.participants, self.sets)
