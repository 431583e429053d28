from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.forms import ReadersForm
from challenges.models import Answer, SelfCheck


class SelfCheckForm(ReadersForm, forms.ModelForm):
    """The four marks, each with a line to say why; one answer is enough."""

    class Meta:
        model = SelfCheck
        fields = [name for mark in SelfCheck.MARKS for name in (mark, f"{mark}_why")]
        widgets = dict.fromkeys(SelfCheck.MARKS, forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for mark in SelfCheck.MARKS:
            self.fields[mark].choices = [*Answer.choices, *self.no_answer(mark)]
            self.fields[f"{mark}_why"].widget.attrs["dir"] = "auto"

    def no_answer(self, mark):
        """A way to empty what was answered before; a radio that is pressed cannot be let go otherwise."""
        return [("", _("No answer"))] if getattr(self.instance, mark) else []

    def clean(self):
        super().clean()
        if not self.errors and not any(self.cleaned_data.get(mark) for mark in SelfCheck.MARKS):
            self.add_error(
                SelfCheck.MARKS[0], _("Choose an answer for one mark at least. “Not sure yet” is an answer.")
            )
        return self.cleaned_data

    @classmethod
    def is_empty(cls, data):
        """Whether nothing at all stands in what was sent."""
        return not any(data.get(name, "").strip() for name in cls.Meta.fields)

    @property
    def marks(self):
        """Each mark with the line that says why, to be shown together."""
        return [(self[mark], self[f"{mark}_why"]) for mark in SelfCheck.MARKS]

    @property
    def words(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}
