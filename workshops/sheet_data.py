"""What stands on each printed sheet of a session, as ready strings for workshops.sheets.render."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cohorts.models import Membership, Programme
from workshops import agenda as times
from workshops.editions import freeze
from workshops.expected import invited
from workshops.models import Edition, Item, Reply, Session, SessionDay

Values = dict[str, Any]
Answers = dict[int, dict[int, str]]  # day -> person -> answer

BLANK_LINES = 3  # on the register, for whoever comes unannounced
LONG = 1200  # letters after which a row may run on to the next page


def agenda_sheet(session: Session, edition: Edition, *, now: datetime, large: bool = False) -> Values:
    """The delegate agenda: the edition's words, with dates and places as they stand now. Never the draft."""
    items = items_by_day(edition.content)
    days = list(session.days.select_related("venue", "room"))
    return furniture(session, edition, now, large) | {
        "title": edition.content["title"] or edition.content["name"],
        "dates": span([day for day in days if day.cancelled_at is None] or days),
        "arrival": session.arrival,
        "bring": session.bring,
        "objectives": edition.content["objectives"],
        "days": [particulars(day) | {"items": delegates_items(day, items.get(day.pk, []))} for day in days],
        "next": following(session, days),
        "contact": on_the_day(session.cohort.programme),
        "sets": any(item["kind"] == Item.Kind.SETS for day in items.values() for item in day),
    }


def running_order_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """The facilitators' version: the edition (the draft where there is none) with notes, kit and contingency."""
    draft = freeze(session)
    content = edition.content if edition else draft
    items, private = items_by_day(content), private_words(session)
    people, answers = participants(session), replies(session)
    values = furniture(session, edition, now, large) | leads(session)
    if edition and content != draft:
        values["version"] = _("%(version)s; the draft has changed since") % {"version": values["version"]}
    return values | {
        "title": content["title"] or content["name"],
        "days": [
            particulars(day) | facilitators_day(day, items.get(day.pk, []), private, people, answers[day.pk])
            for day in to_be_held(session)
        ],
    }


def register_sheet(session: Session, edition: Edition | None, *, now: datetime, large: bool = False) -> Values:
    """Whom to expect on each day, with room to sign: everyone who has not said sorry, by surname."""
    people, answers, hosts = participants(session), replies(session), staff(session)
    guests = list(session.speakers.prefetch_related("items"))
    return furniture(session, edition, now, large) | {
        "days": [
            particulars(day) | register_day(people, answers[day.pk], hosts + speakers_on(day, guests))
            for day in to_be_held(session)
        ]
    }


def furniture(session: Session, edition: Edition | None, now: datetime, large: bool) -> Values:
    """What every sheet carries."""
    programme = session.cohort.programme
    return {
        "programme": programme.name,
        "cohort": session.cohort.name,
        "session": session.name,
        "version": version(edition, now.astimezone(session.cohort.tz)),
        "safeguarding": joined(programme.safeguarding_name, programme.safeguarding_phone),
        "large": large,
        "lang": (get_language() or "en").split("-")[0],
    }


def version(edition: Edition | None, printed: datetime) -> str:
    when = {"date": date_format(printed, "j F Y"), "time": date_format(printed, "H:i")}
    if edition is None:
        return _("Draft, printed %(date)s at %(time)s") % when
    return _("Edition %(number)s, printed %(date)s at %(time)s") % {"number": edition.number, **when}


def particulars(day: SessionDay) -> Values:
    """What is read from the day's own row and so takes effect at once: date, times, place, cancellation."""
    return {
        "date": date_format(day.date, "l j F Y"),
        "times": _("%(start)s to %(end)s")
        % {"start": date_format(day.opens, "H:i"), "end": date_format(day.closes, "H:i")},
        "place": place(day),
        "cancelled": day.cancelled_at is not None,
    }


def place(day: SessionDay) -> str:
    """Venue, address and room in one line; Online where there is only a link."""
    if day.venue is None:
        return _("Online") if day.online_link else ""
    return joined(day.venue.name, day.venue.address, day.room)


def delegates_items(day: SessionDay, items: list[Values]) -> list[Values]:
    """The public lines of a day; none when it is cancelled."""
    return [] if day.cancelled_at else [delegates_item(item) for item in items]


