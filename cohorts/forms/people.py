from collections.abc import Iterable

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.fields import DayField, RowsField
from cohorts.forms.own_columns import text_fields
from cohorts.models import Membership, Needs, Organisation, OwnColumn, Person
from cohorts.models.organisation import Sector
from cohorts.sheet import sheet_of
from cohorts.spreadsheet import LARGEST, Unreadable, read

PERSON = ("title", "name", "known_as")
TERMS = ("release_by", "release_on", "cost_code", "purchase_order")
POST = ("job_title", "organisation", "sector", "profession", "mobile", "line_manager", *TERMS)


def column(model: type[models.Model], name: str, **kwargs):
    """A form field that takes what the column takes."""
    field = model._meta.get_field(name)
    return field.formfield(validators=list(field._validators), **kwargs)


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Find a name"), max_length=100, required=False)


class PlaceForm(forms.Form):
    """A person with a place: who they are, their post, what they need."""

    role = column(Membership, "role")
    email = column(Person, "email", help_text=_("Whoever has this address already is the same person"))
    title = column(Person, "title")
    name = column(Person, "name")
    known_as = column(Person, "known_as", help_text=_("What to call them, where it is not their first name"))
    job_title = column(Membership, "job_title")
    organisation = column(Organisation, "name", required=False)
    sector = forms.ChoiceField(
        label=_("Sector of the organisation"), required=False, choices=[("", _("Not known")), *Sector.choices]
    )
    profession = column(Membership, "profession")
    mobile = column(Membership, "mobile", help_text=_("Not shown to other participants"))
    line_manager = column(Membership, "line_manager")
    release_by = column(
        Membership, "release_by", help_text=_("Who lets them come on all the dates; leave empty while it is not agreed")
    )
    release_on = DayField(label=_("Release agreed on"), required=False)
    cost_code = column(Membership, "cost_code")
    purchase_order = column(Membership, "purchase_order")
    diet = column(Needs, "diet", help_text=_("For the kitchen. Entered by the office: ask them to check it"))
    access = column(
        Needs, "access", help_text=_("For those who arrange the room. Entered by the office: ask them to check it")
    )
    emergency_name = column(Needs, "emergency_name")
    emergency_phone = column(Needs, "emergency_phone")

    def __init__(self, *args, keeps_details: bool, columns: Iterable[OwnColumn] = (), place=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields |= text_fields(columns, place) if keeps_details else {}
        for name in () if keeps_details else ("mobile", *TERMS, *Needs.TEXTS):
            del self.fields[name]

    def part(self, names: Iterable[str]) -> dict[str, str]:
        """What was written in the fields `names`, those that this page shows."""
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    @property
    def person(self):
        return self.part(PERSON)

    @property
    def post(self):
        return self.part(POST)

    @property
    def needs(self):
        return self.part(Needs.TEXTS)

    @property
    def own(self):
        """What was written in own columns, by the number of the column."""
        own = {name.removeprefix("own-"): text for name, text in self.cleaned_data.items() if name.startswith("own-")}
        return {int(number): text for number, text in own.items()}


class PlaceEditForm(PlaceForm):
    """The same for a place that exists. Name and address only for those who may correct the person."""

    def __init__(self, *args, place: Membership, may_correct: bool, **kwargs):
        super().__init__(*args, initial=as_written(place), place=place, **kwargs)
        for name in ("role",) if may_correct else ("role", "email", *PERSON):
            del self.fields[name]
        if may_correct:
            self.fields["email"].help_text = _(
                "When it changes we tell the old address, and what they wrote stays closed until they confirm it"
            )


class SubstituteForm(PlaceForm):
    """Who takes a place before the start. What the place has stays with it; the rest is theirs."""

    ASKED = ("email", *PERSON, "job_title", "organisation", "line_manager", "release_by", "release_on")
    KEPT = ("organisation", "line_manager")  # most come from the same employer
    invite = forms.BooleanField(label=_("Invite them at once"), required=False, initial=True)

    def __init__(self, *args, place: Membership, **kwargs):
        written = as_written(place)
        kept = {name: written[name] for name in self.KEPT}
        super().__init__(*args, initial=kept, **kwargs)
        self.fields = {name: field for name, field in self.fields.items() if name in {*self.ASKED, "invite"}}


def as_written(place: Membership) -> dict[str, str]:
    """What the form shows of a place at first."""
    needs = getattr(place, "needs", None)
    organisation = place.organisation
    return (
        {name: getattr(place.person, name) for name in (*PERSON, "email")}
        | {name: getattr(place, name) for name in POST if name not in {"organisation", "sector"}}
        | {"organisation": str(organisation or ""), "sector": organisation.sector if organisation else ""}
        | {name: getattr(needs, name, "") for name in Needs.TEXTS}
    )


class InviteForm(forms.Form):
    """Whom to invite, of those offered and nobody else."""

    places = RowsField(
        queryset=Membership.objects.none(),
        label=_("People to invite"),
        error_messages={
            "required": _("Choose at least one person."),
            "invalid_choice": _("Somebody chosen is invited already or has left. Look at the list again."),
        },
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["places"].queryset = offered


class UploadForm(forms.Form):
    """A list as a file; `sheet` once it is valid."""

    list = forms.FileField(
        label=_("The list"),
        help_text=_("CSV or Excel (.xlsx), up to 5 MB and 5,000 people"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={"empty": _("This file is empty. Choose the one with the list.")},
    )

    REASONS = {
        "large": _("This file is larger than 5 MB. Save only the list, without pictures, and choose that file."),
        "empty": _("This file has no rows. Choose the one with the list."),
        "pdf": _("This is a PDF. Save the list as CSV or Excel (.xlsx) in the program it was made with."),
        "old_excel": _("This Excel file has a password, or is from before 2007. Save it as .xlsx, without a password."),
        "other": _("This is neither CSV nor Excel. Save the list as one of these."),
        "web_page": _("This is a web page or XML under another name. Open it in Excel and save it as .xlsx."),
        "broken": _("This file cannot be read to its end. Open it, save it again and choose the new file."),
        "bomb": _("This file unpacks to far more than a list holds, so we did not open it."),
        "rows": _("This list has more than 5,000 rows. Split it in two."),
        "columns": _("This list has more than 60 columns. Remove those that are not about the people."),
        "no_email": _("No column of addresses was found. Give one column the heading “Email address”."),
        "no_name": _("No column of names was found. Give one the heading “Name”, or two “First name” and “Surname”."),
    }

    def __init__(self, *args, own: Iterable[str] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.own = own

    def clean_list(self):
        given = self.cleaned_data["list"]
        if given.size > LARGEST:
            raise forms.ValidationError(self.REASONS["large"], code="large")
        try:
            self.sheet = sheet_of(read(given.read()), self.own)
        except Unreadable as error:
            raise forms.ValidationError(self.REASONS[error.reason], code=error.reason) from None
        if not self.sheet.rows():
            raise forms.ValidationError(self.REASONS["empty"], code="empty")
        return given
