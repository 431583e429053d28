from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.text import one_line
from workshops.models import Template

GONE = _("This template is no longer there. Choose another; what you typed is kept.")


class NameForm(forms.Form):
    """What a template is called."""

    name = forms.CharField(
        label=_("Name of the template"),
        max_length=120,
        validators=[one_line],
        help_text=_("What you will look for next year, such as Workshop day with a panel"),
    )


class TemplateChoice(forms.ModelChoiceField):
    """Templates of a programme; what is not among them was deleted, as far as anybody may know."""

    default_error_messages = {"invalid_choice": GONE, "required": _("Choose a template.")}

    def __init__(self, **kwargs):
        super().__init__(Template.objects.none(), label=_("Template"), empty_label=None, **kwargs)


class PutForm(forms.Form):
    """Which kept item, or which day of a kept session, goes into an agenda."""

    part = forms.ChoiceField(
        label=_("Template"),
        error_messages={"required": _("Choose a template."), "invalid_choice": GONE},
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**63 - 1)

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts

    @property
    def chosen(self):
        """The id of the template, and which of its days."""
        pk, _dash, part = self.cleaned_data["part"].partition("-")
        return int(pk), int(part)
