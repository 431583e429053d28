from dataclasses import dataclass, field
from typing import Any

from django.shortcuts import redirect, render

from workshops.checking import check
from workshops.collecting import collections_of, last_time
from workshops.counting import count_for
from workshops.editions import frozen, with_agenda
from workshops.expected import expected
from workshops.forms.rows import RowForm
from workshops.gaps import gaps_of
from workshops.models import Item
from workshops.services.losses import Loss
from workshops.sheet_list import printable
from workshops.views.checked import tell
from workshops.views.draft import draft_of
from workshops.views.fetch import session_run


@dataclass
class Unsaved:
    """What somebody typed that could not be saved."""

    forms: dict[int, RowForm] = field(default_factory=dict)  # by item
    gone: list[tuple[Loss, RowForm]] = field(default_factory=list)  # rows of items that were deleted meanwhile
    conflict: Item | None = None  # the item as somebody else saved it meanwhile
    quick: Any = None  # the form at the foot of the day `quick_day`
    quick_day: int = 0

    @property
    def status(self):
        """422 for what is wrong, 409 for what was deleted meanwhile, else 0."""
        wrong = any(form.is_wrong for form in self.forms.values())
        return 422 if wrong else 409 if self.gone else 0


def editor(request, session, *, unsaved=None, at="", go="", status=200):
    """The page of those who run the session; to htmx only what moves on it. The hand goes to `go` of the item `at`."""
    unsaved = unsaved or Unsaved()
    every_day = all_days(session)
    days = [day for day in every_day if not day.cancelled_at]
    objectives = list(session.objectives.all())
    speakers = list(session.speakers.select_related("taken_by").prefetch_related("items"))
    editions = list(session.editions.select_related("by"))
    if not request.htmx:
        count_for(request.viewer, [session], every_day)
    drafts = [draft_of(day, unsaved.forms, unsaved.conflict) for day in days]
    checked = tell(drafts, check(session, request.viewer, days, objectives))
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
        "gaps": gaps_of([day for day in days if day.ends_at > request.now], speakers),
        "editions": editions,
        "latest": editions[0] if editions else None,
        "has_items": any(draft.lines for draft in drafts),
        "unpublished": not editions or editions[0].content != frozen(session, days, objectives),
        "findings": checked.findings,
        "wrong": [line for draft in drafts for line in draft.lines if line.errors],
        "kinds": [(value, str(label)) for value, label in Item.Kind.choices],
        "expected": expected(days[0]).count() if days else None,
        "hand": {"at": at, "go": go} if request.htmx else {},
        "at": request.GET.get("at"),
        "go": request.GET.get("go"),
        "reads_replies": reads_replies(request.viewer, session),
        "conflict": unsaved.conflict,
        "gone": unsaved.gone,
        "quick": unsaved.quick,
        "quick_day": unsaved.quick_day,
        "today": request.now.date(),
        **room_of(request, session),
        "sheets": [] if request.htmx else printable(session, request.viewer),
        **changes(session),
    }
    template = "workshops/_editor_moves.html" if request.htmx else "workshops/editor.html"
    return render(request, template, context, status=status)


def room_of(request, session):
    """What the room said to this session's items, and the last time. None of it to an administrator as such."""
    viewer = request.viewer
    hears = viewer.reads_words and session.is_whole_cohort and reads_replies(viewer, session)
    if request.htmx or not hears:
        return {"hears": hears and session.is_published}
    said = collections_of(session) if session.is_published else []
    return {"hears": session.is_published, "from_room": said, "last_time": last_time(session, viewer)}


def changes(session):
    """What undo and redo would do next: the change each, or None."""
    kept = list(session.draft_changes.defer("rows").select_related("by"))
    stand = [change for change in kept if change.undone_at is None]
    return {"undoable": stand[-1] if stand else None, "redoable": next(iter(kept[len(stand) :]), None)}


def back(request, session, at=None, go="", status=200):
    """To the editor after a change, with the keyboard where the hand was: what moves, to htmx; else the page again."""
    if request.htmx:
        session = session_run(request.viewer, session.pk)
        return editor(request, session, at=str(at.pk) if at else "", go=go, status=status)
    url = session.get_absolute_url()
    if at and go:
        return redirect(f"{url}?at={at.pk}&go={go}#item-{at.pk}")
    return redirect(f"{url}?go={go}" if go else url)


def reads_replies(viewer, session):
    """Whether the viewer may read the replies one by one; an administrator as such may not."""
    office = session.cohort.programme_id in viewer.programmes_coordinated
    return office or session.cohort_id in viewer.cohorts_facilitated or bool(session.learning_set_id)


def serving(objective, drafts):
    """The draft's items that serve the objective, in order."""
    return [line for draft in drafts for line in draft.lines if objective in line.item.objectives.all()]


def all_days(session):
    """Every day with its agenda, the cancelled ones too; each knows whether its register is entered."""
    return list(with_agenda(session.days.with_register()))
