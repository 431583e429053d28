"""What of the published agenda belongs into joining instructions: when there is food, which papers there are."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery

from workshops.models import Edition, Item, Material, Session
from workshops.sheet_data.days import items_by_day


def add_papers(sessions: Iterable[Session]) -> None:
    """Give each session `papers`, and each of its days `meals`, as the latest edition has them: two queries for all."""
    of = {session.pk: session for session in sessions}
    latest = Edition.of(OuterRef("pk")).order_by("-number").values("pk")[:1]
    newest = Session.objects.filter(pk__in=of).annotate(latest=Subquery(latest)).order_by().values("latest")
    content = dict(Edition.objects.filter(pk__in=newest).values_list("session", "content"))
    shared = Material.objects.filter(session__in=of, readers=Material.Readers.DELEGATES)
    names = list(shared.order_by("pk").values_list("session", "item", "name"))
    for session in of.values():
        items = items_by_day(content.get(session.pk, {"days": []}))
        published = {item["item"] for lines in items.values() for item in lines}
        session.papers = [name for pk, item, name in names if pk == session.pk and item in published]
        for day in session.days.all():
            day.meals = [meal(item) for item in items.get(day.pk, []) if item["kind"] == Item.Kind.MEAL]


def meal(item: dict[str, Any]) -> str:
    return f"{item['title']} {item['starts']}"
