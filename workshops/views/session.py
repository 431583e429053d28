"""The page of one session: what each viewer may see of it."""

from collections import defaultdict

from django.db.models import Exists
from django.shortcuts import render

from cohorts.models import Membership
from workshops.collecting import asked_for, last_time
from workshops.counting import count_for
from workshops.doors import arrivals_of
from workshops.doors import is_open as opens_door
from workshops.editions import changes_since, freeze
from workshops.models import Material, Reply, Session
from workshops.views.editor import editor
from workshops.views.fetch import session_seen


def session(request, pk):
    """The editor to those who run it, the published agenda to those who go, the logistics to their office contacts.

    Set advisers see the draft where nothing is published yet.
    """
    seen = session_seen(request.viewer, pk)
    if seen.is_run and request.GET.get("as") != "delegate":
        return editor(request, seen)
    if seen.reads_draft or seen.is_attended:
        return delegate(request, seen)
    return outline(request, seen)


def delegate(request, seen):
    edition, before = latest_two(seen)
    days = days_of(seen)
    content = edition.content if edition else freeze(seen) if seen.reads_draft and not seen.is_run else None
    if content:
        agendas = {agenda["day"]: agenda["items"] for agenda in content["days"]}
        for day in days:
            day.agenda = agendas.get(day.pk, [])
        if edition is None or edition.has_materials:
            with_materials(seen, days)
        with_what_is_asked(request, seen, days)
    told = {"edition": edition, "before": before, "content": content, "takes_part": takes_part(request.viewer, seen)}
    if told["takes_part"]:
        with_replies(days, request.viewer.person, request.now)
    told["changes"] = changes_since(before, content, days) if before else []
    if seen.reads_draft and not seen.is_run:
        told["last_time"] = last_time(seen, request.viewer)
    return render(request, "workshops/session.html", frame(seen, days) | told)


def latest_two(seen):
    """The edition that delegates read and the one before it; None where there is none."""
    editions = seen.editions.annotate(has_materials=Exists(Material.objects.filter(session=seen)))
    return [*editions[:2], None, None][:2]


def with_materials(seen, days):
    """Give each line of the agenda its files and links: those for delegates, all to those who only prepare it."""
    of_item = defaultdict(list)
    shown = seen.materials.without_bytes()
    for each in shown if seen.reads_draft and not seen.is_run else shown.filter(readers="delegates"):
        of_item[each.item_id].append(each)
    for line in (line for day in days for line in day.agenda):
        line["materials"] = of_item[line["item"]]


def with_what_is_asked(request, seen, days):
    """Tell each line of the agenda what it collects from the room now."""
    asked = asked_for(seen, days, request.now) if request.viewer.reads_words and seen.is_published else {}
    for line in (line for day in days for line in day.agenda) if asked else ():
        line["collects"] = asked.get(line["item"])


def outline(request, seen):
    """Date and place alone; for office contacts of participants also how to arrive, and their principals' replies."""
    days = days_of(seen)
    if seen.shows_words:
        places = Membership.objects.current().participants().filter(cohort=seen.cohort_id)
        principals = list(places.filter(person__in=request.viewer.principals).select_related("person"))
        said = {(reply.day_id, reply.person_id): reply for reply in Reply.objects.filter(day__in=days)}
        for day in days:
            day.open_to_reply = is_open(day, request.now)
            day.asked = [(place.person, said.get((day.pk, place.person_id))) for place in principals]
    count_for(request.viewer, [seen], days)
    registers = Session.objects.registered_by(request.viewer).filter(pk=seen.pk).exists()
    return render(request, "workshops/outline.html", frame(seen, days) | {"registers": registers})


def frame(seen, days):
    standing = [day for day in days if not day.cancelled_at]
    return {
        "session": seen,
        "days": days,
        "standing": standing,
        "programme": seen.cohort.programme,
        "answers": Reply.Answer.choices,
    }


def days_of(seen):
    days = seen.days.select_related("venue", "room").order_by()  # sorting a few is dearer in SQL
    return sorted(days, key=lambda day: (day.date, day.opens, day.pk))


def takes_part(viewer, seen):
    """Whether the viewer is asked to the session as a participant."""
    return seen.is_attended and any(place.cohort_id == seen.cohort_id for place in viewer.participations)


def with_replies(days, person, now):
    said = {reply.day_id: reply for reply in Reply.objects.filter(day__in=days, person=person)}
    today = [day for day in days if opens_door(day, now)]
    here = dict(arrivals_of(person, now).values_list("day", "at")) if today else {}
    for day in days:
        day.arrived = here.get(day.pk)
        day.open_to_reply = is_open(day, now) and not day.arrived
        day.asks_reply, day.reply = True, said.get(day.pk)


def is_open(day, now):
    return day.cancelled_at is None and day.ends_at > now
