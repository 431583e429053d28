from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cohorts.models import Programme
from reminders import planning, services
from reminders.forms import RuleForm
from reminders.models import Rule
from reminders.views.ledger import keeper


def rules(request):
    """When each programme reminds whom of what."""
    viewer = keeper(request)
    programmes = list(Programme.objects.coordinated_by(viewer).prefetch_related("reminder_rules"))
    shown = [
        (programme, list(programme.reminder_rules.all()) or planning.default_rules(programme.pk))
        for programme in programmes
    ]
    return render(request, "reminders/rules.html", {"programmes": shown})


def rule_add(request, pk):
    programme = get_object_or_404(Programme.objects.coordinated_by(request.viewer), pk=pk)
    form = RuleForm(request.POST or None, programme=programme)
    status = 200
    if request.method == "POST":
        if form.is_valid() and added(form, request):
            messages.success(request, render_to_string("reminders/_rule_said.txt", {"what": "added"}).strip())
            return redirect("reminders:rules")
        status = 422
    context = {"form": form, "heading": _("Add a rule for %(name)s") % {"name": programme.name}}
    context |= {"button": _("Add the rule"), "cancel": reverse("reminders:rules"), "back_label": _("Rules")}
    return render(request, "_components/form_page.html", context, status=status)


def added(form, request):
    """Whether it was added; if somebody else was quicker with the same rule, the form says so."""
    try:
        services.add_rule(programme=form.programme, fields=form.cleaned_data, by=request.user, now=request.now)
    except IntegrityError:
        form.add_error("days", Rule._meta.constraints[0].violation_error_message)
        return False
    return True


@require_POST
def rule_switch(request, pk):
    found = Rule.objects.filter(programme__in=Programme.objects.coordinated_by(request.viewer))
    rule = get_object_or_404(found, pk=pk)
    on = request.POST.get("on") == "1"
    services.switch_rule(rule=rule, on=on, by=request.user, now=request.now)
    messages.success(request, render_to_string("reminders/_rule_said.txt", {"what": "on" if on else "off"}).strip())
    return redirect("reminders:rules")
