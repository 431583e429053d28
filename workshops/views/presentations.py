"""One-minute presentations: the order is drawn, and a silent clock runs for whoever is on."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from workshops.agenda import length
from workshops.exceptions import Gone
from workshops.expected import expected
from workshops.forms.presentations import PaceForm
from workshops.models import Item, Presentations, Presenter
from workshops.services import presentations as services
from workshops.views import polled
from workshops.views.fetch import item_run
from workshops.views.pages import invalid
from workshops.views.room import is_number

EVERY = 2  # seconds
DEEDS = {
    "up": lambda **how: services.move(down=False, **how),
    "down": lambda **how: services.move(down=True, **how),
    "later": services.later,
    "out": lambda **how: services.stay_out(out=True, **how),
    "in": lambda **how: services.stay_out(out=False, **how),
}


@never_cache
def presentations(request, pk):
    """Who is on and who is next; before that, how long each has, and the draw."""
    item = item_run(request.viewer, pk)
    found = round_of(item)
    if request.htmx and request.method == "GET" and found:
        return polled.answer(request, standing(request, item, found), EVERY)
    form = PaceForm(request.POST or None, initial={"seconds": first_pace(item, found)})
    if request.method == "POST" and form.is_valid():
        return arrange(request, item, found, form.cleaned_data["seconds"])
    context = {
        "item": item,
        "session": item.day.session,
        "form": form,
        "found": found,
        "expected": expected(item.day).count(),
        "now": int(request.now.timestamp() * 1000),
        "every": EVERY,
    }
    context |= standing(request, item, found) if found else {}
    return render(request, "workshops/presentations.html", context, status=invalid(request))


def arrange(request, item, found, seconds):
    how = {"seconds": seconds, "by": request.user, "now": request.now}
    if found and "pace" in request.POST:
        services.pace(found=found, **how)
        messages.success(request, _("The length is changed."))
    else:
        try:
            services.draw(item=item, **how)
            messages.success(request, _("The order is drawn."))
        except Gone:
            raise Http404 from None
    return redirect("workshops:presentations", item.pk)


@never_cache
@require_POST
def presentations_turn(request, pk):
    """One press: next or back as the page stood, or one deed to one presenter."""
    item = item_run(request.viewer, pk)
    found = round_of(item)
    verb, _space, number = request.POST.get("do", "").partition(" ")
    if found is None or not is_number(number) or verb not in {"next", "back", *DEEDS}:
        raise Http404
    how = {"by": request.user, "now": request.now}
    if verb in ("next", "back"):
        services.turn(found=found, revision=int(number), forward=verb == "next", **how)
    else:
        DEEDS[verb](presenter=presenter(found, number), **how)
    if request.htmx:
        return polled.answer(request, standing(request, item, round_of(item)), EVERY)
    return redirect("workshops:presentations", item.pk)


def presenter(found, number):
    mine = found.presenters.select_related("presentations").filter(pk=int(number)).first()
    if mine is None:
        raise Http404
    return mine


def round_of(item):
    return Presentations.objects.filter(item=item.pk, session=item.day.session_id).first()


def first_pace(item, found):
    """As it was chosen; else what the item's sum gives each person; else a minute."""
    if found:
        return found.seconds
    return 60 * item.each_minutes if item.each_of == Item.EachOf.PERSON and item.each_minutes <= 10 else 60


def standing(request, item, found):
    """How it stands, ready to be asked for again: it holds no time that passes, so that the same is the same."""
    line = list(Presenter.objects.filter(presentations=found).select_related("membership__person"))
    done = services.past(found, line)
    rest = line[len(done) :]
    here = [each for each in line if not each.is_out]
    ahead = [each for each in rest if not each.is_out]
    context = {
        "found": found,
        "tz": item.day.tz,
        "on": done[-1] if found.on_id else None,
        "next": ahead[0] if ahead else None,
        "rest": rest,
        "done": done[:-1] if found.on_id else done,
        "began": int(found.began_at.timestamp() * 1000) if found.began_at else None,
        "takes": length(-(-len(here) * found.seconds // 60)),
        "place": len([each for each in done if not each.is_out]),
        "of": len(here),
    }
    url = reverse("workshops:presentations", args=[item.pk])
    return polled.part(request, "workshops/_standing.html", context) | {"url": url}
