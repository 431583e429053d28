"""Complaints about what is done with what is somebody's: sent by whoever has a place, answered by administrators."""

from email.utils import parseaddr

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cohorts.models import Complaint
from cohorts.services import complaints as service
from programme.forms_complaint import AnswerForm, ComplaintForm
from programme.templatetags.house import long_day

PAGE = 50


@never_cache
@login_not_required
def complain(request):
    """How to complain and what happens then; for whoever is signed in a form, and what they sent before."""
    viewer = getattr(request, "viewer", None)
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and not viewer:
        return redirect_to_login(reverse("complain"))
    if request.method == "POST" and form.is_valid():
        sent = service.complain(person=request.user, now=request.now, **form.cleaned_data)
        messages.success(request, _("Sent. You get an answer by %(day)s.") % {"day": long_day(sent.due_at)})
        return redirect("complain")
    context = {
        "form": form,
        "office": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        "days": Complaint.ANSWERED_WITHIN.days,
        "sent": viewer and Complaint.objects.sent_by(viewer),
    }
    return render(request, "programme/complain.html", context, status=422 if form.errors else 200)


@never_cache
def complaints(request):
    """All that were sent: those that wait first, the oldest of them on top."""
    if not request.viewer.is_administrator:
        raise Http404
    found = Complaint.objects.read_by(request.viewer)
    answered = found.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    context = {
        "waiting": found.waiting().order_by("at", "pk").select_related("person"),
        "page": Paginator(answered.select_related("person"), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "programme/complaints.html", context)


@never_cache
def complaint(request, pk):
    """One of them, with its answer or the form for it."""
    found = get_object_or_404(Complaint.objects.read_by(request.viewer).select_related("person", "answered_by"), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if service.answer(complaint=found, by=request.user, now=request.now, **form.cleaned_data):
            messages.success(request, _("Answered. %(name)s reads it on their page.") % {"name": found.person})
        else:
            messages.error(request, _("Somebody else answered it meanwhile. Their answer stands; yours was not kept."))
        return redirect("complaint", pk)
    status = 422 if form.errors else 200
    return render(request, "programme/complaint.html", {"complaint": found, "form": form}, status=status)
