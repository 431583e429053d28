from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 100_000


class ServingForm(forms.Form):
    """Which item serves which objective: a tick for each pair, and the pairs there were when the page was made."""

    serves = forms.MultipleChoiceField(required=False)
    was = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)

    def __init__(self, *args, objectives, items, **kwargs):
        super().__init__(*args, **kwargs)
        pairs = [f"{objective.pk}-{item.pk}" for objective in objectives for item in items]
        self.fields["serves"].choices = [(pair, pair) for pair in pairs]
        self.fields["serves"].error_messages["invalid_choice"] = _(
            "An item or objective of this page is not here any more. Look again."
        )
        self.known = set(pairs)

    @property
    def now(self):
        return set(self.cleaned_data["serves"])

    @property
    def then(self):
        """The pairs that stood on the page; what is not here any more was not unticked by anybody."""
        return set(self.cleaned_data["was"].split()) & self.known

    @property
    def tied(self):
        return ids(self.now - self.then)

    @property
    def untied(self):
        return ids(self.then - self.now)


def ids(pairs):
    """3-12 as (3, 12)"""
    return {tuple(map(int, pair.split("-"))) for pair in pairs}
