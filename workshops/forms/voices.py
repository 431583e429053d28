from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.fields import KeyField
from cohorts.text import one_line

LONGEST = 300
WORDS = {
    "required": _("Write a few words first."),
    "max_length": _("Write at most 300 characters; this has %(show_value)s."),
}


class OneLineField(forms.CharField):
    """Words that become one line, however many they were typed on."""

    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST, error_messages=WORDS, validators=[one_line], **kwargs)

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class VoiceForm(forms.Form):
    """A participant's line: unnamed unless they say who they are."""

    text = OneLineField(widget=forms.Textarea(attrs={"rows": 3}))
    is_named = forms.BooleanField(required=False)
    key = KeyField()

    def __init__(self, *args, box, name, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = box
        self.fields["is_named"].label = _("Say that it is from me, %(name)s") % {"name": name}


class CardForm(forms.Form):
    """A line typed from a card: one box, and the group that handed the card in, where there are groups."""

    text = OneLineField(label=_("From the card"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    group = forms.ChoiceField(label=_("Group"), required=False)
    key = KeyField()

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, auto_id="card_%s", **kwargs)
        self.fields["group"].choices = [("", _("No group")), *[(name, name) for name in groups]]
        if not groups:
            del self.fields["group"]
