"""What an item collects from the room: from when to when, under which name, and in which words it is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from workshops.models import Edition, Item, Session, SessionDay, Voice

BEFORE, AFTER = timedelta(days=1), timedelta(days=7)
BOXES = {
    Item.Collects.QUESTIONS: _("Your question"),
    Item.Collects.MORE: _("What would you hear more about?"),
    Item.Collects.LEARNING: _("What have you learned?"),
}
KEPT_FOR_NEXT_TIME = (Item.Collects.MORE, Item.Collects.LEARNING)


@dataclass(frozen=True)
class Collection:
    """What the room says to one item, which may have left the draft since (then without a day, and closed).

    `title` is the published one; of an item that is not published there is only the draft's, or none.
    """

    session: Session
    item: int
    kind: str
    title: str = ""
    day: SessionDay | None = None

    @property
    def label(self) -> Any:
        return Item.Collects(self.kind).label

    @property
    def box(self) -> Any:
        return BOXES[Item.Collects(self.kind)]

    @property
    def asks(self) -> bool:
        """Whether these are questions: only of those is it said that they were asked, parked or answered."""
        return self.kind == Item.Collects.QUESTIONS

    def is_open(self, now: datetime) -> bool:
        """Whether a line can still be added."""
        return self.day is not None and is_open(self.day, now)

    @property
    def groups(self) -> list[str]:
        """The names of the item's parallel groups."""
        return list(Item.objects.filter(pk=self.item).values_list("groups__name", flat=True).exclude(groups=None))


def is_open(day: SessionDay, now: datetime) -> bool:
    """From the day before until a week after, on the day's own clock."""
    here = now.astimezone(day.tz).date()
    return day.cancelled_at is None and day.date - BEFORE <= here <= day.date + AFTER


def collecting(item: Item, title: str) -> Collection:
    return Collection(item.day.session, item.pk, item.collects, title, item.day)


def published_title(edition: Edition | None, item: int) -> str | None:
    """The item's title in the edition; None where it does not stand there."""
    lines = [line for day in edition.content["days"] for line in day["items"]] if edition else []
    return next((line["title"] for line in lines if line["item"] == item), None)


def asked_for(session: Session, days: Iterable[SessionDay], now: datetime) -> dict[int, Item]:
    """The items that collect something now, by their number. No query on days when none can."""
    if not session.is_whole_cohort or not any(is_open(day, now) for day in days):
        return {}
    return Item.objects.filter(day__session=session).exclude(collects="").select_related("day").in_bulk()


def collections_of(session: Session) -> list[tuple[Collection, int]]:
    """What the room said something to, with how many lines are shown; also of items that have left the draft."""
    said = Voice.objects.filter(session=session, is_hidden=False).order_by().values_list("item", "kind")
    titles = Item.objects.filter(pk=OuterRef("item")).values("title")
    counted = said.annotate(lines=Count("pk"), title=Subquery(titles)).order_by("item", "kind")
    return [(Collection(session, item, kind, title or ""), lines) for item, kind, lines, title in counted]


def last_time(session: Session, viewer: Any) -> list[Voice]:
    """Learning points, and what the room wanted to hear more about, of the cohort's session before this one."""
    first = Subquery(session.days.order_by("starts_at").values("starts_at")[:1])
    heard = Voice.objects.heard_by(viewer).filter(is_hidden=False, same_as=None, kind__in=KEPT_FOR_NEXT_TIME)
    before = heard.filter(session__cohort=session.cohort_id, session__days__starts_at__lt=first)
    latest = before.exclude(session=session).order_by("-session__days__starts_at").values("session")[:1]
    found = heard.filter(session__in=latest).with_author().select_related("session")
    return list(found.order_by("kind", "item", "position", "pk"))
