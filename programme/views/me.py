"""My details: how I am called and reached, who keeps my diary, how I sign in."""

from contextlib import suppress

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cohorts.exceptions import AddressTaken, NotConfirmable, OwnContact
from cohorts.models import AddressChange, Membership, OfficeContact, Person
from cohorts.readers import SEEN_BY, seen_by
from cohorts.services import addresses, details
from programme import sign_in
from programme.forms_me import AboutForm, AddressForm, ContactForm, MailboxForm, PlaceForm
from programme.views.sign_in import not_from_here
from workshops.attended import marks


@never_cache
def me(request):
    """Everything one may change about oneself, on one page."""
    keys = Authenticator.objects.filter(user=request.user)
    context = {
        "places": Membership.objects.filter(pk__in=request.viewer.membership_ids)
        .with_own_columns()
        .select_related("cohort__programme", "organisation", "needs")
        .prefetch_related(marks()),
        "contacts": OfficeContact.objects.current().filter(principal=request.user).select_related("contact"),
        "passkeys": [key for key in keys if key.type == Authenticator.Type.WEBAUTHN],
        "authenticator": [key for key in keys if key.type == Authenticator.Type.TOTP],
        "has_key": any(key.type != Authenticator.Type.RECOVERY_CODES for key in keys),
        "seen_by": {detail: seen_by(detail) for detail in SEEN_BY},
    }
    return render(request, "programme/me.html", context)


def about(request):
    form = AboutForm(request.POST or None, instance=own(request))
    if request.method == "POST" and form.is_valid():
        details.change_person(person=request.user, values=form.cleaned_data, by=request.user, now=request.now)
        messages.success(request, _("Your details are saved."))
        return redirect("me")
    return page(request, "programme/me_about.html", form)


@never_cache
def place(request, pk):
    """Mobile and needs of a place, for whoever holds it and whoever keeps their diary."""
    kept = Q(pk__in=request.viewer.membership_ids) | Q(person__in=request.viewer.principals)
    membership = get_object_or_404(Membership.objects.current().filter(kept).select_related("person"), pk=pk)
    mine = membership.person_id == request.user.pk
    form = PlaceForm(request.POST or None, instance=membership)
    if request.method == "POST" and form.is_valid():
        details.change_place(
            membership=membership,
            mobile=form.cleaned_data["mobile"],
            needs=form.needs,
            by=request.user,
            now=request.now,
        )
        messages.success(request, _("Saved. The programme office sees it from now on."))
        return redirect("me" if mine else "home")
    return page(request, "programme/me_place.html", form, place=membership, mine=mine)


def mailbox(request):
    """Say that somebody else reads the mailbox, or no longer does."""
    if not sign_in.is_themselves(request):
        return not_from_here(request)
    form = MailboxForm(request.POST or None, instance=own(request))
    if request.method == "POST" and form.is_valid():
        details.change_person(person=request.user, values=form.cleaned_data, by=request.user, now=request.now)
        request.session[sign_in.SAID_HERE] = request.user.pk
        messages.success(request, _("Saved. It holds for the mails we send from now on."))
        return redirect("me")
    return page(request, "programme/me_mailbox.html", form, has_key=sign_in.has_key(request.user))


def address(request):
    if not sign_in.is_themselves(request):
        return not_from_here(request)
    form = AddressForm(request.POST or None, instance=own(request))
    if request.method == "POST" and form.is_valid():
        try:
            to = form.cleaned_data["email"]
            addresses.change_address(person=request.user, to=to, by=request.user, now=request.now)
        except AddressTaken:
            form.add_error("email", _("Somebody else has this address here. Ask the programme office."))
        else:
            messages.success(request, _("Your address is changed. We tell the old one."))
            return redirect("me")
    return page(request, "programme/me_address.html", form)


def name_contact(request):
    if not sign_in.is_themselves(request):
        return not_from_here(request)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            named = details.name_contact(principal=request.user, by=request.user, now=request.now, **form.cleaned_data)
        except OwnContact:
            form.add_error("email", _("This is your own address. Write the address of your office contact."))
        else:
            messages.success(request, _("%(name)s is your office contact.") % {"name": named.contact})
            return redirect("me")
    return page(request, "programme/me_contact.html", form)


@require_POST
def remove_contact(request, pk):
    contact = get_object_or_404(OfficeContact.objects.current().filter(principal=request.user), pk=pk)
    if not sign_in.is_themselves(request):
        return not_from_here(request)
    details.remove_contact(contact=contact, by=request.user, now=request.now)
    messages.success(request, _("%(name)s is no longer your office contact.") % {"name": contact.contact})
    return redirect("me")


@never_cache
@login_not_required
def confirm_from_old_address(request, pk, token):
    """The link that went to the old address: confirms the new one by POST."""
    change = get_object_or_404(AddressChange.objects.select_related("person"), pk=pk)
    if not addresses.is_token_of(change, token):
        raise Http404
    if request.method == "POST":
        with suppress(NotConfirmable):  # the page says so
            addresses.confirm_from_old_address(change=change, now=request.now)
        return redirect(request.path)
    others = change.person.address_changes.filter(confirmed_at=None).exclude(pk=change.pk)
    context = {"change": change, "overtaken": others.exists()}
    return render(request, "programme/address_change.html", context)


def confirm_in_person(request, pk):
    """A set adviser or the programme office, who has met the person, confirms their new address."""
    person = get_object_or_404(Person.objects.met_by(request.viewer), pk=pk)
    if request.method == "POST":
        try:
            addresses.confirm_in_person(person=person, by=request.user, now=request.now)
            messages.success(request, _("Confirmed: %(name)s can read and write again.") % {"name": person})
        except NotConfirmable:
            messages.error(request, _("Whoever changed an address cannot confirm it. Ask the set adviser."))
        return redirect(request.path)
    return render(request, "programme/address_in_person.html", {"person": person})


def help_in_person(request, pk):
    """For somebody without a key whose mailbox is shared: whoever has met them opens their next sign-in, to add one."""
    person = get_object_or_404(Person.objects.met_by(request.viewer), pk=pk)
    needs_help = person.shared_mailbox and not sign_in.has_key(person)
    if request.method == "POST" and needs_help:
        details.change_person(person=person, values={"shared_mailbox": False}, by=request.user, now=request.now)
        messages.success(request, _("%(name)s can now sign in by code and add a passkey.") % {"name": person})
        return redirect(request.path)
    return render(request, "programme/help_in_person.html", {"person": person, "needs_help": needs_help})


def own(request):
    """A copy of the person, so that a refused form does not change the name at the top of the page."""
    return Person.objects.get(pk=request.user.pk)


def page(request, template, form, **context):
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)
