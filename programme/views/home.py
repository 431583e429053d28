from django.db.models import Max, Prefetch
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from challenges.coaching import people_context
from challenges.home import participant_context
from challenges.models import Disclosure
from cohorts.models import Complaint, Membership, Person, Programme
from programme.my_data import AFTER_LEAVING
from reminders import desk
from reminders.status import status
from reminders.views.ledger import silence
from workshops.attended import marks
from workshops.doors import arrivals_of, is_waited_at
from workshops.home import next_session_context
from workshops.keeping import days_kept
from workshops.models import SessionDay


@never_cache
def home(request):
    """What is next, and what needs me: the page of the first role that applies."""
    name, context = next(page for page in pages(request.viewer, request.now) if page)
    around = {"viewer": request.viewer, "now": request.now, "complaints": complaints(request.viewer)}
    return render(request, f"programme/home_{name}.html", around | context)


def pages(viewer, now):
    """The home pages this viewer has a use for, the one they need most first; None where there is no use."""
    yield viewer.programmes_coordinated and ("office", office(viewer, now))
    yield viewer.participations and ("participant", participant(viewer, now))
    yield viewer.memberships and ("leader", leader(viewer, now))
    yield viewer.is_administrator and ("administrator", administrator(viewer, now))
    yield viewer.sponsorships and ("sponsor", sponsor(viewer, now))
    yield assistant(viewer, now)
    yield "nobody", nobody(viewer, now)


def office(viewer, now):
    lines = desk.desk(viewer, now)
    undelivered = desk.undelivered(viewer)
    asked = waiting(viewer, now)
    needs = sum(len(line.needs) for line in lines) + bool(undelivered) + asked
    ahead = sorted((one for line in lines for one in line.ahead), key=lambda one: one.day.starts_at)
    return {
        "lines": lines,
        "undelivered": undelivered,
        "needs": needs,
        "waiting": asked,
        "ahead": ahead,
        "status": status(now) if viewer.is_administrator else None,
        **silence(viewer, now),
    }


def waiting(viewer, now):
    """How many disclosures wait for the viewer to be the second."""
    return Disclosure.objects.waiting_for(viewer, now).count() if viewer.programme_roles else 0


def complaints(viewer):
    """How many complaints wait for the viewer's answer."""
    return Complaint.objects.read_by(viewer).waiting().count() if viewer.is_administrator else 0


def participant(viewer, now):
    following = next_session_context(viewer, now)
    found = {
        "diaries": diaries(viewer, now),
        "at_the_door": bool(following) and is_waited_at(following["day"], viewer.person, now),
        "arrivals": arrivals_of(viewer.person, now),
        "stayed": stayed(viewer, now),
    }
    return following | participant_context(viewer, now) | found


def stayed(viewer, now):
    """The places that are held on in cohorts that have ended."""
    return [one for one in viewer.participations if one.cohort.has_ended(now)]


def leader(viewer, now):
    days = SessionDay.objects.run_by(viewer).ahead(now).select_related("session__cohort", "venue", "room")[:6]
    unmarked = SessionDay.objects.run_by(viewer).standing().with_register().filter(ends_at__lte=now, is_entered=False)
    coached = people_context(viewer, now)
    return (
        next_session_context(viewer, now)
        | coached
        | {
            "days": days,
            "unmarked": unmarked.select_related("session").order_by("-starts_at")[:6],
            "diaries": diaries(viewer, now),
        }
    )


def administrator(viewer, now):
    return {"programmes": Programme.objects.prefetch_related("cohorts"), "status": status(now), **silence(viewer, now)}


def sponsor(viewer, now):
    """A sponsor's own people: that they are on the programme, and whether they came."""
    people = Membership.objects.visible_to(viewer).participants().select_related("person", "cohort", "organisation")
    return {"people": people.prefetch_related(marks())}


def nobody(viewer, now):
    """Whoever has no place: with the day until which what they wrote is theirs to take, if they left lately."""
    left = viewer.person.memberships.aggregate(last=Max("left_at"))["last"]
    until = left + AFTER_LEAVING if left else now
    return {
        "programmes": Programme.objects.visible_to(viewer),
        "waiting": waiting(viewer, now),
        "until": until if until > now else None,
    }


def assistant(viewer, now):
    kept = diaries(viewer, now)
    return kept and ("assistant", {"diaries": kept})


def diaries(viewer, now):
    """For each principal whose diary the viewer keeps, with their places: the days ahead."""
    places = Prefetch("memberships", Membership.objects.current().select_related("cohort"), to_attr="places")
    principals = list(Person.objects.filter(pk__in=viewer.principals).prefetch_related(places))
    kept = days_kept(viewer, now) if principals else {}
    return [(principal, kept.get(principal.pk, [])) for principal in principals]
