"""When the demonstration meets: the residential behind, the workshops and the end event ahead."""

from datetime import time, timedelta

from cohorts.services import avoided
from programme.demonstration import sums, words
from programme.demonstration.stage import Stage
from workshops.models import Item, Session, SessionDay
from workshops.services import (
    attendance,
    days,
    doors,
    editions,
    guests,
    items,
    materials,
    replies,
    sessions,
    speakers,
    speaking,
    templates,
)

LUNCH = 12 * 60 + 45
DEADLINE = timedelta(days=14)  # before a session
TO_WORKSHOP_2, TO_THE_END = timedelta(days=49), timedelta(days=76)


def avoid_school_weeks(stage: Stage) -> None:
    """The week after each workshop, so that whoever moves one by a week sees a warning."""
    for name, workshop in (("half-term", stage.workshop), ("end of term", stage.workshop + TO_WORKSHOP_2)):
        monday = workshop + timedelta(days=5)
        fields = {"kind": "school", "name": name, "starts_on": monday, "ends_on": monday + timedelta(days=4)}
        avoided.avoid(programme=stage.programme, fields=fields, **stage.by(-50))


def make_sessions(stage: Stage) -> None:
    residential(stage)
    workshop(stage)
    keep_templates(stage)
    later = [
        ("workshop", "Workshop 2", "Leading teams outside your comfort zone", stage.workshop + TO_WORKSHOP_2),
        ("end_event", "End of programme", "What changed, and for whom", stage.workshop + TO_THE_END),
    ]
    for kind, name, title, date in later:
        fields = {"kind": kind, "name": name, "title": title, "reply_by": date - DEADLINE}
        made = session(stage, fields, [], date, (time(10), time(16, 30)))
        sessions.publish_dates(session=made, **stage.by(-40))


def session(stage: Stage, fields, objectives, date, hours) -> Session:
    return sessions.add(
        cohort=stage.cohort, fields=fields, objectives=objectives, day=on(stage, date, hours), **stage.by(-45)
    )


def on(stage: Stage, date, hours):
    venue = stage.cohort.home_venue
    opens, closes = hours
    return {"date": date, "opens": opens, "closes": closes, "venue": venue, "room": venue.rooms.get(name="Garden Room")}


def residential(stage: Stage) -> None:
    fields = {"kind": "residential", "name": "Residential", "title": "Leading without the post"}
    objectives = ["Meet the people you will think with", "Find the challenge that is really yours"]
    made = session(stage, fields, objectives, stage.residential, (time(10), time(17)))
    second = on(stage, stage.residential + timedelta(days=1), (time(9), time(15)))
    days.add(session=made, fields=second, **stage.by(-45))
    for day, agenda in zip(made.days.all(), words.RESIDENTIAL, strict=True):
        for title, kind, minutes in agenda:
            items.add(day=day, fields={"title": title, "kind": kind, "minutes": minutes}, **stage.by(-44))
    editions.publish(session=made, **stage.by(-43))


def workshop(stage: Stage) -> None:
    fields = {
        "kind": "workshop",
        "name": "Workshop 1",
        "title": "Leading in a corporate and political context",
        "arrival": "Coffee from 09:30 in the Garden Room",
        "bring": "Your challenge, as it stands now",
    }
    made = session(stage, fields, words.OBJECTIVES, stage.workshop, (time(10), time(16, 30)))
    panel = [speakers.add(session=made, fields=fields, **stage.by(-30)) for fields in words.PANEL]
    for speaker in panel:
        if speaker.name in words.COMING:
            speaking.answer(speaker=speaker, comes=True, now=stage.by(-21)["now"])
    fill(stage, made.days.get(), list(made.objectives.all()), panel)
    sums.compose(stage, made.days.get())
    editions.publish(session=made, **stage.by(-5))


def fill(stage: Stage, day: SessionDay, objectives, panel) -> None:
    for title, kind, minutes, lead, notes, kit, contingency, served in words.WORKSHOP_1:
        fields = {"title": title, "kind": kind, "minutes": minutes, "lead": lead}
        fields |= {"notes": notes, "kit": kit, "contingency": contingency}
        if kind == "meal":
            fields["pinned_minute"] = LUNCH
        items.add(
            day=day,
            fields=fields,
            objectives=[objectives[n - 1] for n in served],
            speakers=panel if kind == "panel" else (),
            **stage.by(-12),
        )


def keep_templates(stage: Stage) -> None:
    """The workshop and its panel, kept for the next cohort; and what to read before the panel."""
    made = Session.objects.get(cohort=stage.cohort, name="Workshop 1")
    panel = Item.objects.get(day__session=made, kind="panel")
    templates.keep_session(session=made, name="A workshop day with a panel", **stage.by(-4))
    templates.keep_item(item=panel, name="A panel from the centre", **stage.by(-4))
    for name, readers, text in words.MATERIALS:
        upload = materials.Upload("txt", text.encode())
        fields = {"name": name, "readers": readers, "link": ""}
        materials.add(item=panel, fields=fields, upload=upload, **stage.by(-4))


def keep_the_register(stage: Stage) -> None:
    """The residential, as it was typed in the day after."""
    for day in SessionDay.objects.filter(session__cohort=stage.cohort, session__kind="residential"):
        present = [place for name, place in stage.places.items() if name not in words.ABSENT]
        came = [(place.pk, half) for place in present for half in day.halves]
        times = {stage.places[name].pk: when for name, when in words.LATE_OR_EARLY.items()}
        now = stage.at(day.date + timedelta(days=2))
        attendance.enter(day=day, came=came, times=times, by=stage.coordinator, now=now)


def answer(stage: Stage) -> None:
    """Replies to the workshop; whoever is not named has not answered yet."""
    day = SessionDay.objects.get(session__cohort=stage.cohort, session__name="Workshop 1")
    for said, names in words.REPLIES.items():
        for name in names:
            person = stage.places[name].person
            replies.reply(day=day, person=person, answer=said, by=person, now=stage.by(-2)["now"])
    rang(stage)
    doors.open_door(day=day, **stage.by(-1))
    guests.add(day=day, **words.GUEST, **stage.by(-1))


def rang(stage: Stage) -> None:
    """What the office was told by telephone about the next workshop."""
    name, told = words.RANG
    day = SessionDay.objects.get(session__cohort=stage.cohort, session__name="Workshop 2")
    replies.reply(day=day, person=stage.places[name].person, **told, **stage.by(-1))
