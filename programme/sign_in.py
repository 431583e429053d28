"""How people sign in, and what a sign-in opens."""

import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from cohorts.models import Person, Programme
from cohorts.services.addresses import confirm_address
from cohorts.trail import record

SAID_HERE = "said_that_somebody_else_reads_the_mailbox"
# Nobody waits for the mail server: how long an answer takes would tell whose address is known here.
BESIDE = ThreadPoolExecutor(max_workers=2, thread_name_prefix="codes")
log = logging.getLogger(__name__)


def used_a_key(request):
    """Whether this sign-in was proved with a passkey, an authenticator or a recovery code."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def is_themselves(request):
    """Whether this can only be the person, and not an assistant who reads their mailbox."""
    if not request.user.shared_mailbox or used_a_key(request):
        return True
    return request.session.get(SAID_HERE) == request.user.pk


def opens_own_words(request):
    """Whether this sign-in opens what people wrote: only the person's own, at an address they confirmed."""
    return not request.user.address_locked and is_themselves(request)


def has_key(person):
    """Whether the person can prove who they are by more than their mailbox."""
    return is_mfa_enabled(person, [Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP])


@transaction.atomic
def forget_keys(*, person, now):
    """Take the keys and recovery codes of somebody who lost them, and end their sign-ins."""
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    record(None, "forgot the keys of", person, at=now)


def sign_in_as(request, person, *, method, to="/"):
    """Sign `person` in without a code, noting how, in place of whoever was signed in here. Gives a redirect."""
    logout(request)
    record_authentication(request, person, method)
    return perform_login(request, Login(user=person, redirect_url=to))


def confirm_by_key(request, person):
    """A key is older than any address that waits to be confirmed: adding one is refused while it waits."""
    if person.address_locked and used_a_key(request):
        confirm_address(person=person, by=person, now=request.now)


def send_beside(mail):
    BESIDE.submit(send, mail)


def send(mail):
    """Send `mail`. A silent mail server is ours to notice, not that of whoever waits for a code."""
    try:
        mail.send()
    except (SMTPException, OSError):
        log.exception("A sign-in code could not be sent.")


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code. Use the one in our newest message to you."),
        "too_many_login_attempts": _("That was tried too often. Wait ten minutes, then ask for a new code."),
        "rate_limited": _("That was tried too often. Wait ten minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        """Nobody signs up: the programme office invites."""
        return False

    def get_login_stages(self):
        second = f"{SecondStep.__module__}.{SecondStep.__name__}"
        return [second if stage.endswith(".AuthenticateStage") else stage for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user):
        """A passkey first, for those who have one."""
        methods = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: "webauthn" not in method["id"])

    def post_login(self, request, user, **kwargs):
        confirm_by_key(request, user)
        return super().post_login(request, user, **kwargs)

    def respond_user_inactive(self, request, user):
        messages.error(request, _("This sign-in has ended. The programme office can tell you more."))
        return redirect("account_login")

    def send_mail(self, template_prefix, email, context):
        """To the address as we keep it, however it was typed."""
        person = Person.objects.with_address(email).first()
        if person is None:  # their address was changed since they asked
            return
        office = Programme.objects.filter(cohorts__memberships__person=person).exclude(office_email="").first()
        mail = self.render_mail(template_prefix, person.email, context | {"person": person, "office": office})
        mail.reply_to = [office.office_email if office else self.get_from_email()]
        mail.extra_headers["Auto-Submitted"] = "auto-generated"
        send_beside(mail)


class KeyAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That did not work. Try once more, with the newest code."),
    }

    def generate_authenticator_name(self, user, type):
        return _("My passkey")


class SecondStep(AuthenticateStage):
    """After the code, the authenticator of those who set one up.

    Not where somebody else reads the mailbox: there a code alone opens logistics, and the key is asked for the rest.
    """

    def _should_handle(self, request):
        person = self.login.user
        if person is None or person.shared_mailbox or not is_mfa_enabled(person, [Authenticator.Type.TOTP]):
            return False
        return super()._should_handle(request)
