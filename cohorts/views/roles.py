from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.exceptions import LastCoordinator
from cohorts.forms.programmes import HandOverForm, PartnerForm, RoleForm
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
        said = {"name": person, "email": person.email}
        messages.success(request, _("%(name)s has the role. No mail goes: tell them to sign in with %(email)s.") % said)
        return redirect(found)
    context = {"form": form, "programme": found}
    return render(request, "cohorts/role_form.html", context, status=422 if form.errors else 200)


def kept_role(request, pk):
    """The role, for whoever coordinates its programme."""
    role = get_object_or_404(ProgrammeRole.objects.filter(programme__in=visible(request)), pk=pk)
    may_coordinate(request.viewer, role.programme_id)
    return role


def role_hand_over(request, pk):
    """The role goes to somebody else in one press."""
    role = kept_role(request, pk)
    form = HandOverForm(request.POST or None, holder=role.person)
    if request.method == "POST" and form.is_valid():
        person = persons.known_or_new(**form.cleaned_data, by=request.user, now=request.now)
        programmes.hand_over_role(role=role, to=person, by=request.user, now=request.now)
        messages.success(request, _("%(name)s has the role now.") % {"name": person})
        return after(request, role)
    context = {"form": form, "role": role, "programme": role.programme, "own": role.person == request.user}
    return render(request, "cohorts/role_hand_over.html", context, status=422 if form.errors else 200)


def after(request, role):
    return redirect("home" if role.person_id == request.user.pk else role.programme.get_absolute_url())


def own_end(request, role):
    """Whoever ends being coordinator is told first who could give it back."""
    beside = ProgrammeRole.objects.filter(programme=role.programme_id, role=ProgrammeRole.Role.COORDINATOR)
    others = [other.person for other in beside.exclude(pk=role.pk).select_related("person")]
    context = {"role": role, "programme": role.programme, "others": others}
    return render(request, "cohorts/role_end.html", context)


@require_POST
def role_remove(request, pk):
    role = kept_role(request, pk)
    own = role.person_id == request.user.pk and role.role == ProgrammeRole.Role.COORDINATOR
    if own and "sure" not in request.POST:
        return own_end(request, role)
    try:
        programmes.take_role(role=role, by=request.user, now=request.now)
        messages.success(request, _("The role has ended, and with it the access."))
    except LastCoordinator:
        messages.error(request, _("A programme keeps at least one coordinator. Name another one first."))
    return after(request, role)
