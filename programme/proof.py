"""Being sure who it is: lately, for what would do harm from a browser left open; by a key, where the office asks it."""

from datetime import timedelta
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from programme.sign_in import used_a_key

LATELY = timedelta(minutes=15)
ROLES = {"cohorts:role_add", "cohorts:role_hand_over", "cohorts:role_remove"}
EXPORTS = {
    *("cohorts:export", "cohorts:export_nominations", "workshops:export_attendance"),
    *("challenges:export_challenges", "reminders:export_messages", "export_trail"),
}
ASKED = {"my_data", "me_forget", "forget_person", *EXPORTS, *ROLES}
ON_THE_WAY = {"me", "key_needed", "prove", "sign_in_again", "usersessions_list"}
OF_THE_LIBRARY = ("account_", "mfa_")


class Proof(MiddlewareMixin):
    def process_view(self, request, view, args, kwargs):
        """Send whoever has not proved enough to the page that says how. They come back to where they were going."""
        if not request.user.is_authenticated:
            return None
        if lacks_a_key(request, view):
            return asked(request, "key_needed")
        if request.resolver_match.view_name in ASKED and not has_proved_lately(request):
            return asked(request, "prove")
        return None


def has_proved_lately(request):
    """Whether the person used a code, a passkey or an authenticator in this browser within fifteen minutes."""
    since = (request.now - LATELY).timestamp()
    return any(record["at"] > since for record in get_authentication_records(request, request.user))


def lacks_a_key(request, view):
    """Whether COORDINATORS_NEED_KEYS keeps this page from a coordinator or administrator who came by a code alone."""
    if not settings.COORDINATORS_NEED_KEYS or not getattr(view, "login_required", True):
        return False
    name = request.resolver_match.view_name
    if name in ON_THE_WAY or name.startswith(OF_THE_LIBRARY):
        return False
    return request.viewer.is_office and not used_a_key(request)


def asked(request, page):
    """To `page`, and from there back: to what was opened, or to where the button is that was pressed."""
    if request.method == "GET":
        return redirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")
    messages.info(request, _("Nothing is done yet. Once we are sure it is you, press again."))
    return redirect(f"{reverse(page)}?{urlencode({'next': request.META.get('HTTP_REFERER', '')})}")
