from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.text import one_line
from workshops.forms.days import DayFields
from workshops.forms.templates import TemplateChoice
from workshops.services.laying import Beginning


class BeginningForm(DayFields):
    """Name, first day and venue of a session that starts from another."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=80,
        validators=[one_line],
        help_text=_("Such as Workshop 3. Leave it empty to keep the name it had."),
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.about(cohort)
        self.keep_only("date", "venue")
        self.fields["date"].label = _("First day on")
        self.fields["venue"].empty_label = _("As it was")
        self.fields["venue"].initial = None
        self.fields["venue"].help_text = _("Rooms are looked for there by their names.")

    @property
    def beginning(self):
        chosen = self.cleaned_data
        return Beginning(chosen["date"], chosen["name"], chosen["venue"])


class FromTemplateForm(BeginningForm):
    template = TemplateChoice()
    field_order = ["template", "name", "date", "venue"]

    def __init__(self, *args, templates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates


class CopyForm(BeginningForm):
    with_speakers = forms.BooleanField(
        label=_("Bring the speakers too"),
        required=False,
        help_text=_("As people still to be asked: nobody is told, and no answer comes along."),
    )
    field_order = ["name", "date", "venue", "with_speakers"]
