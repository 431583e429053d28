"""What the room says to an item: sent from phones, typed from cards, ordered by whoever runs the session, shown."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from workshops.exceptions import Closed, Full, OtherSession
from workshops.expected import invited
from workshops.forms.voices import CardForm, VoiceForm
from workshops.models import Voice
from workshops.services import voices as services
from workshops.views import polled
from workshops.views.fetch import chairs, collection_chaired, collection_heard
from workshops.views.pages import invalid, refuse

EVERY = 4  # seconds
REASONS = {
    Closed: gettext_lazy("Nothing can be added here now, so your line was not kept."),
    Full: gettext_lazy("There are 500 lines here, which is the most. Nothing was added."),
    OtherSession: gettext_lazy("That line or group is not here any more, so nothing was changed."),
}


@never_cache
def room(request, pk):
    """The lines of an item, with a box for those invited and the order in hand for those who run the session."""
    collection = collection_heard(request.viewer, pk)
    if request.htmx and request.method == "GET":
        return polled.answer(request, lines(request, collection), EVERY)
    place = own_place(request.viewer, collection.session)
    form = own_form(request, collection, place)
    if request.method == "POST":
        if place is None:
            raise PermissionDenied
        if form.is_valid():
            return said(request, collection, form, place=place)
    return page(request, collection, {"form": form, "mine": mine(collection, place)})


@never_cache
@require_POST
def card(request, pk):
    """A line from a card; the box stands ready for the next."""
    collection = collection_chaired(request.viewer, pk)
    form = CardForm(request.POST, groups=collection.groups)
    if form.is_valid():
        return said(request, collection, form, then=f"?{urlencode({'next': form.cleaned_data.get('group', '')})}")
    return page(request, collection, {"cards": form})


def next_card(request, collection):
    """An empty box, with the cursor in it and of the same group once one line is in."""
    form = CardForm(groups=collection.groups, initial={"group": request.GET.get("next", "")})
    if "next" in request.GET:
        form.fields["text"].widget.attrs["autofocus"] = True
    return form


def said(request, collection, form, place=None, then=""):
    with refuse(request, REASONS):
        services.say(
            session=collection.session,
            item=collection.item,
            place=place,
            **form.cleaned_data,
            by=request.user,
            now=request.now,
        )
        messages.success(request, _("It is in. Everyone can read it below.") if place else _("Added. Type the next."))
    return redirect(f"{reverse('workshops:room', args=[collection.item])}{then}")


@never_cache
@require_POST
def order(request, pk):
    """One deed of whoever runs the session: what to do, to which line and, for doubles, into which."""
    collection = collection_chaired(request.viewer, pk)
    verb, voice, into = deed(request, collection)
    with refuse(request, REASONS):
        how = {"voice": voice, "by": request.user, "now": request.now}
        services.merge(into=into, **how) if verb == "merge" else services.DEEDS[verb](**how)
    if request.htmx:
        return polled.answer(request, lines(request, collection), EVERY)
    return redirect(f"{reverse('workshops:room', args=[collection.item])}#line-{voice.pk}")


def deed(request, collection):
    """The button that was pressed: `asked 12`, `merge 12 11`."""
    verb, *numbers = request.POST.get("do", "").split(" ")
    known = verb in services.DEEDS or verb == "merge"
    if not known or len(numbers) != (2 if verb == "merge" else 1) or not all(map(is_number, numbers)):
        raise Http404
    voices = Voice.objects.filter(session=collection.session, item=collection.item)
    voice = voices.filter(pk=int(numbers[0])).first()
    if voice is None:
        raise Http404
    return verb, voice, int(numbers[-1])


def is_number(text):
    return text.isascii() and text.isdecimal() and len(text) < 19


@never_cache
def screen(request, pk):
    """The lines in large letters for the wall, without who may do what."""
    collection = collection_heard(request.viewer, pk)
    shown = heard(request.viewer, collection).filter(is_hidden=False)
    wanted = [voice for voice in shown if voice.state in (Voice.State.OPEN, Voice.State.ASKED)]
    context = {"collection": collection, "voices": wanted}
    found = polled.part(request, "workshops/_screen.html", context) | {"url": request.path}
    if request.htmx:
        return polled.answer(request, found, EVERY)
    around = {"collection": collection, "session": collection.session, "theme": "dark", "every": EVERY}
    return render(request, "workshops/room_screen.html", around | found)


def page(request, collection, forms):
    session = collection.session
    in_chair = chairs(request.viewer, session)
    context = {
        "collection": collection,
        "session": session,
        "chairs": in_chair,
        "open": collection.is_open(request.now),
        "audience": Voice.audience,
        "every": EVERY,
    }
    if in_chair and "cards" not in forms:
        forms["cards"] = next_card(request, collection)
    found = lines(request, collection, in_chair)
    return render(request, "workshops/room.html", context | forms | found, status=invalid(request))


def lines(request, collection, in_chair=None):
    """The lines as they stand, ready to be asked for again."""
    in_chair = chairs(request.viewer, collection.session) if in_chair is None else in_chair
    voices = list(heard(request.viewer, collection))
    shown = [voice for voice in voices if not voice.is_hidden]
    for above, voice in zip([None, *shown], shown, strict=False):
        voice.above = above
    hidden = [voice for voice in voices if voice.is_hidden] if in_chair else []
    context = {"collection": collection, "chairs": in_chair, "voices": shown, "hidden": hidden}
    url = reverse("workshops:room", args=[collection.item])
    return polled.part(request, "workshops/_voices.html", context) | {"url": url}


def heard(viewer, collection):
    """The lines that stand for themselves, in order."""
    voices = Voice.objects.heard_by(viewer).filter(session=collection.session, item=collection.item)
    return voices.filter(same_as=None).with_author()


def mine(collection, place):
    """What the viewer sent, hidden or not."""
    if place is None:
        return []
    return list(place.voices.filter(session=collection.session, item=collection.item).select_related("same_as"))


def own_place(viewer, session):
    """The place as participant for which the viewer is invited, or None."""
    mine = [place.pk for place in viewer.participations if place.cohort_id == session.cohort_id]
    return invited(session).filter(pk__in=mine).select_related("person").first() if mine else None


def own_form(request, collection, place):
    if place is None:
        return None
    return VoiceForm(request.POST or None, box=collection.box, name=place.person.full_name)