def delegates_item(item: Values) -> Values:
    kept = ("starts", "title", "lead", "room", "description")
    return {key: item[key] for key in kept} | {
        "quiet": item["kind"] in Item.QUIET,
        "speakers": speakers_of(item),
        "groups": groups_of(item),
    }


def groups_of(item: Values) -> list[str]:
    """A line for each parallel group; one for all of them where none has a room or lead to find."""
    groups = item.get("groups", [])
    if groups and not any(group["room"] or group["lead"] for group in groups):
        return [_("At the same time: %(groups)s") % {"groups": joined(*(group["name"] for group in groups))}]
    return [joined(group["name"], group["room"], group["lead"]) for group in groups]


def speakers_of(item: Values) -> list[str]:
    return [joined(speaker["name"], speaker["role"], speaker["organisation"]) for speaker in item["speakers"]]


def facilitators_day(
    day: SessionDay, items: list[Values], private: dict[int, Item], people: list[Membership], answers: dict[int, str]
) -> Values:
    """A day of the running order: its lines with the private words, and what to pack for it."""
    rows = [] if day.cancelled_at else [facilitators_item(item, private.get(item["item"])) for item in items]
    active = [row for row, item in zip(rows, items, strict=False) if item["minutes"] and not row["quiet"]]
    facts = [place(day), headcount(people, answers), length_of(items)]
    return {
        "about": "".join(f"{fact}. " for fact in facts if fact) + _("Pinned starts do not move."),
        "items": rows,
        "pack": list(dict.fromkeys(thing for row in active for thing in row["kit"])),
    }


def facilitators_item(item: Values, row: Item | None) -> Values:
    """A published line with what only those who run the session read; `row` is None when it has left the draft."""
    words = [item["description"], *private_notes(row)] if row else [item["description"]]
    notes = [word for word in words if word]
    return delegates_item(item) | {
        "ends": item["ends"],
        "minutes": str(item["minutes"]),
        "pinned": item["pinned"],
        "notes": notes,
        "kit": [line.strip() for line in row.kit.splitlines() if line.strip()] if row else [],
        "short": row.contingency if row else "",
        "long": sum(map(len, notes)) > LONG,
    }


def private_notes(row: Item) -> list[str]:
    output = _("Output: %(output)s") % {"output": row.expected_output} if row.expected_output else ""
    return [row.instructions, output, row.notes]


def private_words(session: Session) -> dict[int, Item]:
    """The draft's items by their id."""
    return {item.pk: item for item in Item.objects.filter(day__session=session)}


def length_of(items: list[Values]) -> str:
    """How long the day is and when it ends; empty without items."""
    if not items:
        return ""
    end = max(items, key=lambda item: item["start"] + item["minutes"])
    length = times.length(end["start"] + end["minutes"] - min(item["start"] for item in items))
    return _("%(length)s, ends %(end)s") % {"length": length, "end": end["ends"]}


def leads(session: Session) -> Values:
    """The facilitator with their telephone where there is one only; else their names, and a line for the day lead."""
    places = session.cohort.memberships.current().filter(role=Membership.Role.FACILITATOR).select_related("person")
    names = [place.person.full_name for place in places]
    alone = len(names) == 1
    return {
        "day_lead": joined(names[0], places[0].mobile) if alone else "",
        "facilitators": "" if alone else joined(*names),
    }


def register_day(people: list[Membership], answers: dict[int, str], others: list[Values]) -> Values:
    coming = expecting(people, answers)
    rows = [
        {"number": str(n), "name": person.person.full_name, "post": person.post, "how": how(answers, person)}
        for n, person in enumerate(coming, 1)
    ]
    return {
        "people": rows,
        "others": others,
        "blanks": BLANK_LINES,
        "note": expectation(len(coming), len(people) - len(coming)),
    }


def expecting(people: list[Membership], answers: dict[int, str]) -> list[Membership]:
    """Those who have not said sorry, from rows already read (as workshops.expected.expected)."""
    return [person for person in people if answers.get(person.person_id) != Reply.Answer.SORRY]


