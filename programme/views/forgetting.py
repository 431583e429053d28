"""Being forgotten: what goes and what stays, what is to be handed over first, and a week to take it back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cohorts.models import ForgetRequest, Person
from cohorts.services import forget_requests
from programme import erasing
from programme.views.sign_in import not_from_here


@never_cache
def forget_me(request):
    """For oneself. An assistant who reads the mailbox cannot ask it."""
    if not request.viewer.reads_words:
        return not_from_here(request)
    return page(request, request.user, "me_forget")


@require_POST
def keep_me(request):
    return kept(request, request.user, "me_forget")


@never_cache
def forget_person(request, pk):
    """For somebody who asked by letter, or cannot sign in: an administrator asks in their place."""
    return page(request, somebody(request, pk), "forget_person", pk)


@require_POST
def keep_person(request, pk):
    return kept(request, somebody(request, pk), "forget_person", pk)


def somebody(request, pk):
    if not request.viewer.is_administrator:
        raise Http404
    return get_object_or_404(Person.objects.filter(erased_at=None), pk=pk)


def page(request, person, name, *args):
    if request.method == "POST":
        forget_requests.ask(person=person, by=request.user, now=request.now)
        messages.success(request, _("Noted. We send a mail that says so, to the address we have."))
        return redirect(name, *args)
    asked = ForgetRequest.objects.filter(person=person).first()
    context = {"person": person, "asked": asked, "ties": erasing.ties(person, request.now)}
    return render(request, "programme/forget.html", context | {"mine": person == request.user})


def kept(request, person, name, *args):
    forget_requests.take_back(person=person, by=request.user, now=request.now)
    messages.success(request, _("Taken back. Everything stays as it is."))
    return redirect(name, *args)
