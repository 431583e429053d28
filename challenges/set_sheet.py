"""The printed sheet of one set for one of its meetings, with what the set room shows to whoever prints it."""

from datetime import datetime
from typing import Any

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from challenges.agreed import agreed
from challenges.meeting import Waiting, line, promises
from challenges.models import Commitment
from cohorts.audience import Audience, label
from cohorts.models import Membership
from cohorts.viewer import Viewer
from workshops.models import Edition, SessionDay
from workshops.sheet_data.furniture import furniture
from workshops.sheet_data.set_sheets import set_sheet
from workshops.sheet_data.sittings import Sitting, sets_of, sittings, unsaid


def sheet(day: SessionDay, viewer: Viewer, now: datetime, *, large: bool) -> dict[str, Any]:
    """The values of the sheet of the set that meets on `day`; words only as far as the viewer may read them."""
    session, edition = day.session, Edition.of(day.session).first()
    sets = [set_sheet(session, one, sitting(day, edition)) | written(day, viewer) for one in sets_of(session)]
    words = {"title": _("Set sheet"), "sets": sets, "none": _("Nobody sits in this set.")}
    return furniture(session, edition, now, large) | words


def sitting(day: SessionDay, edition: Edition | None) -> Sitting:
    """The first time that the set meets on `day`, as its published agenda says; without one the whole day."""
    found = sittings(day.session, edition.content) if edition else []
    return next((one for one in found if one.day.pk == day.pk), None) or unsaid(day)


def written(day: SessionDay, viewer: Viewer) -> dict[str, Any]:
    """What the set has said itself; a line is left blank where it has said nothing."""
    waiting = line(day, viewer)
    before, ahead = promises(day, viewer)
    places = [one.place for one in waiting]
    who = label(Audience.SET, day.session.learning_set)
    return (
        turns(waiting)
        | rules(day, viewer)
        | {
            "before": rows(places, [(one, became(one)) for one in before]),
            "ahead": rows(places, [(one, by_when(one)) for one in ahead]),
            "readers": _("For %(who)s alone. Take it with you; leave nothing in the room.") % {"who": who},
        }
    )


def turns(waiting: list[Waiting]) -> dict[str, Any]:
    """Who presents; while that is open, whose turn it is and who would like to."""
    presents = [one.place.person.full_name for one in waiting if one.presents]
    if presents or not waiting:
        return {"presents": presents}
    said = [_("First in turn: %(name)s.") % {"name": waiting[0].place.person.full_name}]
    bids = ", ".join(one.place.person.full_name for one in waiting if one.bids)
    if bids:
        said.append(_("Would like to: %(names)s.") % {"names": bids})
    return {"in_turn": " ".join(said)}


def rules(day: SessionDay, viewer: Viewer) -> dict[str, Any]:
    found = agreed(day.session.learning_set, viewer.person)
    if found is None:
        return {}
    return {"level": found.agreement.get_level_display(), "rules": found.agreement.lines}


def rows(places: list[Membership], said: list[tuple[Commitment, str]]) -> list[list[str]]:
    """What was said, by member; and a blank line for each member who has said nothing."""
    heard = {one.membership_id for one, _last in said}
    silent = [(place.person, "", "") for place in places if place.pk not in heard]
    found = [(one.membership.person, one.text, last) for one, last in said] + silent
    found.sort(key=lambda row: row[0].sort_key)
    return [[person.full_name, text, last] for person, text, last in found]


def became(one: Commitment) -> str:
    """What became of it, with its line; nothing while it is open."""
    if one.state == Commitment.State.OPEN:
        return ""
    return one.get_state_display() + (f": {one.outcome}" if one.outcome else "")


def by_when(one: Commitment) -> str:
    return date_format(one.due_on, "j F Y") if one.due_on else _("Next meeting")
