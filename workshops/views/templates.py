"""The template library of a programme: what is in it, and what may happen to it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.models import Cohort
from workshops.agenda import length, timetable
from workshops.exceptions import Gone, NameTaken, NotUnderstood
from workshops.forms.templates import NameForm
from workshops.library import read
from workshops.models import Template
from workshops.services import templates as services
from workshops.views.fetch import library_of, template_seen
from workshops.views.pages import invalid

TAKEN = gettext_lazy("The programme has a template of this name already. Choose another name.")


def templates(request, pk):
    """Every template of the programme, with what is in it in a line."""
    programme = library_of(request.viewer, pk)
    rows = [described(template) for template in programme.templates.select_related("by")]
    context = {
        "programme": programme,
        "cohort": newest_cohort(request.viewer, programme),
        "sessions": [row for row in rows if row.kind == Template.Kind.SESSION],
        "items": [row for row in rows if row.kind == Template.Kind.ITEM],
    }
    return render(request, "workshops/templates.html", context)


def newest_cohort(viewer, programme):
    """Where a new session most likely belongs: the latest cohort of the programme that the viewer plans."""
    return Cohort.objects.run_by(viewer).filter(programme=programme).first()


def described(template):
    """The template with what its content says: `kept` (None when it cannot be read), `count` of items and `length`."""
    template.kept = understood(template)
    columns = [item.columns for day in template.kept.days for item in day.items] if template.kept else []
    template.count = len(columns)
    template.length = length(sum(each.get("minutes", 0) for each in columns))
    return template


def understood(template):
    try:
        return read(template.content)
    except NotUnderstood:
        return None


def template(request, pk):
    """What one template holds, and its name to change."""
    found = described(template_seen(request.viewer, pk))
    form = NameForm(request.POST or None, initial={"name": found.name})
    if form.is_valid() and named(form, services.rename, template=found, by=request.user, now=request.now):
        messages.success(request, _("The template is called %(name)s now.") % form.cleaned_data)
        return redirect("workshops:templates", found.programme_id)
    context = {"template": found, "form": form, "days": agendas(found.kept)}
    if found.kept and found.kind == Template.Kind.SESSION:
        context["cohort"] = newest_cohort(request.viewer, found.programme)
    return render(request, "workshops/template.html", context, status=invalid(request))


def named(form, service, **what):
    """Whether the service took the name; one that is taken is said beside the field."""
    try:
        service(name=form.cleaned_data["name"], **what)
    except NameTaken:
        form.add_error("name", TAKEN)
    except Gone:
        form.add_error(None, _("It was deleted meanwhile, so nothing was saved."))
    return not form.errors


def agendas(kept):
    """The days of a template with their items timed."""
    for number, day in enumerate(kept.days if kept else (), 1):
        rows = [Row(item) for item in day.items]
        yield {"number": number, "day": day, "slots": list(timetable(rows, day.opens.hour * 60 + day.opens.minute))}


class Row:
    """A kept item as the timetable and the page read it."""

    def __init__(self, item):
        self.item = item
        self.title, self.minutes = item.columns["title"], item.columns.get("minutes", 0)
        self.pinned_minute = item.columns.get("pinned_minute")


def template_delete(request, pk):
    found = template_seen(request.viewer, pk)
    if request.method == "POST":
        services.delete(template=found, by=request.user, now=request.now)
        messages.success(request, _("The template is deleted. What was started from it stays."))
        return redirect("workshops:templates", found.programme_id)
    return render(request, "workshops/template_delete.html", {"template": found})
