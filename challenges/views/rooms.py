"""The set room: one page that a set looks at together, and a silent clock that all of them see."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.agreed import agreed
from challenges.exceptions import KeyTaken
from challenges.forms.room import PromiseForm, StagesForm
from challenges.meeting import line, promises
from challenges.models import Turn
from challenges.services import rooms, timekeeping, turns
from challenges.views.shown import sent, words
from cohorts.models import ActionLearningSet, Membership
from workshops.models import SessionDay
from workshops.sheet_data.set_sheets import title
from workshops.views import polled

EVERY = 3  # seconds


def meeting(request, pk):
    """A standing day of a meeting of a set that the viewer sits in or advises; not there for anybody else."""
    sets = ActionLearningSet.objects.inside(request.viewer)
    days = SessionDay.objects.standing().filter(session__learning_set__in=sets)
    with_set = "session__learning_set__cohort__programme", "session__learning_set__adviser__person"
    return get_object_or_404(days.select_related(*with_set, "venue", "room"), pk=pk)


@words
def room(request, pk):
    day = meeting(request, pk)
    found = rooms.room_of(day)
    if request.htmx:
        return polled.answer(request, standing(request, day, found), EVERY)
    return page(request, day, found)


def page(request, day, found, form=None):
    carried, made = promises(day, request.viewer)
    learning_set, waiting = day.session.learning_set, line(day, request.viewer)
    context = {
        "day": day,
        "set": learning_set,
        "room": found,
        "now": int(request.now.timestamp() * 1000),
        "every": EVERY,
        "line": waiting,
        "carried": carried,
        "made": made,
        "sits": any(one.is_reader for one in waiting),
        "mine": request.viewer.membership_ids,
        "form": form or PromiseForm(today=today(request, day)),
        "agreed": agreed(learning_set, request.user),
    }
    context |= standing(request, day, found)
    return render(request, "challenges/room.html", context, status=422 if form else 200)


def standing(request, day, found):
    """The clock and the stages, ready to be asked for again: they hold no time that passes."""
    presenters = Turn.objects.filter(day=day, state=Turn.State.HAD).select_related("membership__person")
    context = {
        "room": found,
        "tz": day.tz,
        "stages": [
            {
                "name": name,
                "title": title(name),
                "minutes": minutes,
                "is_on": found.at == place,
                "is_done": is_done(found, place),
            }
            for place, (name, minutes) in enumerate(found.stages)
        ],
        "presenters": [turn.membership for turn in presenters],
        "began": int(found.since.timestamp() * 1000) if found.since else None,
        "left": max(found.seconds - found.spent, 0) if found.is_on else 0,
        "total": sum(minutes for _name, minutes in found.stages),
    }
    context["on"] = next((stage for stage in context["stages"] if stage["is_on"]), None)
    url = reverse("challenges:room", args=[day.pk])
    return polled.part(request, "challenges/_clock.html", context) | {"url": url}


def is_done(found, place):
    return found.at is not None and place < found.at


@words
@require_POST
def clock(request, pk):
    """One press on the clock, as the page stood when it was pressed."""
    day = meeting(request, pk)
    found = rooms.open_room(day)
    verb, _space, revision = request.POST.get("do", "").partition(" ")
    if verb not in timekeeping.DEEDS or not (revision.isdecimal() and len(revision) < 10):
        raise Http404
    timekeeping.turn_clock(room=found, do=verb, revision=int(revision), by=request.user, now=request.now)
    if request.htmx:
        found.refresh_from_db()
        return polled.answer(request, standing(request, day, found), EVERY)
    return to_room(day)


def to_room(day, anchor=""):
    return redirect(reverse("challenges:room", args=[day.pk]) + anchor)


@words
@require_POST
def turn(request, pk):
    """Who would like to present, and who does."""
    day = meeting(request, pk)
    verb, _space, number = request.POST.get("do", "").partition(" ")
    if verb in {"bid", "unbid"}:
        turns.bid(day=day, wants=verb == "bid", by=request.user, now=request.now)
    elif verb in {"presents", "not"} and number.isdecimal() and len(number) < 18:
        seated = {"seats__learning_set": day.session.learning_set_id, "seats__left_at": None}
        who = get_object_or_404(Membership.objects.current().filter(**seated), pk=int(number))
        turns.present(day=day, who=who, presents=verb == "presents", by=request.user, now=request.now)
    else:
        raise Http404
    return to_room(day, "#turns")


@words
@require_POST
def promise(request, pk):
    day = meeting(request, pk)
    if not request.viewer.sets.filter(learning_set=day.session.learning_set_id).exists():
        raise PermissionDenied  # an adviser reads what the set promises
    form = PromiseForm(sent(request), today=today(request, day))
    if form.is_valid() and kept(request, day, form):
        return to_room(day, "#made")
    return page(request, day, rooms.room_of(day), form)


def kept(request, day, form):
    said = {name: form.cleaned_data[name] for name in ("text", "due_on", "key")}
    try:
        made = rooms.commit(day=day, **said, by=request.user, now=request.now)
    except KeyTaken:
        form.add_error(None, _("This page was used somewhere else. Open it again to add a commitment."))
        return None
    messages.success(request, _("Your commitment is saved. The set and its adviser read it."))
    return made


@words
def stages(request, pk):
    """How many minutes each stage has."""
    day = meeting(request, pk)
    found = rooms.room_of(day)
    titles = [title(name) for name, _minutes in found.stages]
    form = StagesForm(sent(request), stages=found.stages, titles=titles)
    if request.method == "POST" and form.is_valid():
        timekeeping.lay_out(room=rooms.open_room(day), minutes=form.minutes, by=request.user)
        messages.success(request, _("The stages are changed, for everybody in the room."))
        return to_room(day)
    context = {"form": form, "day": day, "set": day.session.learning_set}
    return render(request, "challenges/room_stages.html", context, status=422 if form.is_bound else 200)


def today(request, day):
    return request.now.astimezone(day.tz).date()
