from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cohorts.forms.venues import Rooms, VenueForm
from cohorts.models import Programme, Venue
from cohorts.services import venues
from cohorts.views.programmes import name_free


def programme_for(viewer, pk):
    """The programme, for those who plan sessions in it."""
    found = get_object_or_404(Programme.objects.visible_to(viewer), pk=pk)
    facilitates = found.cohorts.filter(pk__in=viewer.cohorts_facilitated).exists()
    if not (viewer.coordinates(found.pk) or facilitates):
        raise PermissionDenied
    return found


def venue_add(request, pk):
    programme = programme_for(request.viewer, pk)
    form = VenueForm(request.POST or None, programme=programme)
    rooms = Rooms(request.POST or None, instance=Venue())
    if request.method == "POST" and all([form.is_valid(), rooms.is_valid()]):
        added = rooms.chosen()[1]
        with name_free(form):
            venues.create_venue(
                programme=programme, values=form.cleaned_data, rooms=added, by=request.user, now=request.now
            )
            messages.success(request, _("The venue is saved."))
            return redirect(programme)
    return page(request, programme, form, rooms)


def venue_edit(request, pk):
    venue = get_object_or_404(Venue.objects.filter(programme__in=Programme.objects.visible_to(request.viewer)), pk=pk)
    programme = programme_for(request.viewer, venue.programme_id)
    form = VenueForm(request.POST or None, instance=venue, programme=programme)
    rooms = Rooms(request.POST or None, instance=venue)
    if request.method == "POST" and all([form.is_valid(), rooms.is_valid()]):
        kept, added, removed = rooms.chosen()
        with name_free(form):
            venues.change_venue(
                venue=venue,
                values=form.cleaned_data,
                rooms=kept,
                added=added,
                removed=removed,
                by=request.user,
                now=request.now,
            )
            messages.success(request, _("The venue is saved."))
            return redirect(programme)
    return page(request, programme, form, rooms, venue=venue)


def page(request, programme, form, rooms, venue=None):
    context = {"form": form, "rooms": rooms, "programme": programme, "venue": venue}
    wrong = form.errors or any(rooms.errors) or rooms.non_form_errors()
    return render(
        request, "cohorts/venue_form.html", context, status=422 if request.method == "POST" and wrong else 200
    )
