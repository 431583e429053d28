"""Fetching and authorising in one act. Who may not see a thing gets 404; who may see and not change it, 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from cohorts.models import Cohort, Programme
from workshops.collecting import Collection, collecting, published_title
from workshops.editions import holds
from workshops.models import Edition, Item, Material, Pack, Session, SessionDay, Speaker, Template, Voice
from workshops.rules import grant
from workshops.sheet_list import printable


def session_seen(viewer, pk):
    """The session, with what it is to the viewer: is_run, reads_draft, is_attended, shows_words."""
    session = session_announced(viewer, pk) or get_object_or_404(
        Session.objects.visible_to(viewer).select_related("cohort__programme"), pk=pk
    )
    grant(viewer, [session])
    return session


def session_announced(viewer, pk):
    """The session, where everybody of its cohort sees it; the viewer has read the cohort with their place."""
    session = Session.objects.announced_to(viewer).filter(pk=pk).first()
    if session:
        session.cohort = next(place.cohort for place in viewer.memberships if place.cohort_id == session.cohort_id)
    return session


def session_run(viewer, pk):
    session = session_seen(viewer, pk)
    if not session.is_run:
        raise PermissionDenied
    return session


def day_seen(viewer, pk):
    days = SessionDay.objects.visible_to(viewer).select_related("session__cohort__programme", "session__learning_set")
    return get_object_or_404(days, pk=pk)


def day_run(viewer, pk):
    day = day_seen(viewer, pk)
    if not Session.objects.run_by(viewer).filter(pk=day.session_id).exists():
        raise PermissionDenied
    return day


def item_run(viewer, pk):
    """An item of the draft: only those who may read the draft see that it exists."""
    items = Item.objects.filter(day__session__in=Session.objects.draft_open_to(viewer))
    item = get_object_or_404(items.select_related("day__session__cohort"), pk=pk)
    if not Session.objects.run_by(viewer).filter(pk=item.day.session_id).exists():
        raise PermissionDenied
    return item


def speaker_run(viewer, pk):
    speakers = Speaker.objects.run_by(viewer).select_related("session__cohort__programme", "taken_by")
    return get_object_or_404(speakers, pk=pk)


def material_read(viewer, pk):
    """A file or link: a delegate reads it only while its item stands in the edition they read."""
    found = get_object_or_404(Material.objects.visible_to(viewer).select_related("file"), pk=pk)
    if not Session.objects.draft_open_to(viewer).filter(pk=found.session_id).exists():
        edition = Edition.of(found.session_id).first()
        if edition is None or not holds(edition.content, found.item_id):
            raise Http404
    return found


def material_run(viewer, pk):
    """A file or link of the draft, for those who run the session."""
    sessions = Session.objects.draft_open_to(viewer)
    found = get_object_or_404(Material.objects.without_bytes().filter(session__in=sessions), pk=pk)
    found.session = session_run(viewer, found.session_id)
    return found


def library_of(viewer, pk):
    """The programme whose templates are asked for: only those who plan sessions in it read them."""
    programme = get_object_or_404(Programme.objects.visible_to(viewer), pk=pk)
    if not (viewer.coordinates(pk) or Cohort.objects.run_by(viewer).filter(programme=pk).exists()):
        raise PermissionDenied
    return programme


def template_seen(viewer, pk):
    return get_object_or_404(Template.objects.visible_to(viewer).select_related("programme", "by"), pk=pk)


def pack_printable(viewer, pk):
    """A day pack, for those who may print every sheet of it."""
    packs = Pack.objects.run_by(viewer).select_related("session__cohort__programme", "by")
    pack = get_object_or_404(packs, pk=pk)
    grant(viewer, [pack.session])
    if not set(pack.copies) <= {kind.name for kind in printable(pack.session, viewer)}:
        raise Http404
    return pack


def collection_heard(viewer, pk):
    """What the item with this number collects from the room, for everyone who may read it.

    An item that is not published yet is known to those alone who read the draft; lines outlive their item.
    """
    sessions = Session.objects.heard_by(viewer)
    items = Item.objects.filter(day__session__in=sessions).select_related("day__session__cohort__programme")
    item = items.filter(pk=pk).first()
    if item is None or not item.collects:
        return collection_of_lines(sessions, pk)
    title = published_title(Edition.of(item.day.session_id).first(), pk)
    if title is None and not Session.objects.draft_open_to(viewer).filter(pk=item.day.session_id).exists():
        raise Http404
    return collecting(item, title or item.title)


def collection_of_lines(sessions, pk):
    """The lines of an item that collects no more, or has left the draft."""
    voices = Voice.objects.filter(item=pk, session__in=sessions).select_related("session__cohort__programme")
    last = voices.order_by("-pk").first()
    if last is None:
        raise Http404
    title = published_title(Edition.of(last.session_id).first(), pk)
    return Collection(last.session, pk, last.kind, title or "")


def chairs(viewer, session):
    """Whether the viewer orders what the room says."""
    return Session.objects.chaired_by(viewer).filter(pk=session.pk).exists()


def collection_chaired(viewer, pk):
    found = collection_heard(viewer, pk)
    if not chairs(viewer, found.session):
        raise PermissionDenied
    return found
