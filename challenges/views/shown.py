"""What the views of this room have in common."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from challenges.exceptions import NotInThatSet, NotTheAuthor
from challenges.models import Challenge
from challenges.rules import may_change
from cohorts.models import ActionLearningSet, Membership


def words(view):
    """For pages about what people wrote: closed while the viewer's own words are locked, and kept nowhere.

    An author who is moved to another set, or withdrawn, between the form's check and the service's is asked again.
    """

    @never_cache
    @wraps(view)
    def opened(request, *args, **kwargs):
        if not request.viewer.reads_words:
            return render(request, "challenges/locked.html", status=403)
        try:
            return view(request, *args, **kwargs)
        except NotInThatSet:
            return view(request, *args, **kwargs)
        except NotTheAuthor as refused:
            raise PermissionDenied from refused

    return opened


def own_place(request, pk) -> Membership:
    """A place that the viewer holds as participant, or nothing there."""
    mine = [place.pk for place in request.viewer.participations]
    return get_object_or_404(Membership.objects.select_related("cohort__programme", "person"), pk=pk, pk__in=mine)


def own_challenge(request, pk) -> Challenge:
    """The viewer's own challenge: refused where they may only see it, not there where they may not."""
    found = get_object_or_404(Challenge.objects.opened_by(request.viewer).with_author(), pk=pk)
    return must_be_mine(request, found)


def own(request, model, pk):
    """A row the viewer wrote: refused where they may only read it, not there where they may not."""
    rows = model.objects.visible_to(request.viewer)
    rows = rows.select_related("membership__cohort__programme", "membership__person", "learning_set", "challenge")
    return must_be_mine(request, get_object_or_404(rows, pk=pk))


def must_be_mine(request, shared):
    if not may_change(request.viewer, shared):
        raise PermissionDenied
    return shared


def today(request, of_cohort):
    """The date where the cohort of a place or a set is."""
    return request.now.astimezone(of_cohort.cohort.tz).date()


def sent(request):
    """What the form was sent, however empty; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def inside(request, pk) -> ActionLearningSet:
    """A set that the viewer sits in or advises; not there for anybody else."""
    sets = ActionLearningSet.objects.inside(request.viewer)
    return get_object_or_404(
        sets.select_related("cohort__programme", "adviser__person", "adviser__organisation"), pk=pk
    )
