"""Who can see the details that are not for everyone, in words. The sentences beside the boxes derive from it."""

from django.utils.functional import lazy
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

OFFICE = _("the programme office")
FACILITATORS = _("facilitators of your cohort")
CONTACTS = _("your office contacts")

SEEN_BY = {
    "mobile": (OFFICE, CONTACTS),
    "emergency": (OFFICE, CONTACTS),
    "diet": (OFFICE, CONTACTS),
    "access": (OFFICE, FACILITATORS, CONTACTS),  # on the access list of a session
}


def seen_by(detail):
    """Seen by you and the programme office."""
    names = [gettext("you"), *(str(name) for name in SEEN_BY[detail])]
    return gettext("Seen by %(names)s.") % {"names": get_text_list(names, gettext("and"))}


seen_by_lazy = lazy(seen_by, str)
