"""Everything that is kept about a person or that they wrote, in every room: a page to read and a file for machines.

KEPT says how each kind of row leads to its person, EXEMPT why another is left out; a test holds the two complete.
"""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import BinaryField, FileField, Q
from django.template.loader import render_to_string

from cohorts.models import ActionLearningSet, Cohort, Organisation, OwnColumn, Person, Programme
from cohorts.trail import record
from workshops.models import Item, Session, SessionDay

KEPT = {
    "cohorts.person": ["pk"],
    "cohorts.membership": ["person"],
    "cohorts.needs": ["membership__person"],
    "cohorts.nomination": ["membership__person"],
    "cohorts.owntext": ["membership__person"],
    "cohorts.programmerole": ["person"],
    "cohorts.officecontact": ["principal", "contact"],
    "cohorts.addresschange": ["person"],
    "cohorts.invitation": ["membership__person"],
    "cohorts.complaint": ["person"],
    "cohorts.forgetrequest": ["person"],
    "cohorts.setmembership": ["membership__person"],
    "cohorts.actionlearningset": ["adviser__person"],
    "cohorts.coachingpair": ["coach__person", "coachee__person"],
    "challenges.challenge": ["membership__person"],
    "challenges.selfcheck": ["membership__person"],
    "challenges.stagemove": ["challenge__membership__person"],
    "challenges.entry": ["membership__person"],
    "challenges.comment": ["by"],
    "challenges.commitment": ["membership__person"],
    "challenges.holder": ["membership__person"],
    "challenges.map": ["membership__person"],
    "challenges.stakeholder": ["map__membership__person"],
    "challenges.filledcanvas": ["membership__person"],
    "challenges.trace": ["membership__person"],
    "challenges.tracepart": ["trace__membership__person"],
    "challenges.reflection": ["membership__person"],
    "challenges.feedback": ["membership__person"],
    "challenges.draft": ["membership__person"],
    "challenges.setnote": ["membership__person"],
    "challenges.noteassent": ["newcomer__person", "seat__membership__person"],
    "challenges.notesend": ["seat__membership__person"],
    "challenges.agreement": ["by__person"],
    "challenges.assent": ["membership__person"],
    "challenges.offereddate": ["by__person"],
    "challenges.availability": ["membership__person"],
    "challenges.turn": ["membership__person"],
    "challenges.coachingnote": ["author__person"],
    "challenges.interview": ["author__person"],
    "challenges.assessment": ["membership__person"],
    "challenges.disclosure": ["author"],
    "workshops.reply": ["person"],
    "workshops.attendance": ["membership__person"],
    "workshops.arrival": ["membership__person"],
    "workshops.presence": ["membership__person"],
    "workshops.voice": ["membership__person"],
    "workshops.presenter": ["membership__person"],
    "workshops.coachingslot": ["coach__person"],
    "reminders.message": ["person"],
    "reminders.broadcast": ["by"],
    "reminders.optout": ["person"],
    "cohorts.event": ["by"],
    "usersessions.usersession": ["user"],
}
PLANNED = "It is a programme's, planned or printed for all; that the person did it stands in the trail."
EXEMPT = {
    "account.emailaddress": "The sign-in library's; nothing is written there, the address is the person's own field.",
    "cohorts.nominationlink": PLANNED,
    "cohorts.upload": "A list of other people, deleted within a day; that it was imported stands in the trail.",
    "mfa.authenticator": "Secrets that sign the person in: My details lists them, and a copy would be a danger.",
    "cohorts.setwish": "What the office wishes of two people at once: it would tell one of them about the other.",
    "workshops.doorcode": PLANNED,
    "workshops.guest": PLANNED,
    "workshops.wrongletters": "How often letters on a door were mistyped, kept for a day.",
    "workshops.draftchange": PLANNED,
    "workshops.edition": PLANNED,
    "workshops.material": PLANNED,
    "workshops.pack": PLANNED,
    "workshops.speaker": PLANNED,
    "workshops.template": PLANNED,
}
# Of rows that are also others': only what the person may know. An opened entry, once its author has been told.
ONLY = {"challenges.disclosure": Q(told_at__isnull=False)}
LEFT_OUT = {  # what signs in, what only the software reads, and what others said to each other about the person
    *("password", "nonce", "reply_nonce", "feed_nonce", "session_key", "key"),
    *("email_key", "search_key", "sort_key", "revision", "claimed_by", "claimed_until", "untold"),
}
SPELT_OUT = (ActionLearningSet, Cohort, Item, Organisation, OwnColumn, Programme, Session, SessionDay)
QUESTION = "challenges.question"  # so that an answer can be understood
AFTER_LEAVING = timedelta(days=30)


@transaction.atomic
def download(*, person, now):
    """The ZIP for `person`: a page to read and the same as JSON. That it was made stands in the trail."""
    kinds = everything(person, now)
    record(person, "downloaded", person, at=now)
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        context = {"person": person, "kinds": kinds, "now": now, "words": reads_own(person, now)}
        archive.writestr("my-data.html", render_to_string("programme/my_data_file.html", context))
        archive.writestr("my-data.json", as_json(kinds, now))
    return made.getvalue()


def as_json(kinds, now):
    content = {"made_at": now, **{kind["label"]: kind["rows"] for kind in kinds}}
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def everything(person, now):
    """Kind by kind, in the order of KEPT, without the empty ones."""
    open_to_them = [label for label in KEPT if reads_own(person, now) or not label.startswith("challenges.")]
    kinds = [of_kind(label, person) for label in open_to_them]
    return [kind for kind in kinds if kind["rows"]]


def reads_own(person, now):
    """Whether their own writing is still theirs to take: while they belong here, and for thirty days more."""
    places = person.memberships.all()
    left = [place.left_at for place in places]
    return not left or None in left or max(left) + AFTER_LEAVING > now or person.programme_roles.exists()


def of_kind(label, person):
    model = apps.get_model(label)
    theirs = Q()
    for lookup in KEPT[label]:
        theirs |= Q(**{lookup: person.pk})
    rows = model.objects.filter(theirs, ONLY.get(label, Q())).distinct().order_by("pk")
    named = [field for field in model._meta.fields if field.is_relation and is_spelt_out(field)]
    return {
        "label": label,
        "name": model._meta.verbose_name_plural,
        "rows": [values(row) for row in rows.select_related(*map(with_its_name, named))],
    }


def with_its_name(field):
    return f"{field.name}__session" if field.related_model is SessionDay else field.name


def values(row):
    found = ((field.name, value(row, field)) for field in row._meta.fields if is_theirs(field))
    return {name: value for name, value in found if value not in (None, "")}


def is_theirs(field):
    if field.name in LEFT_OUT or isinstance(field, BinaryField | FileField):
        return False
    return not field.is_relation or is_spelt_out(field) or field.related_model._meta.label_lower in KEPT


def is_spelt_out(field):
    return field.related_model in SPELT_OUT or field.related_model._meta.label_lower == QUESTION


def value(row, field):
    """Other rows by their number, but for people, who are not named here, and for what a reader knows by name."""
    if field.is_relation and is_spelt_out(field):
        found = getattr(row, field.name)
        return None if found is None else str(found)
    return None if field.related_model is Person else getattr(row, field.attname)
