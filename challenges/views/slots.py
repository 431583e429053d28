from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from challenges.forms.coaching import SlotForm
from challenges.views.coaching import own_pair
from challenges.views.shown import sent
from cohorts.models import Membership
from workshops.exceptions import AlreadyCancelled, AlreadyOver, Refused, SlotGone, SlotTaken
from workshops.models import CoachingSlot, SessionDay
from workshops.services import slots as services


@never_cache
def offer(request, pk):
    """A coach keeps a time free."""
    mine = [place.pk for place in request.viewer.memberships if place.role == Membership.Role.COACH]
    coach = get_object_or_404(Membership.objects.select_related("cohort__programme"), pk=pk, pk__in=mine)
    form = SlotForm(sent(request), cohort=coach.cohort)
    if request.method == "POST" and form.is_valid() and keep(request, coach, form):
        return redirect("challenges:coaching")
    context = {"form": form, "coach": coach}
    return render(request, "challenges/offer_slot.html", context, status=422 if form.is_bound else 200)


def keep(request, coach, form):
    try:
        slot = services.offer(coach=coach, fields=form.slot_fields, by=request.user, now=request.now)
    except SlotGone:
        form.add_error("date", _("That time has begun already. Choose one that is still to come."))
        return None
    messages.success(request, render_to_string("challenges/_slot_said.txt", {"slot": slot, "what": "offered"}))
    return slot


@require_POST
def withdraw(request, pk):
    slot = get_object_or_404(CoachingSlot.objects.offered_by(request.viewer), pk=pk)
    try:
        services.withdraw(slot=slot, by=request.user, now=request.now)
    except SlotTaken:
        say(request, "just_booked")
    else:
        messages.success(request, render_to_string("challenges/_slot_said.txt", {"slot": slot, "what": "withdrawn"}))
    return redirect("challenges:coaching")


@require_POST
def book(request, pk):
    return take(request, pk, services.book, "booked")


@require_POST
def move(request, pk):
    return take(request, pk, services.move, "moved")


def take(request, pk, verb, what):
    """Only the one coached takes a slot; one that names no slot of this coach is gone."""
    pair = own_pair(request, pk)
    mine = get_object_or_404(type(pair).objects.filter(coachee__in=request.viewer.membership_ids), pk=pair.pk)
    number = request.POST.get("slot", "")
    slot = CoachingSlot.objects.filter(coach=pair.coach_id, pk=number if number.isdecimal() else 0).first()
    try:
        if slot is None:
            raise SlotGone
        verb(slot=slot, pair=mine, by=request.user, now=request.now)
    except Refused as refused:
        say(request, type(refused).__name__)
    else:
        messages.success(request, render_to_string("challenges/_slot_said.txt", {"slot": slot, "what": what}))
    return redirect("challenges:pair", pair.pk)


@require_POST
def cancel(request, pk):
    """One of the pair, or the programme office, takes a date of theirs off both calendars."""
    office = Q(session__cohort__programme__in=request.viewer.programmes_coordinated)
    days = SessionDay.objects.filter(Q(session__coaching_pair__in=request.viewer.pairs) | office)
    days = days.exclude(session__coaching_pair=None).select_related("session__coaching_pair")
    day = get_object_or_404(days, pk=pk)
    try:
        services.cancel(day=day, by=request.user, now=request.now)
    except (AlreadyCancelled, AlreadyOver) as refused:
        say(request, type(refused).__name__)
    else:
        messages.success(request, render_to_string("challenges/_slot_said.txt", {"slot": day, "what": "cancelled"}))
    return redirect(after(request, day.session))


def after(request, session):
    pair = session.coaching_pair
    if {pair.coach_id, pair.coachee_id} & request.viewer.membership_ids:
        return redirect("challenges:pair", pair.pk).url
    return redirect("challenges:pairs", session.cohort_id).url


def say(request, why):
    messages.warning(request, render_to_string("challenges/_slot_refused.txt", {"why": why}))
