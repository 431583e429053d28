from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cohorts.fields import RowsField
from cohorts.text import one_line
from workshops.models import Item, Speaker


class ItemsChoice(RowsField):
    """Items of a session, each with its day where there are several."""

    def label_from_instance(self, item):
        return f"{item.title}, {item.day.date:%-d %B}" if self.several else item.title


class SpeakerForm(forms.ModelForm):
    """Who they are and where they take part. `was` is the state that the page showed."""

    items = ItemsChoice(
        Item.objects.none(),
        label=_("Takes part in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of somebody in reserve: what they stand ready for. Choose none where they stand ready for all."),
    )
    was = forms.ChoiceField(choices=Speaker.Status.choices, widget=forms.HiddenInput, required=False)

    class Meta:
        model = Speaker
        fields = ["name", "role", "organisation", "email", "mobile", "asked", "status"]
        widgets = {"asked": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "name": _("As it is printed on the agenda, with a title such as Cllr or Dr"),
            "asked": _("How long, on what, and with whom. They read it in their brief."),
            "status": _("Somebody who withdrew or is in reserve is not printed on the agenda"),
        }

    def __init__(self, *args, session, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["was"] = self.now = self.instance.status if self.instance.pk else ""
        self.offer(session, list(self.instance.items.all()) if self.instance.pk else [])

    def offer(self, session, theirs):
        """The items of the session, but no break or meal unless it is theirs; nothing to tick, no field."""
        items = Item.objects.filter(day__session=session).select_related("day").order_by("day__date", "position", "pk")
        offered = items.filter(~Q(kind__in=Item.QUIET) | Q(pk__in=[item.pk for item in theirs]))
        self.fields["items"].several = len({item.day_id for item in offered}) > 1
        self.fields["items"].queryset = offered
        self.initial["items"] = theirs
        if not offered:
            del self.fields["items"]

    def clean_was(self):
        """What the page showed; a page that did not say showed what is there now."""
        return self.cleaned_data["was"] or self.now

    def clean(self):
        super().clean()
        was, chosen = self.cleaned_data.get("was"), self.cleaned_data.get("status")
        if self.now and was and chosen != was and self.now != was:
            said = Speaker.Status(self.now).label
            self.add_error("status", _("They answered meanwhile: %(state)s. Choose again.") % {"state": said})
            self.data = self.data.copy()
            self.data["was"] = self.now
        return self.cleaned_data

    @property
    def speaker_fields(self):
        """The columns, ready for the service. A state that nobody touched is left out: they may answer at any time."""
        columns = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if self.now and columns["status"] == self.cleaned_data["was"]:
            del columns["status"]
        return columns

    @property
    def chosen_items(self):
        """Their items as ticked; None where there was nothing to tick."""
        return self.cleaned_data["items"] if "items" in self.fields else None


class AnswerForm(forms.Form):
    """Whether a speaker comes. `was` is the state that the page showed."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[("yes", _("Can come")), ("no", _("Cannot come after all"))],
        error_messages={"required": _("Choose one of the two."), "invalid_choice": _("Choose one of the two.")},
    )
    why = forms.CharField(label=_("Why"), required=False, max_length=300, validators=[one_line])
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def comes(self):
        return self.cleaned_data["answer"] == "yes"

    def was_overtaken(self, before, after):
        """Whether somebody else had answered otherwise since the page was made."""
        return before not in {self.cleaned_data["was"], after}


class RemedyForm(forms.Form):
    """The button pressed beside a gap: what to do about which item, and who in reserve steps in."""

    item = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    remedy = forms.RegexField(r"^(keep|shorter|neighbour|drop|reserve [0-9]{1,18})$")

    @property
    def reserve(self):
        """The number of the one who steps in, or None."""
        remedy, _space, pk = self.cleaned_data["remedy"].partition(" ")
        return int(pk) if remedy == "reserve" else None
