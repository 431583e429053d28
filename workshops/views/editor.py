from django.shortcuts import render

from workshops.editions import frozen, with_agenda
from workshops.expected import expected
from workshops.models import Attendance, Item
from workshops.sheet_list import printable
from workshops.views.draft import draft_of


def editor(request, session, *, forms=None, conflict=None, status=200):
    """The page of those who run the session. `forms` and `conflict` are a table that could not be saved."""
    every_day = all_days(session)
    days = [day for day in every_day if not day.cancelled_at]
    objectives = list(session.objectives.all())
    speakers = list(session.speakers.prefetch_related("items"))
    editions = list(session.editions.select_related("by"))
    drafts = [draft_of(day, forms, conflict) for day in days]
    for objective in objectives:
        objective.served_by = serving(objective, drafts)
    context = {
        "session": session,
        "programme": session.cohort.programme,
        "drafts": drafts,
        "standing": days,
        "days": every_day,
        "objectives": objectives,
        "unserved": [objective for objective in objectives if not objective.served_by],
        "speakers": speakers,
        "editions": editions,
        "latest": editions[0] if editions else None,
        "has_items": any(draft.lines for draft in drafts),
        "unpublished": not editions or editions[0].content != frozen(session, days, objectives),
        "odd": [line for draft in drafts for line in draft.odd],
        "wrong": [line for draft in drafts for line in draft.lines if line.form.errors],
        "kinds": Item.Kind.choices,
        "expected": expected(days[0]).count() if days else None,
        "at": request.GET.get("at"),
        "go": request.GET.get("go"),
        "reads_replies": reads_replies(request.viewer, session),
        "conflict": conflict,
        "sheets": printable(session, request.viewer),
    }
    return render(request, "workshops/editor.html", context, status=status)


def reads_replies(viewer, session):
    """Whether the viewer may read the replies one by one; an administrator as such may not."""
    office = session.cohort.programme_id in viewer.programmes_coordinated
    return office or session.cohort_id in viewer.cohorts_facilitated or bool(session.learning_set_id)


def serving(objective, drafts):
    """The draft's items that serve the objective, in order."""
    return [line for draft in drafts for line in draft.lines if objective in line.item.objectives.all()]


def all_days(session):
    """Every day with its agenda, the cancelled ones too; each knows whether its register is entered."""
    days = list(with_agenda(session.days))
    entered = set(Attendance.objects.filter(day__in=days).values_list("day", flat=True).distinct())
    for day in days:
        day.is_entered = day.pk in entered
    return days
