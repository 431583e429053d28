from itertools import groupby
from operator import attrgetter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cohorts.exceptions import AddressTaken, AlreadyHere, AlreadyLeft
from cohorts.finding import holds
from cohorts.forms.people import InviteForm, PlaceEditForm, PlaceForm, SearchForm
from cohorts.mix import counted
from cohorts.models import Cohort, Membership, OfficeContact, Person
from cohorts.models.organisation import Sector
from cohorts.rules import keeps_details, may_correct
from cohorts.services import invitations, nominations
from cohorts.services import people as services
from cohorts.text import search_key


def people(request):
    """Everybody the viewer may see, by cohort; found by name."""
    form = SearchForm(request.GET)
    found = Membership.objects.visible_to(request.viewer).current()
    if form.is_valid():
        found = found.filter(person__in=Person.objects.matching(form.cleaned_data["q"]))
    else:
        found = found.none()
    places = found.in_order().with_set().order_by("-cohort__starts_on", "cohort", "person__sort_key", "pk")
    places = [place for place in places if may_find(request.viewer, place, form.cleaned_data.get("q", ""))]
    cohorts = [
        {"cohort": cohort, "places": list(group), "inside": sees_sets(request.viewer, cohort)}
        for cohort, group in groupby(places, attrgetter("cohort"))
    ]
    context = {"search": form, "cohorts": cohorts, "number": sum(len(entry["places"]) for entry in cohorts)}
    return render(request, "cohorts/people.html", context)


def may_find(viewer, place, words):
    """Only the office finds people by their address, which others do not see."""
    by_name = holds(search_key(words).split(), place.person.name, place.person.known_as)
    return by_name or viewer.coordinates(place.cohort.programme_id)


def sees_sets(viewer, cohort):
    """Whether the viewer belongs to the cohort or looks after it: sponsors and office contacts know of no sets."""
    return cohort.pk in viewer.cohorts or viewer.coordinates(cohort.programme_id)


@never_cache
def cohort_people(request, pk):
    """One cohort by role: names and posts for its members, where each stands for the office."""
    cohort = get_object_or_404(Cohort.objects.visible_to(request.viewer).select_related("programme"), pk=pk)
    places = Membership.objects.visible_to(request.viewer).filter(cohort=cohort).in_order().with_set()
    office = request.viewer.coordinates(cohort.programme_id)
    details = keeps_details(request.viewer, cohort.programme_id)
    if office:
        places = places.with_standing(request.now).select_related("needs", "moved_to")
    places = list(places)
    current = [place for place in places if place.left_at is None]
    context = {
        "cohort": cohort,
        "office": office,
        "details": details,
        "next": nominations.next_for_a_place(cohort, request.now) if details else None,
        "roles": by_role(current),
        "left": [place for place in places if place.left_at] if office else [],
        "not_invited": people_not_invited(current) if office and not cohort.has_ended(request.now) else 0,
        "mix": mix(current) if request.viewer.runs(cohort) else None,
    }
    return render(request, "cohorts/cohort_people.html", context)


def people_not_invited(places):
    """How many people have no invitation to any of their places here."""
    invited = {place.person_id for place in places if place.standing != "none"}
    return len({place.person_id for place in places} - invited)


def by_role(places):
    """(role in words, its people), in the order of the roles, without empty ones."""
    for role in Membership.Role:
        of_role = [place for place in places if place.role == role]
        if of_role:
            yield role, of_role


def mix(places):
    """Sectors and organisations of the participants, counted."""
    theirs = [place.organisation for place in places if place.role == Membership.Role.PARTICIPANT]
    if not theirs:
        return None
    sectors = [str(of.get_sector_display()) if of and of.sector else _("Not known") for of in theirs]
    return {
        "sectors": counted(sectors, always=[str(label) for label in Sector.labels]),
        "organisations": counted(of.name if of else _("Not known") for of in theirs),
    }


@never_cache
def person(request, pk):
    """One person as the viewer may see them: their places, and for the office how to reach them."""
    visible = Membership.objects.visible_to(request.viewer).filter(person__id=pk)
    shown = visible.in_order().with_set().with_standing(request.now).with_own_columns()
    places = list(shown.select_related("needs__entered_by", "moved_to__cohort", "nomination"))
    if not places:
        raise Http404
    office = {place.pk for place in places if request.viewer.coordinates(place.cohort.programme_id)}
    for place in places:
        place.office, place.inside = place.pk in office, sees_sets(request.viewer, place.cohort)
        place.details = keeps_details(request.viewer, place.cohort.programme_id)
        place.may_be_handed_on = place.role == "participant" and not place.cohort.has_begun(request.now)
    context = {
        "person": places[0].person,
        "places": sorted(places, key=lambda place: (place.left_at is not None, -place.pk)),
        "office": next((place for place in places if place.office), None),
        "contacts": OfficeContact.objects.current().filter(principal=pk).select_related("contact") if office else [],
    }
    return render(request, "cohorts/person.html", context)


def coordinated(viewer, pk):
    """The cohort, for its office: 404 for who may not see it, 403 for who may only see it."""
    cohort = get_object_or_404(Cohort.objects.visible_to(viewer).select_related("programme"), pk=pk)
    if not viewer.coordinates(cohort.programme_id):
        raise PermissionDenied
    return cohort


