from base64 import b64encode
from dataclasses import dataclass, field
from datetime import time
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.doors import here_at
from workshops.exceptions import AlreadyCancelled, NobodyYet, NotYet, OtherSession
from workshops.expected import on_the_register
from workshops.models import Attendance, DoorCode, Reply, SessionDay
from workshops.querysets import NOON
from workshops.rules import may_mark
from workshops.services import attendance as services
from workshops.squares import square
from workshops.views.fetch import session_seen
from workshops.views.pages import refuse

REASONS = {
    AlreadyCancelled: gettext_lazy("This day is cancelled, so it has no register."),
    NotYet: gettext_lazy("The register opens on the day itself, that of an afternoon at one o’clock."),
    NobodyYet: gettext_lazy("Nobody is ticked, so nothing is saved. If nobody came, tick that."),
}


def attendance(request, pk):
    """The register on screen: a row a person, a box a half-day, saved at once."""
    days = SessionDay.objects.registered_by(request.viewer)
    day = get_object_or_404(days, pk=pk)
    day.session = session_seen(request.viewer, day.session_id)
    may_enter = may_mark(request.viewer, day.session)
    if request.method == "POST":
        if not may_enter:
            raise PermissionDenied
        return enter(request, day)
    marks = {(mark.membership_id, mark.half): mark for mark in day.attendance.select_related("by")}
    everyone = "everyone" in request.GET
    is_open, entered = day.halves_open(request.now), {half for _pk, half in marks}
    missing = [Attendance.Half(half) for half in day.halves if half not in entered]
    context = {
        "day": day,
        "session": day.session,
        "rows": rows(day, marks, everyone, said_for(day) if may_enter else Said(), is_open),
        "times": "times" in request.GET,
        "guests": day.guests.all() if may_enter and day.session.is_whole_cohort else None,
        "halves": [Attendance.Half(half) for half in day.halves],
        "last": max(marks.values(), key=lambda mark: mark.at, default=None),
        "may_enter": may_enter and day.cancelled_at is None,
        "too_early": not is_open,
        "missing": missing,
        "entered": entered,
        "nobody": [half for half in missing if half in is_open],
        "everyone": everyone,
        **(door_context(day) if may_enter else {}),
        "is_over": day.ends_at <= request.now,
    }
    return render(request, "workshops/attendance.html", context)


def door_context(day):
    """The letters on its door and the square that opens the page with them, if it has some."""
    door = DoorCode.objects.filter(day=day).first()
    if door is None:
        return {}
    page, link = here_at(door)
    return {
        "door": door,
        "here_url": page,
        "square": "data:image/svg+xml;base64," + b64encode(square(link).encode()).decode(),
    }


@dataclass(frozen=True)
class Said:
    """What people said of the day themselves: who is sorry or comes for part, and when who came through the door."""

    sorry: frozenset = frozenset()
    part: dict = field(default_factory=dict)  # with what they noted
    arrived: dict = field(default_factory=dict)

    def ticks(self, place, half, day, everyone):
        """Whether a box not entered yet begins ticked."""
        at = self.arrived.get(place.pk)
        if at:
            return half == Attendance.Half.AFTERNOON or at.astimezone(day.tz).time() < NOON
        return everyone and place.person_id not in self.sorry


def said_for(day):
    """Shown to whoever enters the register, for an administrator as such reads no replies."""
    replies = list(day.replies.values_list("person", "answer", "note"))
    return Said(
        sorry=frozenset(person for person, answer, _note in replies if answer == Reply.Answer.SORRY),
        part={person: note for person, answer, note in replies if answer == Reply.Answer.PART},
        arrived=dict(day.arrivals.values_list("membership", "at")),
    )


def rows(day, marks, everyone, said, is_open):
    """Each person with their boxes. Of a half-day not yet entered those are ticked who said they are here."""
    entered = {half for _pk, half in marks}
    begins = partial(said.ticks, day=day, everyone=everyone)
    people = on_the_register(day).select_related("person", "organisation").order_by("person__sort_key", "pk")
    noted = {presence.membership_id: presence for presence in day.presences.all()}
    return [
        {
            "place": place,
            "sorry": place.person_id in said.sorry,
            "comes_for_part": place.person_id in said.part,
            "note": said.part.get(place.person_id, ""),
            "arrived": said.arrived.get(place.pk),
            "noted": noted.get(place.pk),
            "boxes": [
                {
                    "half": Attendance.Half(half),
                    "is_open": half in is_open,
                    "is_entered": half in entered,
                    "came": ticked(marks.get((place.pk, half)), half in entered, begins(place, half), everyone),
                }
                for half in day.halves
            ],
        }
        for place in people
    ]


def ticked(mark, is_entered, begins, everyone):
    """As it was entered; where nothing was, or everyone is to begin ticked, as it begins."""
    came = bool(mark and mark.came)
    if everyone:
        return came or begins
    return came if is_entered else begins


def enter(request, day):
    try:
        came, times = {read(value) for value in request.POST.getlist("came")}, times_of(request.POST)
        with refuse(request, REASONS):
            halves = request.POST.getlist("half")
            services.enter(day=day, came=came, halves=halves, times=times, by=request.user, now=request.now)
            messages.success(request, _("The register is saved."))
    except (ValueError, OtherSession):
        raise Http404 from None
    return redirect("workshops:attendance", day.pk)


def times_of(data):
    """When each came and left, where the boxes for it were shown. Raises ValueError for what is no time."""
    shown = [name.removeprefix("arrived-") for name in data if name.startswith("arrived-")]
    return {int(pk): (clock(data[f"arrived-{pk}"]), clock(data.get(f"left-{pk}", ""))) for pk in shown}


def clock(text):
    return time.fromisoformat(text) if text else None


def read(value):
    """12-am as (12, "am")."""
    pk, _dash, half = value.partition("-")
    return int(pk), half
