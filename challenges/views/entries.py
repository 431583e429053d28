import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from challenges.exceptions import AlreadySent, DraftMoved, KeyTaken, TooLong
from challenges.forms.log import LogForm
from challenges.models import Draft
from challenges.readers import circle_of
from challenges.services import drafts
from challenges.views.drafts import as_data, never_lost
from challenges.views.shown import own_challenge, sent, today, words


@never_lost
@words
def add(request, pk):
    """One form, two buttons: save the entry, or keep what stands here as a draft. A script presses the second."""
    found = own_challenge(request, pk)
    waiting = list(Draft.objects.kept_for(request.viewer).filter(membership=found.membership, kind=Draft.Kind.ENTRY))
    draft = None if request.method == "POST" else chosen(request, waiting)
    form = LogForm(
        sent(request), draft=draft, circle=circle_of(found.membership), today=today(request, found.membership)
    )
    page = {"form": form, "challenge": found, "draft": draft, "waiting": waiting}
    if request.method != "POST":
        return render(request, "challenges/add_entry.html", page)
    return keep(request, page) if "keep" in request.POST else send(request, page)


def chosen(request, waiting):
    """The draft to go on with: the one asked for, else the latest; none for who begins anew."""
    asked = request.GET.get("draft")
    return next((each for each in waiting if asked in (None, str(each.key))), None)


def send(request, page):
    form = page["form"]
    if not form.is_valid():
        keep_quietly(request, page)
        return again(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    words = {"words": form.words, "promise": form.promise, **form.readers}
    try:
        entry = drafts.send_entry(challenge=page["challenge"], **words, **marks(form), by=request.user, now=request.now)
    except DraftMoved as moved:
        return moved_on(request, page, moved.draft)
    except AlreadySent:
        return sent_already(request, page)
    except KeyTaken:
        form.add_error(None, _("This page was used somewhere else. Open it again to add an entry."))
        return again(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Your progress entry is saved. Nobody is emailed about it."))
    return redirect(entry)


def keep(request, page):
    """Keep the draft, and say when; to a script in three words that it can read."""
    form = page["form"]
    form.is_valid()  # for the marks alone: a draft may be wrong in every other way
    try:
        draft = keep_typed(request, page)
    except DraftMoved as moved:
        return moved_on(request, page, moved.draft)
    except AlreadySent:
        return sent_already(request, page)
    except (KeyTaken, TooLong):
        return too_long(request, page)
    if as_data(request):
        return JsonResponse({"state": "kept", "at": clock(request, draft), "seen": draft.revision if draft else 0})
    if draft is None:
        messages.info(request, _("There was nothing to keep: the form was empty."))
        return redirect(request.path)
    messages.success(request, _("Kept as a draft. Only you can read it; nothing is shared until you save the entry."))
    return redirect(request.path)


def keep_typed(request, page):
    """The draft with what stands in the form; None of a form without words."""
    return drafts.keep(
        place=page["challenge"].membership,
        kind=Draft.Kind.ENTRY,
        fields=LogForm.typed_in(request.POST),
        **marks(page["form"]),
        by=request.user,
        now=request.now,
    )


def keep_quietly(request, page):
    """What could not be saved is kept, where it can be; the page that comes back shows it all the same."""
    try:
        draft = keep_typed(request, page)
    except (AlreadySent, DraftMoved, KeyTaken, TooLong):
        return
    page["draft"] = draft


def marks(form):
    return {name: form.cleaned_data[name] for name in ("key", "page", "seen")}


def moved_on(request, page, other):
    """Another window kept something else since: both are shown, and pressing again is knowing."""
    if as_data(request):
        about = {"state": "moved", "at": clock(request, other), "seen": other.revision, "key": str(other.key)}
        return JsonResponse(about, status=HTTPStatus.CONFLICT)
    page["form"].know(seen=other.revision)
    page["other"] = LogForm(draft=other, circle=page["form"].circle, today=page["form"].today)
    page["theirs"] = other
    return again(request, page, HTTPStatus.CONFLICT)


def sent_already(request, page):
    """The form was sent from another window, saying something else: from here on it is a form of its own."""
    key = uuid.uuid4()
    page["form"].know(seen=0, key=key, page=uuid.uuid4())
    if as_data(request):
        about = {"state": "sent", "key": str(key), "kept_pass": page["form"].data["kept_pass"]}
        return JsonResponse(about, status=HTTPStatus.CONFLICT)
    page["sent"] = True
    return again(request, page, HTTPStatus.CONFLICT)


def too_long(request, page):
    if as_data(request):
        return JsonResponse({"state": "long"}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    page["form"].add_error(None, _("This is more than a draft holds. Keep it in a document of your own for now."))
    return again(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)


def again(request, page, status):
    return render(request, "challenges/add_entry.html", page, status=status)


def clock(request, draft):
    """The time that a draft was kept, as the author's clock shows it."""
    place = draft.membership if draft else None
    return date_format(draft.changed_at.astimezone(place.cohort.tz), "H:i") if draft else ""
