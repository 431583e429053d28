import struct

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from allauth.mfa.adapter import get_adapter as get_keys_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import Person
from cohorts.text import email_key, one_line

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "hb-code", "spellcheck": "false"}


def code_field(label, help_text):
    return forms.CharField(
        label=label, help_text=help_text, max_length=20, widget=forms.TextInput(attrs=CODE), validators=[one_line]
    )


class AddressForm(RequestLoginCodeForm):
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("The address your joining instructions came to"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self):
        """The address as typed; whether anybody has it shows nowhere."""
        email = self.cleaned_data["email"]
        if not ratelimit.consume(context.request, action="request_login_code", key=email_key(email)):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = Person.objects.with_address(email).filter(is_active=True).first()
        return email


class CodeForm(ConfirmLoginCodeForm):
    code = code_field(_("Code"), _("Six digits. You can paste it. It works for 30 minutes."))
    stay = forms.BooleanField(label=_("Keep me signed in on this device for 14 days"), required=False)


class SecondStepForm(AuthenticateForm):
    code = code_field(_("Code"), _("Six digits from your authenticator app, or one of your recovery codes."))


class ProofForm(ReauthenticateForm):
    code = SecondStepForm.base_fields["code"]


class AuthenticatorForm(ActivateTOTPForm):
    code = code_field(_("Code that the app shows"), _("Six digits; they change every half minute."))


class Readable:
    """What is no credential is refused, where the library would fall over."""

    def full_clean(self):
        try:
            super().full_clean()
        except (LookupError, TypeError, AttributeError, ValueError, struct.error, RecursionError):
            self.add_error("credential", get_keys_adapter().validation_error("incorrect_code"))


class PasskeySignInForm(Readable, LoginWebAuthnForm):
    pass


class PasskeyStepForm(Readable, AuthenticateWebAuthnForm):
    pass


class PasskeyProofForm(Readable, ReauthenticateWebAuthnForm):
    pass


class PasskeyForm(Readable, AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name of this passkey"),
        help_text=_("So that you can tell it from others, such as: work phone"),
        max_length=60,
        required=False,
        validators=[one_line],
    )
    passwordless = forms.BooleanField(widget=forms.HiddenInput, required=False, initial=True)

    def clean_passwordless(self):
        """Every passkey signs in by itself."""
        return True


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name of this passkey"), max_length=60, validators=[one_line])


class FirstAdministratorForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["name", "email"]
