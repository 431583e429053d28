"""How often one may ask for what is dear, is open to strangers, or sends mail to others.

Counted by person, and without sign-in by the link. A room of 24 shares one network address: it is only capped where it
asks as no room does. A calendar service asks for all its customers from one: calendars are counted by their link alone.
Nominations come by one link from many employers: they are counted by where they come from.
"""

from allauth.core.internal.ratelimit import consume
from django.utils.deprecation import MiddlewareMixin

from programme.views.refused import too_often

LINK = "60/10m/key,1200/10m/ip"
RATES = {
    "link": LINK,
    "calendar": "60/10m/key",
    "nomination": "600/10m/key,60/10m/ip",
    "search": "120/1m/key",
    "export": "20/10m/key",
    "upload": "40/10m/key",
    "complaint": "5/10m/key",
    "print": "120/10m/key",
}
KINDS = {
    "invitation": "link",
    "invitation_again": "link",
    "set_up": "link",
    "address_change": "link",
    "workshops:speak": "link",
    "workshops:reply_link": "link",
    "reminders:stop": "link",
    "workshops:feed": "calendar",
    "cohorts:nominate": "nomination",
    "search": "search",
    "cohorts:import": "upload",
    "cohorts:import_merge": "upload",
    "cohorts:import_mend": "upload",
    "cohorts:import_columns": "upload",
    "cohorts:logo_edit": "upload",
    "workshops:materials": "upload",
    "workshops:material_edit": "upload",
    "workshops:pack_new": "print",
    "complain": "complaint",
}
CALLED = {"export": "export", "sheet": "print"}  # where a name says by itself what is asked
SENT = {"upload", "complaint", "export"}  # counted where something is sent: looking at the form is free
LOOKING = {"GET", "HEAD", "OPTIONS"}


class Limits(MiddlewareMixin):
    def process_view(self, request, view, args, kwargs):
        """Refuse what was asked too often, before the view does any work."""
        kind = kind_of(request)
        if kind and not consume(
            request, app="programme", action=kind, config=RATES, key=whose(request), limit_get=True
        ):
            return too_often(request)
        return None


def kind_of(request):
    """Which rate holds for the page that is asked for, if any."""
    name = request.resolver_match.view_name
    kind = KINDS.get(name) or next((kind for part, kind in CALLED.items() if part in name), None)
    return None if kind in SENT and request.method in LOOKING else kind


def whose(request):
    """By whom it is counted: the person, or the link they came by."""
    return f"person {request.user.pk}" if request.user.is_authenticated else f"link {request.path}"
