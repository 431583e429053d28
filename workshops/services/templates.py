"""The template library of a programme: keeping, renaming, deleting, and starting again from what was kept."""

from datetime import datetime, timedelta

from django.db import transaction

from cohorts.changing import change
from cohorts.models import Cohort, Person, Programme
from cohorts.trail import record
from workshops.exceptions import AlreadyCancelled, Gone, NameTaken, NotUnderstood, OtherSession
from workshops.library import Kept, kept_item, kept_session, read, written
from workshops.models import DraftChange, Item, Session, SessionDay, Template
from workshops.services import undo
from workshops.services.items import spare
from workshops.services.laying import Beginning, Laid, begin, lay
from workshops.services.locking import locked
from workshops.services.sessions import write_objectives

TWICE = timedelta(minutes=1)


@transaction.atomic
def keep_session(*, session: Session, name: str, by: Person, now: datetime) -> Template:
    """Keep the draft of a session of the whole cohort as a template of its programme. Raises NameTaken."""
    session = locked(session.pk)
    if not session.is_whole_cohort:
        raise OtherSession
    return keep(session.cohort.programme_id, Template.Kind.SESSION, name, kept_session(session), by, now)


@transaction.atomic
def keep_item(*, item: Item, name: str, by: Person, now: datetime) -> Template:
    """Keep one item of a session of the whole cohort. Raises NameTaken; Gone when it was deleted meanwhile."""
    session = locked(item.day.session_id)
    found = Item.objects.select_related("room__venue").filter(pk=item.pk).first()
    if found is None:
        raise Gone
    if not session.is_whole_cohort:
        raise OtherSession
    return keep(session.cohort.programme_id, Template.Kind.ITEM, name, kept_item(found), by, now)


def keep(programme_id: int, kind: str, name: str, kept: Kept, by: Person, now: datetime) -> Template:
    """A new template. The same within a minute is a button pressed twice: the first one is given back."""
    programme = Programme.objects.select_for_update().get(pk=programme_id)
    content = written(kept)
    same = programme.templates.filter(kind=kind, name=name).first()
    if same and same.at > now - TWICE and same.content == content:
        return same
    if same:
        raise NameTaken
    template = programme.templates.create(kind=kind, name=name, content=content, by=by, at=now)
    record(by, "kept", template, at=now, fields=["content"])
    return template


@transaction.atomic
def rename(*, template: Template, name: str, by: Person, now: datetime) -> Template:
    """Call it something else. Raises NameTaken; Gone when it was deleted meanwhile."""
    Programme.objects.select_for_update().get(pk=template.programme_id)
    template = current(template)
    others = Template.objects.filter(programme=template.programme_id, kind=template.kind).exclude(pk=template.pk)
    if others.filter(name=name).exists():
        raise NameTaken
    template, changed = change(template, {"name": name})
    if changed:
        record(by, "renamed", template, at=now, fields=changed)
    return template


@transaction.atomic
def delete(*, template: Template, by: Person, now: datetime) -> None:
    """Take it out of the library; what was started from it stays. Again changes nothing."""
    Programme.objects.select_for_update().get(pk=template.programme_id)
    if found := Template.objects.filter(pk=template.pk).first():
        record(by, "deleted", found, at=now)
        found.delete()


@transaction.atomic
def start(*, template: Template, cohort: Cohort, chosen: Beginning, by: Person, now: datetime) -> Laid:
    """A new draft session of `cohort` from a template of its programme. Raises Gone and NotUnderstood."""
    template = current(template)
    if template.programme_id != cohort.programme_id or template.kind != Template.Kind.SESSION:
        raise OtherSession
    kept = read(template.content)
    if not kept.fields.get("name"):
        raise NotUnderstood
    return begin(cohort=cohort, kept=kept, chosen=chosen, by=by, now=now)


@transaction.atomic
def put(*, template: Template, part: int, day: SessionDay, after: int, by: Person, now: datetime) -> Laid:
    """Add the items of the template's day number `part` (from 0) after those of `day`.

    `after` is the last item that the page showed (0 for none): the same items after it are a button pressed twice.
    Raises TooMany when the day cannot hold them.
    """
    session = locked(day.session_id)
    day = session.days.get(pk=day.pk)
    if day.cancelled_at:
        raise AlreadyCancelled
    template = current(template)
    kept = read(template.content)
    if template.programme_id != session.cohort.programme_id or part >= len(kept.days):
        raise OtherSession
    if is_there(day, after, [item.columns["title"] for item in kept.days[part].items]):
        return Laid(session, is_new=False)
    spare(day, len(kept.days[part].items))
    if kept.objectives and not session.objectives.exists():
        write_objectives(session, kept.objectives)
    laid = Laid(session)
    with undo.keep(session=session, verb=DraftChange.Verb.LAID, what=template.name, by=by, now=now):
        lay(day, kept.days[part].items, laid, by, now)
    return laid


def is_there(day: SessionDay, after: int, titles: list[str]) -> bool:
    """Whether the items below the one with the id `after` begin with these titles."""
    items = [(0, ""), *day.items.values_list("pk", "title")]
    below = next((n for n, (pk, _title) in enumerate(items, 1) if pk == after), len(items))
    return bool(titles) and [title for _pk, title in items[below : below + len(titles)]] == titles


def current(template: Template) -> Template:
    found = Template.objects.select_for_update().filter(pk=template.pk).first()
    if found is None:
        raise Gone
    return found
