"""Where attacks are aimed: addresses of things of the cast."""

from django.urls import reverse
from django.utils import timezone

from cohorts.models import PartnerBody, Upload
from cohorts.sheet import Sheet, as_text
from tests import factories as make
from tests.doors import tables
from tests.doors.challenges import challenge, draft, entry


def door(name):
    """The address of a door of the tables."""
    return lambda cast: tables.DOORS[name].url(cast)


def page(name, *numbers):
    """The address of a page by numbers that are made up."""
    return lambda cast: reverse(name, args=numbers)


def edit_challenge(cast):
    return reverse("challenges:edit", args=[challenge(cast).pk])


def own_edit(cast):
    """The set-mate's own challenge, for swapping what stands in the form."""
    mine = cast.set_mate_place.challenges.first() or make.challenge(cast.set_mate_place)
    return reverse("challenges:edit", args=[mine.pk])


def share_entry(cast):
    return reverse("challenges:share_entry", args=[entry(cast).pk])


def throw_draft(cast):
    return reverse("challenges:discard_draft", args=[draft(cast).pk])


def about_me(cast):
    return reverse("me_place", args=[cast.participant_place.pk])


def paste(cast):
    return reverse("workshops:paste", args=[cast.workshop.days.get().pk])


def write(cast):
    return reverse("reminders:write", args=[cast.programme.pk])


def invite(cast):
    return reverse("cohorts:invite", args=[cast.cohort.pk])


def import_list(cast):
    return reverse("cohorts:import", args=[cast.cohort.pk])


def materials(cast):
    day = cast.workshop.days.get()
    item = day.items.first() or make.item(day)
    return reverse("workshops:materials", args=[item.pk])


def logo(cast):
    body, _ = PartnerBody.objects.get_or_create(
        programme=cast.programme, organisation=cast.organisation, defaults={"part": "funds"}
    )
    return reverse("cohorts:logo_edit", args=[body.pk])


def preview(cast):
    """A list that the coordinator is about to bring in."""
    fields = {"cohort": cast.cohort, "by": cast.coordinator, "name": "list.csv"}
    table = as_text(Sheet(heads=("Email", "Name"), lines=(), columns={"email": 0, "name": 1}))
    made = Upload.objects.filter(**fields).first() or Upload.objects.create(**fields, table=table, at=timezone.now())
    return [cast.cohort.pk, made.pk]
