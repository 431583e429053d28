import re

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

HOUSE = _("Leadership programme")
THEMES = {"light", "dark"}
OF_A_COHORT = re.compile(r"^/cohorts/\d+(?=/(people|import|export|nominations|waited|sessions)/)")  # in the same rooms


def furniture(request):
    """What stands around every page: whose programme it is, the way about, the colours."""
    theme = request.COOKIES.get("theme", "")
    around = {"house_name": HOUSE, "theme": theme if theme in THEMES else "", "is_demonstration": settings.DEMO}
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return around
    places = viewer.memberships
    if places:
        around.update(house_name=places[0].cohort.programme.name, house_place=places[0].cohort.name)
    elif viewer.programme_roles:
        around.update(
            house_name=viewer.programme_roles[0].programme.name,
            house_place=viewer.programme_roles[0].get_role_display(),
        )
    return around | {"nav": [link(request, *way) for way in ways(viewer)]}


def ways(viewer):
    """The rooms this viewer has a use for, in order: label, URL name, and where else one is in that room."""
    office = viewer.is_office
    yield _("Home"), "home"
    if viewer.participations:
        yield (
            _("My challenge"),
            "challenges:mine",
            "/challenges/",
            "/entries/",
            "/commitments/",
            "/maps/",
            "/canvases/",
            "/stories/",
            "/strengths/",
            "/progress-notes/",
        )
        yield _("My set"), "challenges:my_set", "/sets/"
    if viewer.is_coached or viewer.coaches:
        yield _("Coaching"), "challenges:coaching"
    if viewer.memberships or office:
        yield _("Sessions"), "workshops:sessions", "/days/", "/items/", "/speakers/", "/materials/", "/templates/"
        yield _("People"), "cohorts:people", "/places/", "/nominations/", "/import/", "/export/", "/waited/"
    if viewer.sets_led:
        yield _("Sets"), "challenges:sets"
    if viewer.sponsorships:
        yield _("Feedback"), "challenges:all_results"
    if viewer.programmes_safeguarded:
        yield _("Disclosures"), "challenges:disclosures"
    if office:
        yield _("Messages"), "reminders:ledger"
        yield _("Trail"), "trail"


def link(request, label, name, *also):
    url, path = reverse(name), OF_A_COHORT.sub("", request.path)
    here = path == url or (url != "/" and path.startswith((url, *also)))
    return {"label": label, "url": url, "here": here, "exact": request.path == url}
