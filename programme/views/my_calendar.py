"""My calendar: a private address from which other programs fetch one's own days."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cohorts.models import Person
from cohorts.services import feeds


@never_cache
def my_calendar(request):
    """The address, how to subscribe to it, and how to be rid of it."""
    address = address_of(request.user)
    context = {"address": address, "webcal": webcal(address), "has_days": has_a_calendar(request.user)}
    return render(request, "programme/my_calendar.html", context)


@require_POST
def renew(request):
    """Make the address, or a new one in its place."""
    refuse_without_days(request.user)
    said = replaced() if request.user.feed_nonce else made()
    feeds.renew(person=request.user, by=request.user, now=request.now)
    messages.success(request, said)
    return redirect("my_calendar")


def made():
    return _("Your calendar address is made. Add it to your calendar now.")


def replaced():
    return _("You have a new calendar address. The old one has stopped: put the new one into your calendar.")


@require_POST
def stop(request):
    """Nobody who has the address gets anything by it from now on."""
    feeds.stop(person=request.user, by=request.user, now=request.now)
    messages.success(request, _("Your calendar address has stopped. Remove the calendar where you added it."))
    return redirect("my_calendar")


def has_a_calendar(person):
    return Person.objects.with_a_calendar().filter(pk=person.pk).exists()


def refuse_without_days(person):
    if not has_a_calendar(person):
        raise PermissionDenied


def address_of(person):
    token = feeds.token_of(person)
    return settings.BASE_URL + reverse("workshops:feed", args=[person.pk, token]) if token else ""


def webcal(address):
    """The same with the scheme that calendar programs take for an offer to subscribe."""
    return f"webcal:{address.partition(':')[2]}"