def coordinated_place(viewer, pk):
    """The place, for the office: 404 for who may not see it, 403 for who may only see it."""
    place = get_object_or_404(Membership.objects.visible_to(viewer).in_order().select_related("needs"), pk=pk)
    if not viewer.coordinates(place.cohort.programme_id):
        raise PermissionDenied
    return place


def sent(request):
    """What a form was sent with; None when it is only shown."""
    return request.POST if request.method == "POST" else None


def place_add(request, pk):
    cohort = coordinated(request.viewer, pk)
    details = keeps_details(request.viewer, cohort.programme_id)
    form = PlaceForm(sent(request), keeps_details=details, columns=cohort.programme.own_columns.all())
    if request.method == "POST" and form.is_valid():
        try:
            return place_added(request, cohort, form)
        except AlreadyHere:
            form.add_error("email", _("Somebody with this address has that role in this cohort already."))
    context = {"form": form, "cohort": cohort}
    return render(request, "cohorts/place_form.html", context, status=422 if form.errors else 200)


def place_added(request, cohort, form):
    place = services.add_place(
        cohort=cohort,
        role=form.cleaned_data["role"],
        email=form.cleaned_data["email"],
        post=form.post,
        needs=form.needs,
        own=form.own,
        by=request.user,
        now=request.now,
        **form.person,
    )
    messages.success(request, _("%(name)s is added. Nothing is sent until you invite them.") % {"name": place.person})
    if place.role == Membership.Role.PARTICIPANT and nominations.too_many(cohort):
        messages.warning(
            request, _("That is more participants than the %(n)s places of the cohort.") % {"n": cohort.places}
        )
    if place.person.name != form.cleaned_data["name"]:
        said = {"name": place.person.name, "typed": form.cleaned_data["name"]}
        messages.warning(request, _("This address belongs to %(name)s, so that name stays, not %(typed)s.") % said)
    return redirect("cohorts:cohort_people", cohort.pk)


@never_cache
def place_edit(request, pk):
    place = coordinated_place(request.viewer, pk)
    correct = may_correct(request.viewer, place.person)
    details = keeps_details(request.viewer, place.cohort.programme_id)
    columns = place.cohort.programme.own_columns.all()
    form = PlaceEditForm(sent(request), place=place, may_correct=correct, keeps_details=details, columns=columns)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_place(
                place=place,
                person=form.person,
                email=form.cleaned_data.get("email", ""),
                post=form.post,
                needs=form.needs,
                own=form.own,
                by=request.user,
                now=request.now,
            )
        except AddressTaken:
            form.add_error("email", _("Somebody else has this address here."))
        else:
            messages.success(request, _("The place of %(name)s is saved.") % {"name": place.person})
            return redirect("cohorts:person", place.person_id)
    context = {"form": form, "cohort": place.cohort, "place": place, "may_correct": correct}
    return render(request, "cohorts/place_form.html", context, status=422 if form.errors else 200)


def place_rejoin(request, pk):
    place = coordinated_place(request.viewer, pk)
    if request.method == "POST":
        try:
            services.rejoin(place=place, by=request.user, now=request.now)
            messages.success(request, _("%(name)s is back, with all that was theirs.") % {"name": place.person})
        except AlreadyHere:
            messages.info(request, _("%(name)s is back already.") % {"name": place.person})
        except AlreadyLeft:
            messages.warning(
                request, _("%(name)s moved to another cohort. Move them back from there.") % {"name": place.person}
            )
        return redirect("cohorts:cohort_people", place.cohort_id)
    return render(request, "cohorts/place_rejoin.html", {"place": place, "cohort": place.cohort})


def invite(request, pk):
    """Who exactly would be invited, for the first time or `again`, then the invitations of those who stayed ticked."""
    cohort = coordinated(request.viewer, pk)
    places, again = Membership.objects.coordinated_by(request.viewer).filter(cohort=cohort), "again" in request.GET
    offered = places.lapsed(request.now) if again else places.not_invited()
    return asked_and_sent(request, cohort, offered.in_order(), again=again)


def place_invite(request, pk):
    """One person's invitation, the first or again."""
    place = coordinated_place(request.viewer, pk)
    offered = Membership.objects.current().filter(pk=place.pk, invitation__accepted_at=None).in_order()
    return asked_and_sent(request, place.cohort, offered)


def asked_and_sent(request, cohort, offered, *, again=False):
    form = InviteForm(sent(request), offered=offered)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["places"]
        done = invitations.invite(memberships=chosen, by=request.user, now=request.now, only_lapsed=again)
        messages.success(request, _("%(n)s invited. The mail goes out in the next minutes.") % {"n": len(done)})
        return redirect("cohorts:cohort_people", cohort.pk)
    chosen = set(request.POST.getlist("places")) if form.is_bound else None
    places = [(place, chosen is None or str(place.pk) in chosen) for place in offered]
    context = {"form": form, "cohort": cohort, "places": places, "again": again}
    return render(request, "cohorts/invite.html", context, status=422 if form.errors else 200)
