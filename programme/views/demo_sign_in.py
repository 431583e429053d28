"""Only in a demonstration: sign in as anybody of the cast."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from cohorts.models import Membership, OfficeContact, Person, ProgrammeRole
from programme.sign_in import sign_in_as

OFFICE_CONTACT, ADMINISTRATOR = _("Office contact"), _("Administrator")


@login_not_required
def demo(request):
    """The cast by role; pressing a name signs in as that person."""
    if not request.is_demonstration:
        raise Http404
    if request.method == "POST":
        person = get_object_or_404(Person.objects.filter(is_active=True), pk=number(request.POST.get("person")))
        return sign_in_as(request, person, method="demonstration")
    return render(request, "programme/demo.html", {"groups": [group for group in cast() if group["people"]]})


def number(text):
    """`text` as a row's number; 0, which no row has, when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0


def cast():
    """Everybody by role: {"role", "people"}; a person stands under each role they hold."""
    active = Person.objects.filter(is_active=True)
    yield with_role(active, ProgrammeRole.Role.COORDINATOR)
    for role in Membership.Role:
        places = Membership.objects.current().filter(role=role)
        yield {"role": role.label, "people": active.filter(pk__in=places.values("person"))}
    contacts = OfficeContact.objects.current().values("contact")
    yield {"role": OFFICE_CONTACT, "people": active.filter(pk__in=contacts)}
    yield with_role(active, ProgrammeRole.Role.SPONSOR)
    yield with_role(active, ProgrammeRole.Role.STRAND_LEAD)
    yield with_role(active, ProgrammeRole.Role.SAFEGUARDING)
    yield {"role": ADMINISTRATOR, "people": active.filter(is_administrator=True)}


def with_role(people, role):
    roles = ProgrammeRole.objects.filter(role=role)
    return {"role": role.label, "people": people.filter(pk__in=roles.values("person"))}
