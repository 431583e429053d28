"""Is the next session ready? The jobs before a session, and how far each is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from cohorts.viewer import Viewer
from workshops.checking import checked
from workshops.expected import expected, invited
from workshops.models import Edition, Reply, SessionDay, Speaker

LATE = 14  # days before a session from which an open job is late


@dataclass(frozen=True)
class Job:
    """One job. `kind` chooses the words in the template, `state` the tag: done, todo or late."""

    kind: str
    state: str
    url: str
    detail: Any = None


def jobs(day: SessionDay, viewer: Viewer, now) -> list[Job]:
    """The jobs before `day`; the same queries for every session."""
    session = day.session
    here, late = session.get_absolute_url(), (day.starts_at - now).days < LATE
    edition = Edition.of(session).order_by("-number").values_list("number", flat=True).first()
    asked, missing = Q(status=Speaker.Status.ASKED), Q(pk__in=Speaker.objects.missing().values("pk"))
    waiting = list(session.speakers.filter(asked | missing))
    counted, sums = replies(day), checked(session, viewer)

    def job(kind, is_done, url=here, detail=None):
        return Job(kind, "done" if is_done else "late" if late else "todo", url, detail)

    return [
        job("venue", day.venue_id, reverse("workshops:day_edit", args=[day.pk]), day.venue),
        job("agenda", edition, detail=edition),
        job("sums", sums.has_items and not sums.findings, detail=sums),
        job("speakers", not waiting, detail=waiting),
        job("replies", counted["answered"] == counted["asked"], reverse("workshops:replies", args=[day.pk]), counted),
    ]


def replies(day: SessionDay) -> dict[str, int]:
    """How many are asked, have answered, and are expected (whoever has not said sorry), and each answer by its name."""
    asked = invited(day.session)
    said = Reply.objects.filter(day=day, person__in=asked.values("person")).order_by().values_list("answer")
    counts = dict.fromkeys(Reply.Answer.values, 0) | dict(said.annotate(Count("pk")))
    return counts | {"asked": asked.count(), "answered": sum(counts.values()), "expected": expected(day).count()}
