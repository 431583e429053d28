"""The office enters what several people told it, in one table: all of it or nothing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from workshops.expected import invited
from workshops.forms.replies import RowForm
from workshops.models import SessionDay
from workshops.services.replies import reply_for_several
from workshops.sheet_data.nights import nights
from workshops.views.fetch import session_seen
from workshops.views.pages import refuse
from workshops.views.replies import REASONS, office


def replies_enter(request, pk):
    """A row for each person asked; what was not touched stays as it is."""
    day = get_object_or_404(SessionDay.objects.answered_to(request.viewer), pk=pk)
    day.session = session_seen(request.viewer, day.session_id)
    if not office(request, day):
        raise PermissionDenied
    forms = rows(day, request.POST if request.method == "POST" else None)
    valid = [form.is_valid() for form in forms]  # of each, so that each says what is wrong
    if valid and all(valid):
        return saved(request, day, [form for form in forms if form.has_changed()])
    context = {"day": day, "session": day.session, "rows": forms, "night": has_night(day)}
    context["wrong"] = [form for form in forms if form.errors]
    return render(request, "workshops/replies_enter.html", context, status=422 if context["wrong"] else 200)


def rows(day, data):
    said, night = {reply.person_id: reply for reply in day.replies.all()}, has_night(day)
    places = invited(day.session).select_related("person", "organisation").in_order()
    return [RowForm(data, place=place, said=said.get(place.person_id), night=night) for place in places]


def has_night(day):
    """Whether people stay the night after it."""
    days = day.session.days.order_by("date", "pk")
    return any(night.before == day for night in nights(day.session, days))


def saved(request, day, changed):
    with refuse(request, REASONS):
        answers = {form.place.person: form.reply for form in changed}
        reply_for_several(day=day, answers=answers, by=request.user, now=request.now)
        words = ngettext("%(n)s reply is saved.", "%(n)s replies are saved.", len(changed))
        messages.success(request, words % {"n": len(changed)})
    return redirect("workshops:replies", day.pk)
