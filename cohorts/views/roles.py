from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.exceptions import LastCoordinator
from cohorts.forms.programmes import PartnerForm, RoleForm
from cohorts.models import PartnerBody, Programme, ProgrammeRole
from cohorts.services import persons, programmes
from cohorts.views.programmes import may_coordinate


def visible(request):
    return Programme.objects.visible_to(request.viewer)


def partner_add(request, pk):
    found = may_coordinate(request.viewer, pk)
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        programmes.add_partner(programme=found, by=request.user, now=request.now, **form.cleaned_data)
        messages.success(request, _("The partner body is added."))
        return redirect(found)
    context = {"form": form, "programme": found}
    return render(request, "cohorts/partner_form.html", context, status=422 if form.errors else 200)


@require_POST
def partner_remove(request, pk):
    body = get_object_or_404(PartnerBody.objects.filter(programme__in=visible(request)), pk=pk)
    may_coordinate(request.viewer, body.programme_id)
    programmes.remove_partner(body=body, by=request.user, now=request.now)
    messages.success(request, _("The partner body is removed."))
    return redirect(body.programme)


def role_add(request, pk):
    found = may_coordinate(request.viewer, pk)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person = persons.known_or_new(email=data["email"], name=data["name"], by=request.user, now=request.now)
        programmes.give_role(
            programme=found,
            person=person,
            role=data["role"],
            organisation=data["organisation"],
            by=request.user,
            now=request.now,
        )
        messages.success(request, _("%(name)s has the role. They sign in with their address.") % {"name": person})
        return redirect(found)
    context = {"form": form, "programme": found}
    return render(request, "cohorts/role_form.html", context, status=422 if form.errors else 200)


@require_POST
def role_remove(request, pk):
    role = get_object_or_404(ProgrammeRole.objects.filter(programme__in=visible(request)), pk=pk)
    may_coordinate(request.viewer, role.programme_id)
    try:
        programmes.take_role(role=role, by=request.user, now=request.now)
        messages.success(request, _("The role has ended, and with it the access."))
    except LastCoordinator:
        messages.error(request, _("A programme keeps at least one coordinator. Name another one first."))
    return redirect("home" if role.person_id == request.user.pk else role.programme.get_absolute_url())
