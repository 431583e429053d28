from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """What is looked for: part of a name, of a session's or a challenge's title."""

    q = forms.CharField(label=_("Find people, sessions, challenges"), max_length=500, required=False)
