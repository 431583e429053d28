from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.text import one_line
from workshops.models import Reply

CHOOSE = _("Choose one of the four.")
NIGHT = [("", _("Not said")), ("yes", _("Stays the night")), ("no", _("Does not stay"))]
AS_TYPED = {True: "yes", False: "no", None: ""}
MEANING = {"yes": True, "no": False}


class ReplyForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Will you come?"),
        choices=Reply.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=160, validators=[one_line])
    said_by = forms.CharField(label=_("Who said it"), required=False, max_length=120, validators=[one_line])


class RowForm(forms.Form):
    """One person's row where the office enters several at once; an empty one says nothing."""

    answer = forms.ChoiceField(
        required=False,
        choices=[("", _("No reply yet")), *Reply.Answer.choices],
        error_messages={"invalid_choice": CHOOSE},
    )
    stays = forms.ChoiceField(required=False, choices=NIGHT)
    note = forms.CharField(required=False, max_length=160, validators=[one_line])
    said_by = forms.CharField(required=False, max_length=120, validators=[one_line])

    def __init__(self, *args, place, said, night, **kwargs):
        super().__init__(*args, initial=initial_of(said), prefix=f"p{place.person_id}", **kwargs)
        self.place, self.said = place, said
        if not night:
            del self.fields["stays"]
        self.name_fields()

    def name_fields(self):
        """Each says whose it is, for those who hear the table."""
        names = {"answer": _("Reply"), "stays": _("Night"), "note": _("Note"), "said_by": _("Who said it")}
        for name, field in self.fields.items():
            field.label = f"{names[name]}: {self.place.person}"
            look = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs["class"] = look

    def clean(self):
        data = super().clean()
        if self.has_changed() and not data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", CHOOSE)
        return data

    @property
    def reply(self):
        """What to keep, as the service takes it."""
        given = {name: self.cleaned_data[name] for name in ("answer", "note", "said_by")}
        return given | {"stays": MEANING.get(self.cleaned_data.get("stays"))}


def initial_of(said):
    if said is None:
        return {}
    return {"answer": said.answer, "note": said.note, "said_by": said.said_by, "stays": AS_TYPED[said.stays]}
