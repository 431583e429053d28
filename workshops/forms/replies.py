from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.text import one_line
from workshops.models import Reply


class ReplyForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Will you come?"),
        choices=Reply.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the four."), "invalid_choice": _("Choose one of the four.")},
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=160, validators=[one_line])
    said_by = forms.CharField(label=_("Who said it"), required=False, max_length=120, validators=[one_line])
