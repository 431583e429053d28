"""The trail in words: what of it the office reads, and how each row is called."""

from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cohorts.batches import batched
from cohorts.services.exporting import AT_ONCE, record_taken

# What people write, and what happens inside sets and coaching, is nobody's to read: a kind that is not named here stays
# out. With each the keys its name is made of, so that a page of them costs one query a kind.
SHOWN = {
    "cohorts.actionlearningset": (),
    "cohorts.avoideddates": (),
    "cohorts.cohort": (),
    "cohorts.complaint": (),
    "cohorts.invitation": ("membership__person",),
    "cohorts.logo": (),
    "cohorts.membership": ("person",),
    "cohorts.needs": ("membership__person",),
    "cohorts.nomination": (),
    "cohorts.nominationlink": ("cohort",),
    "cohorts.officecontact": ("contact", "principal"),
    "cohorts.organisation": (),
    "cohorts.owncolumn": (),
    "cohorts.partnerbody": ("organisation",),
    "cohorts.person": (),
    "cohorts.programme": (),
    "cohorts.programmerole": ("person",),
    "cohorts.setmembership": ("membership__person", "learning_set"),
    "cohorts.venue": (),
    "reminders.broadcast": (),
    "reminders.message": (),
    "reminders.rule": (),
    "workshops.attendance": ("membership__person", "day__session"),
    "workshops.edition": ("session",),
    "workshops.guest": ("day__session",),
    "workshops.item": ("day__session",),
    "workshops.material": ("session",),
    "workshops.pack": ("session",),
    "workshops.reply": ("person", "day__session"),
    "workshops.session": (),
    "workshops.sessionday": ("session",),
    "workshops.speaker": ("session",),
    "workshops.template": (),
}
UNSAID = {"gave feedback", "agreed to end notes of", "deleted notes of"}  # each would say who did what in confidence
WITHOUT_A_NAME = {"reminders.broadcast", "reminders.message", "reminders.rule"}  # they are called by number alone


@dataclass
class Line:
    """One event as it is read: `thing` is None where the row is gone."""

    event: object
    kind: str
    thing: str | None
    fields: list


def readable(events):
    """Those of `events` that are for the office to read."""
    return events.filter(model__in=SHOWN).exclude(verb__in=UNSAID)


def kinds():
    """(model, its name) of all that may stand in the trail, by name."""
    return sorted(((label, kind(label)) for label in SHOWN), key=lambda pair: pair[1])


def kind(label):
    return _(str(apps.get_model(label)._meta.verbose_name))


def lines(events):
    """`events` in words. Costs one query for each kind of thing among them, however many there are."""
    names = {label: named(label, ids) for label, ids in by_model(events).items()}
    return [line(event, names[event.model]) for event in events]


@transaction.atomic
def export(*, events, form, by, now):
    """The heading and then `events`, as rows; the trails they are from say so, and that is not among the rows."""
    events = events.filter(pk__lte=events.aggregate(last=Max("pk"))["last"] or 0)
    record_taken(rows=events, programme="programme", what="trail", form=form, by=by, now=now)
    return table(events)


def table(events):
    yield [_("Who"), _("Did what"), _("Kind of thing"), _("Which"), _("Details"), _("When")]
    for some in batched(events.select_related("by").iterator(chunk_size=AT_ONCE), AT_ONCE):
        for one in lines(some):
            who, which = str(one.event.by or _("The software")), one.thing or str(one.event.object_id)
            when = f"{localtime(one.event.at):%Y-%m-%d %H:%M}"
            yield [who, one.event.verb, one.kind, which, ", ".join(one.fields), when]


def line(event, names):
    fields = [field_name(event.model, name) for name in event.fields]
    return Line(event, kind(event.model), names.get(event.object_id), fields)


def by_model(events):
    found = {}
    for event in events:
        found.setdefault(event.model, set()).add(event.object_id)
    return found


def named(label, ids):
    rows = apps.get_model(label).objects.select_related(*SHOWN[label]).in_bulk(ids)
    return {pk: "" if label in WITHOUT_A_NAME or is_of_few(row) else str(row) for pk, row in rows.items()}


def is_of_few(row):
    """Whether it is of a set's or a pair's own meeting, whose name is theirs: the office knows of it by number."""
    day = getattr(row, "day", row)
    session = row if row._meta.label_lower == "workshops.session" else getattr(day, "session", None)
    return session is not None and bool(session.learning_set_id or session.coaching_pair_id)


def field_name(label, name):
    try:
        return str(apps.get_model(label)._meta.get_field(name).verbose_name)
    except (FieldDoesNotExist, AttributeError):  # what is no column, such as "people"
        return name.replace("_", " ")
