from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, StageMove
from cohorts.fields import KeyField


class StageForm(forms.ModelForm):
    """A stage in the world, and what changed there."""

    key = KeyField()

    class Meta:
        model = StageMove
        fields = ["stage", "changed", "more"]
        widgets = {
            "stage": forms.RadioSelect,
            "changed": forms.TextInput(attrs={"dir": "auto"}),
            "more": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        }
        help_texts = {
            "changed": _("What is different for people, not what you did. Or why you let it go."),
            "more": _("Who noticed, what you saw or counted, where it can be looked up."),
        }
        error_messages = {
            "stage": {"required": _("Choose the stage that it has come to.")},
            "changed": {"required": _("Write one line about what changed.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = Challenge.Stage.choices  # none of them is chosen for you
