from datetime import date

from django.shortcuts import render

from cohorts.models import Cohort
from workshops.counting import count_for
from workshops.models import Session
from workshops.rules import grant


def sessions(request):
    """Every session the viewer may see, by cohort: what is ahead first, then what was."""
    seen = Session.objects.visible_to(request.viewer).with_edition().in_order()
    seen = list(seen.select_related("cohort", "learning_set").prefetch_related("days__venue", "days__room"))
    grant(request.viewer, seen)
    count_for(
        request.viewer, seen, [day for session in seen for day in session.days.all() if day.ends_at > request.now]
    )
    cohorts = [shelf(cohort, seen, request.now) for cohort in cohorts_of(request.viewer, seen)]
    cohorts.sort(key=lambda shelf: shelf["ahead"][0].all_days[0].date if shelf["ahead"] else date.max)
    ahead = [session for cohort in cohorts for session in cohort["ahead"] if session.first_date]
    upcoming = min(ahead, key=lambda session: session.first_date, default=None)
    return render(request, "workshops/sessions.html", {"cohorts": cohorts, "upcoming": upcoming})


def cohorts_of(viewer, seen):
    """The cohorts to show: those with sessions, and those where the viewer may add one."""
    run = Cohort.objects.run_by(viewer)
    shown = run | Cohort.objects.filter(pk__in={session.cohort_id for session in seen})
    may_add = set(run.values_list("pk", flat=True)) | advised(viewer)
    cohorts = list(shown.select_related("programme"))
    for cohort in cohorts:
        cohort.may_add = cohort.pk in may_add
    return cohorts


def advised(viewer):
    """Cohorts with a set that the viewer advises."""
    if not viewer.memberships:
        return set()
    return set(Cohort.objects.filter(sets__in=viewer.sets_advised).values_list("pk", flat=True))


def shelf(cohort, seen, now):
    of_cohort = [session for session in seen if session.cohort_id == cohort.pk]
    for session in of_cohort:
        session.all_days = list(session.days.all())
        session.standing = [day for day in session.all_days if not day.cancelled_at]
        session.has_moved = any(day.moves for day in session.standing)
    ahead = [session for session in of_cohort if any(day.ends_at > now for day in session.all_days)]
    earlier = [session for session in of_cohort if session not in ahead]
    ahead.sort(key=lambda session: session.all_days[0].date)
    return {"cohort": cohort, "ahead": ahead, "earlier": earlier[::-1]}
