from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from challenges.forms.log import SeenField
from challenges.models import SetNote
from challenges.models.note import LONGEST
from cohorts.fields import KeyField
from cohorts.text import one_line
from workshops.models import SessionDay

LINE = 300
TOO_LONG = _("This is %(show_value)d characters; a note holds %(limit_value)d. Make it two notes, or shorten it.")


class WordsForm(forms.Form):
    """The one box of a note. It cuts nothing off as one types or pastes: what is too long is said, and stands there."""

    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        error_messages={"required": _("Write the note."), "max_length": TOO_LONG},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["text"].widget.attrs["maxlength"]


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, day):
        return date_format(day.date, "l j F Y")


class NoteForm(WordsForm):
    """A new note; `days` are the meetings that it can be about."""

    day = MeetingField(
        label=_("About which meeting?"), queryset=SessionDay.objects.none(), required=False, empty_label=_("None")
    )
    key = KeyField()

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].queryset = days


class ChangeNoteForm(WordsForm):
    seen = SeenField()


class LookBackForm(forms.Form):
    """A line on each of the three levels of learning; all of them may stay empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in SetNote.LEVELS:
            self.fields[kind.value] = forms.CharField(
                label=kind.label,
                required=False,
                max_length=LINE,
                validators=[one_line],
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )
