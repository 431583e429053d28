"""What each programme sends by itself: when, to whom, in whose words."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cohorts.models import Programme
from reminders import planning, wording
from reminders.forms.rules import TWICE, RuleForm
from reminders.kinds import KINDS
from reminders.kinds.way import Timing
from reminders.models import Rule
from reminders.previewing import preview
from reminders.services import rules as services
from reminders.views.ledger import keeper

SEVERAL = {Timing.BEFORE, Timing.AFTER, Timing.PROMISE}  # of which more than one rule makes sense


def rules(request):
    """What each programme sends by itself, kind by kind."""
    viewer = keeper(request)
    programmes = list(Programme.objects.coordinated_by(viewer).prefetch_related("reminder_rules"))
    shown = [(programme, by_kind(rules_of(programme))) for programme in programmes]
    return render(request, "reminders/rules.html", {"programmes": shown})


def rules_of(programme):
    """Its rules, with the usual ones of the kinds of which it has none yet."""
    have = list(programme.reminder_rules.all())
    known = {rule.kind for rule in have}
    return have + [rule for rule in planning.default_rules(programme.pk) if rule.kind not in known]


def by_kind(found):
    """(way, its rules, whether another can be added) of every kind that has rules."""
    return [
        (way, [rule for rule in found if rule.kind == way.kind], way.timing in SEVERAL)
        for way in KINDS
        if way.starts_with
    ]


def rule_add(request, pk, kind):
    programme = get_object_or_404(Programme.objects.coordinated_by(request.viewer), pk=pk)
    way = way_of(kind)
    if way.timing not in SEVERAL:
        raise Http404
    return edited(request, Rule(programme=programme, kind=kind, days=3), way)


@never_cache
def rule_edit(request, pk):
    rule = get_object_or_404(of_viewer(request).select_related("programme"), pk=pk)
    return edited(request, rule, way_of(rule.kind))


def way_of(kind):
    found = next((way for way in KINDS if way.kind == kind and way.starts_with), None)
    if found is None:
        raise Http404
    return found


def of_viewer(request):
    return Rule.objects.filter(programme__in=Programme.objects.coordinated_by(request.viewer))


def edited(request, rule, way):
    """The form of a rule, new or known: shows how it reads, or saves it."""
    form = RuleForm(request.POST or None, instance=rule, way=way, programme=rule.programme)
    context = {"form": form, "rule": rule, "way": way}
    context["placeholders"] = wording.braced(wording.placeholders(way.kind))
    if form.is_valid() and "show" in request.POST:
        context |= {"asked": True, "reads": preview(form.save(commit=False), request.user, request.now)}
        return render(request, "reminders/rule.html", context)
    if form.is_valid() and saved(form, request):
        messages.success(request, render_to_string("reminders/_rule_said.txt", {"what": "saved"}).strip())
        return redirect("reminders:rules")
    return render(request, "reminders/rule.html", context, status=422 if form.errors else 200)


def saved(form, request):
    """Whether it was saved; if somebody else was quicker with the same rule, the form says so."""
    fields, edge = form.cleaned_data, {"by": request.user, "now": request.now}
    try:
        if form.instance.pk:
            services.edit_rule(rule=form.instance, fields=fields, **edge)
        else:
            services.add_rule(programme=form.programme, fields={"kind": form.way.kind, **fields}, **edge)
    except IntegrityError:
        form.add_error(None, TWICE)
        return False
    return True


@require_POST
def rule_switch(request, pk):
    rule = get_object_or_404(of_viewer(request), pk=pk)
    if way_of(rule.kind).always:
        raise Http404
    on = request.POST.get("on") == "1"
    services.switch_rule(rule=rule, on=on, by=request.user, now=request.now)
    messages.success(request, render_to_string("reminders/_rule_said.txt", {"what": "on" if on else "off"}).strip())
    return redirect("reminders:rules")