def how(answers: dict[int, str], person: Membership) -> str:
    words: dict[str | None, str] = {Reply.Answer.ONLINE: _("online"), Reply.Answer.PART: _("part of the day")}
    return words.get(answers.get(person.person_id), "")


def expectation(coming: int, sorry: int) -> str:
    words = _("Expected %(count)s.") % {"count": coming}
    if sorry:
        words += " " + _("Sent apologies %(count)s, not listed.") % {"count": sorry}
    return words + " " + _("Three blank lines for anyone else.")


def headcount(people: list[Membership], answers: dict[int, str]) -> str:
    """How many people are expected, and how many of them online or for part of the day."""
    coming = expecting(people, answers)
    said = Counter(answers.get(person.person_id) for person in coming)
    words = ngettext("%(count)s person expected", "%(count)s people expected", len(coming)) % {"count": len(coming)}
    if online := said[Reply.Answer.ONLINE]:
        words += _(", %(count)s of them online") % {"count": online}
    if part := said[Reply.Answer.PART]:
        words += _(", %(count)s for part of the day") % {"count": part}
    return words


def participants(session: Session) -> list[Membership]:
    """Those the session is for, by surname."""
    return list(invited(session).select_related("person", "organisation"))


def replies(session: Session) -> Answers:
    answers: Answers = defaultdict(dict)
    for day, person, answer in Reply.objects.filter(day__session=session).values_list("day", "person", "answer"):
        answers[day][person] = answer
    return answers


def staff(session: Session) -> list[Values]:
    """Facilitators and set advisers of the cohort; of a set's meeting its adviser, of coaching the coach."""
    roles = (Membership.Role.FACILITATOR, Membership.Role.SET_ADVISER)
    places = session.cohort.memberships.current().filter(role__in=roles)
    if session.learning_set:
        places = Membership.objects.current().filter(pk=session.learning_set.adviser_id)
    if session.coaching_pair:
        places = Membership.objects.current().filter(pk=session.coaching_pair.coach_id)
    posts = defaultdict(list)
    for host in places.select_related("person"):
        posts[host.person].append(host.get_role_display())
    return [{"name": person.full_name, "post": joined(*roles)} for person, roles in posts.items()]


def speakers_on(day: SessionDay, guests: Iterable[Any]) -> list[Values]:
    """Speakers with an item on `day`, and those without any item; not the withdrawn nor the reserve."""
    return [
        {"name": guest.name, "post": joined(_("Speaker"), guest.role, guest.organisation)}
        for guest in guests
        if guest.is_on and (not guest.items.all() or day.pk in {item.day_id for item in guest.items.all()})
    ]


def to_be_held(session: Session) -> list[SessionDay]:
    """The days that stand; all of them, to say so, when everything is cancelled."""
    days = list(session.days.select_related("venue", "room"))
    return [day for day in days if day.cancelled_at is None] or days


def items_by_day(content: Values) -> dict[int, list[Values]]:
    return {day["day"]: day["items"] for day in content["days"]}


def following(session: Session, days: list[SessionDay]) -> str:
    """The next session of the same people that they know of, with its date; empty when there is none."""
    same = Session.objects.filter(
        cohort=session.cohort_id, learning_set=session.learning_set_id, coaching_pair=session.coaching_pair_id
    )
    last = max((day.date for day in days), default=None)
    after = same.exclude(pk=session.pk).announced().standing().in_order().filter(first_date__gt=last).first()
    if after is None:
        return ""
    edition = Edition.of(after).first()
    title = edition.content["title"] if edition else ""
    return joined(f"{after.name}: {title}" if title else after.name, date_format(after.first_date, "l j F Y"))


def on_the_day(programme: Programme) -> str:
    """Whom to ask on the day, and their telephone."""
    whom = joined(programme.office_name, programme.office_phone)
    return _("On the day: %(whom)s") % {"whom": whom} if whom else ""


def span(days: list[SessionDay]) -> str:
    """The first date, or the first and the last."""
    dates = [date_format(day.date, "l j F Y") for day in days]
    if len(dates) < 2:
        return "".join(dates)
    return _("%(first)s to %(last)s") % {"first": dates[0], "last": dates[-1]}


def joined(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part)
