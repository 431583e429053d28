from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.models import OfficeContact
from workshops.exceptions import AlreadyCancelled, AlreadyOver
from workshops.expected import expected, invited
from workshops.forms.replies import ReplyForm
from workshops.models import Reply, SessionDay
from workshops.rules import may_reply_for
from workshops.services.replies import reply as record_reply
from workshops.views.fetch import day_seen, session_seen
from workshops.views.pages import invalid, refuse


def replies(request, pk):
    """Who said what about a day, and how many are expected."""
    days = SessionDay.objects.answered_to(request.viewer)
    day = get_object_or_404(days, pk=pk)
    day.session = session_seen(request.viewer, day.session_id)
    said = {reply.person_id: reply for reply in day.replies.select_related("by", "person")}
    people = invited(day.session).select_related("person", "organisation")
    rows = [{"place": place, "reply": said.get(place.person_id)} for place in people]
    rows.sort(key=lambda row: row["reply"] is not None)  # whoever has not answered stands first
    given = Counter(row["reply"].answer for row in rows if row["reply"])
    context = {
        "day": day,
        "session": day.session,
        "rows": rows,
        "counts": [(answer, given[answer]) for answer in Reply.Answer],
        "unanswered": len(rows) - sum(given.values()),
        "expected": expected(day).count(),
        "may_record": day.session.cohort.programme_id in request.viewer.programmes_coordinated
        and day.cancelled_at is None
        and day.ends_at > request.now,
    }
    return render(request, "workshops/replies.html", context)


def reply(request, pk, person):
    """Answer for oneself, for a principal, or, in the office, for whoever told it."""
    day = day_seen(request.viewer, pk)
    day.session = session_seen(request.viewer, day.session_id)
    place = invited(day.session).filter(person__id=person).select_related("person").first()
    if place is None or not (knows(request.viewer, day, place)):
        raise Http404
    if not may_reply_for(request.viewer, day.session, place.person):
        raise PermissionDenied
    before = Reply.objects.filter(day=day, person=place.person).first()
    initial = {"answer": before.answer, "note": before.note, "said_by": before.said_by} if before else {}
    form = ReplyForm(request.POST or None, initial=initial)
    if form.is_valid():
        return save(request, day, place.person, form)
    context = {"form": form, "day": day, "session": day.session, "person": place.person}
    context["back"] = came_from(request, day)
    context["is_over"] = day.cancelled_at is not None or day.ends_at <= request.now
    context["is_me"] = place.person == request.user
    context["by_office"] = office(request, day) and place.person != request.user
    if context["by_office"]:
        kept = OfficeContact.objects.current().filter(principal=place.person).select_related("contact")
        context["contacts"] = [row.contact for row in kept]
    return render(request, "workshops/reply.html", context, status=invalid(request))


def knows(viewer, day, place):
    """Whether the viewer may know that this person is asked."""
    return (
        may_reply_for(viewer, day.session, place.person)
        or SessionDay.objects.answered_to(viewer).filter(pk=day.pk).exists()
    )


REASONS = {
    AlreadyCancelled: gettext_lazy("This day is cancelled, so there is nothing to reply to."),
    AlreadyOver: gettext_lazy("This day is over, so a reply no longer counts; the register says who came."),
}


def save(request, day, person, form):
    with refuse(request, REASONS):
        said = form.cleaned_data | ({} if office(request, day) and person != request.user else {"said_by": ""})
        said["stays"] = stays_still(day, person, said["answer"])
        record_reply(day=day, person=person, **said, by=request.user, now=request.now)
        messages.success(
            request, _("The reply is saved: %(answer)s.") % {"answer": Reply.Answer(form.cleaned_data["answer"]).label}
        )
    return redirect(came_from(request, day))


def stays_still(day, person, answer):
    """What was said of the night, which this page does not ask; whoever is not there that day is asked again."""
    if answer not in {Reply.Answer.COMING, Reply.Answer.PART}:
        return None
    return Reply.objects.filter(day=day, person=person).values_list("stays", flat=True).first()


def came_from(request, day):
    """The office goes back to its list, everybody else to the session."""
    return reverse("workshops:replies", args=[day.pk]) if office(request, day) else day.session.get_absolute_url()


def office(request, day):
    return day.session.cohort.programme_id in request.viewer.programmes_coordinated
