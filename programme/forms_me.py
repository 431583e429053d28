from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import Membership, Needs, Person
from cohorts.readers import seen_by_lazy


class AboutForm(forms.ModelForm):
    """How somebody is called."""

    class Meta:
        model = Person
        fields = ["title", "name", "known_as"]
        help_texts = {"known_as": _("What people call you, if it is not your first name")}


class MailboxForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["shared_mailbox"]


class AddressForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["email"]
        labels = {"email": _("New address")}


class PlaceForm(forms.ModelForm):
    """The mobile and the needs of one place: (mobile, needs) in `cleaned_data`."""

    class Meta:
        model = Membership
        fields = ["mobile"]

    def __init__(self, *args, instance, **kwargs):
        needs = Needs.objects.filter(membership=instance).first()
        initial = {name: getattr(needs, name, "") for name in NEEDS}
        super().__init__(*args, instance=instance, initial=initial | kwargs.pop("initial", {}), **kwargs)
        fields = forms.fields_for_model(Needs, fields=NEEDS, help_texts=WHO_SEES)
        self.fields |= {name: fields[name] for name in NEEDS}
        self.fields["mobile"].help_text = seen_by_lazy("mobile")
        self.fields["mobile"].widget = forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})

    @property
    def needs(self):
        return {name: self.cleaned_data[name] for name in NEEDS}


NEEDS = ["emergency_name", "emergency_phone", "diet", "access"]
WHO_SEES = {
    "emergency_name": seen_by_lazy("emergency"),
    "emergency_phone": _("Their telephone"),
    "diet": seen_by_lazy("diet"),
    "access": seen_by_lazy("access"),
}


class ContactForm(forms.ModelForm):
    """An office contact, by name and address, and whether they get what is about dates beside or instead of me."""

    instead = forms.BooleanField(
        label=_("Send mails about dates to them instead of me"),
        required=False,
        help_text=_("Without this both of you get them. Mails with what you wrote go to you alone."),
    )

    class Meta:
        model = Person
        fields = ["name", "email"]
        labels = {"name": _("Their name"), "email": _("Their email")}
