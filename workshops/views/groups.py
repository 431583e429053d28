"""The parallel groups of one item: who is where, with whom, and how they are made."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from cohorts.models import Room
from workshops import checking
from workshops.exceptions import ChangedMeanwhile, NothingToSplit, OtherSession
from workshops.expected import expected, invited
from workshops.forms.groups import GroupsForm, Revised, SplitForm
from workshops.models import Item, ParallelGroup
from workshops.services import groups as services
from workshops.views.editor import reads_replies
from workshops.views.fetch import item_run
from workshops.views.pages import invalid, refuse

REASONS = {
    NothingToSplit: gettext_lazy("There is nobody to place yet: nobody is expected, or the cohort has no sets."),
    OtherSession: gettext_lazy("Somebody or something named there is not of this session, so nothing is saved."),
    ChangedMeanwhile: gettext_lazy("Somebody else changed this item meanwhile, so nothing is saved. Look again."),
}


def item_groups(request, pk):
    """The groups, to arrange by hand; where there are none, the ways to make them."""
    item = item_run(request.viewer, pk)
    form = arranging(item, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refuse(request, REASONS):
            services.arrange(
                item=item,
                revision=form.cleaned_data["revision"],
                groups=form.group_fields,
                seats=form.seats,
                by=request.user,
                now=request.now,
            )
            messages.success(request, _("The groups are saved. Delegates see rooms and leads with the next edition."))
        return redirect("workshops:item_groups", item.pk)
    return page(request, item, form, status=invalid(request))


@require_POST
def groups_split(request, pk):
    item = item_run(request.viewer, pk)
    form = splitting(item, request.POST)
    if not form.is_valid():
        return page(request, item, arranging(item), form, status=422)
    with refuse(request, REASONS):
        services.split(item=item, **form.cleaned_data, by=request.user, now=request.now)
        made = item.groups.count()
        messages.success(request, ngettext("%(n)s group is made.", "%(n)s groups are made.", made) % {"n": made})
    return redirect("workshops:item_groups", item.pk)


@require_POST
def groups_remove(request, pk):
    item = item_run(request.viewer, pk)
    form = Revised(request.POST)
    with refuse(request, REASONS):
        revision = form.cleaned_data["revision"] if form.is_valid() else 0
        services.remove(item=item, revision=revision, by=request.user, now=request.now)
        messages.success(request, _("The groups are removed. Everyone is in one room again."))
    return redirect("workshops:item_groups", item.pk)


def page(request, item, form, split=None, status=200):
    session, people = item.day.session, list(form.people.values())
    context = {
        "item": item,
        "day": item.day,
        "session": session,
        "form": form,
        "split": split or splitting(item),
        "cards": [card(group, form, people) for group in form.groups],
        "unplaced": [seat(place, form) for place in people if not place.group_id],
        "findings": [found for found in checking.findings(session, request.viewer) if found.item == item.pk],
        "expected": expected(item.day).count(),
        "reads_replies": reads_replies(request.viewer, session),
    }
    return render(request, "workshops/groups.html", context, status=status)


def card(group, form, people):
    """A group with its fields and its people, each with the field that moves them."""
    members = [seat(place, form) for place in people if place.group_id == group.pk]
    fields = {name: form[f"{name}-{group.pk}"] for name in ("name", "room", "lead")}
    here = sum(place.is_expected for place, _field in members)
    return fields | {"group": group, "members": members, "here": here}


def seat(place, form):
    name = f"seat-{place.pk}"
    return place, form[name] if name in form.fields else None


def arranging(item, data=None):
    groups = list(item.groups.select_related("room", "learning_set"))
    rooms = Room.objects.filter(venue__programme=item.day.session.cohort.programme_id).select_related("venue")
    form = GroupsForm(
        data,
        groups=groups,
        rooms=rooms.order_by("venue__name", "name"),
        people=placed(item, groups) if groups else (),
        initial={"revision": item.revision},
    )
    if item.split != Item.Split.SET:
        form.add_seats()
    return form


def placed(item, groups):
    """Whoever is in a group or expected, by surname, each with their group and whether they are expected."""
    people = invited(item.day.session).select_related("person", "organisation").order_by("person__sort_key", "pk")
    here, by_set = set(expected(item.day).values_list("pk", flat=True)), item.split == Item.Split.SET
    seats = {group.learning_set_id: group.pk for group in groups} if by_set else dict(by_hand(item))
    places = list(people.with_set())
    for place in places:
        place.group_id = seats.get(place.set_id if by_set else place.pk)
        place.is_expected = place.pk in here
    return [place for place in places if place.is_expected or place.group_id]


def by_hand(item):
    seats = ParallelGroup.members.through.objects.filter(parallelgroup__item=item)
    return seats.values_list("membership", "parallelgroup")


def splitting(item, data=None):
    """The ways to make the groups, as they were made last or as the item's sum has it."""
    initial = {"way": item.split or Item.Split.MIXED, "count": item.groups.count() or item.each_count}
    initial["revision"] = item.revision
    return SplitForm(data, has_sets=bool(services.sets_of(item)), initial=initial)
