"""The pages of the sign-in library that we use, each with our own manners."""

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cohorts.exceptions import AlreadySetUp
from cohorts.models import Person
from cohorts.services import administrators
from programme.forms_sign_in import FirstAdministratorForm
from programme.sign_in import confirm_by_key, has_key, opens_own_words, sign_in_as

UNTIL_THE_BROWSER_CLOSES = 0


class Unprocessable:
    """An invalid form comes back with its own status."""

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = 422
        return response


class SignIn(Unprocessable, RequestLoginCodeView):
    template_name = "account/sign_in.html"
    extra_context = {"demo": settings.DEMO}

    def _redirect_to_pending_stage(self, request, stage):
        """Somebody who comes back here wants another address, not the code of the first."""


class Code(Unprocessable, ConfirmLoginCodeView):
    template_name = "account/code.html"

    def _verify_form_valid(self, form):
        if self.went_elsewhere():
            return self.stage.abort()
        response = super()._verify_form_valid(form)
        if not form.cleaned_data["stay"]:
            self.request.session.set_expiry(UNTIL_THE_BROWSER_CLOSES)
        return response

    def went_elsewhere(self):
        """Whether the code was made for nobody, or for an address that has been changed since."""
        person = self._process.user
        sent_to = Person.objects.with_address(self._process.state["email"])
        return person is None or not sent_to.filter(pk=person.pk).exists()


class Prove(Unprocessable, ReauthenticateView):
    def form_valid(self, form):
        form.save()
        confirm_by_key(self.request, self.request.user)
        return super(ReauthenticateView, self).form_valid(form)


class ProveByPasskey(ReauthenticateWebAuthnView):
    def form_valid(self, form):
        form.save()
        confirm_by_key(self.request, self.request.user)
        return super(ReauthenticateWebAuthnView, self).form_valid(form)

    def form_invalid(self, form):
        messages.error(self.request, _("That passkey did not work. Try once more."))
        return redirect(self.request.get_full_path())


def only_by_themselves(view):
    """A new key is refused where it would open what this sign-in keeps closed."""

    def checked(request, *args, **kwargs):
        if request.user.is_authenticated and not opens_own_words(request):
            return not_from_here(request)
        return view(request, *args, **kwargs)

    return checked


def not_from_here(request):
    """Say why this sign-in cannot do it, and what can."""
    return render(request, "account/not_from_here.html", {"has_key": has_key(request.user)}, status=403)


@method_decorator(only_by_themselves, name="dispatch")
class AddPasskey(Unprocessable, AddWebAuthnView):
    def form_valid(self, form):
        response = super().form_valid(form)
        count_as_proof(self.request, Authenticator.Type.WEBAUTHN)
        return response


@method_decorator(only_by_themselves, name="dispatch")
class SetUpAuthenticator(Unprocessable, ActivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        count_as_proof(self.request, Authenticator.Type.TOTP)
        return response


def count_as_proof(request, kind):
    """Whoever has just made a key has used it."""
    key = Authenticator.objects.filter(user=request.user, type=kind).latest("pk")
    post_authentication(request, key, reauthenticated=True)


@never_cache
@login_not_required
def set_up(request, token):
    """The first administrator says who they are, once."""
    if not administrators.opens_set_up(token):
        raise Http404
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = administrators.set_up(now=request.now, **form.cleaned_data)
        except AlreadySetUp as late:
            raise Http404 from late
        return sign_in_as(request, person, method="set_up")
    return render(request, "account/set_up.html", {"form": form}, status=422 if form.errors else 200)
