"""What an office contact sees of each diary they keep: the days ahead, what was answered, and how to answer."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from cohorts.viewer import Viewer
from workshops.calendar import is_private
from workshops.diaries import kept_by
from workshops.expected import is_asked
from workshops.models import Reply, Session, SessionDay
from workshops.reply_links import path


@dataclass(frozen=True)
class KeptDay:
    """One day ahead. Of a private one, a set's or a pair's, it is told when and where, and nothing else."""

    day: SessionDay
    is_private: bool
    answer: Reply.Answer | None
    reply_url: str  # empty where the principal is not asked


def days_kept(viewer: Viewer, now: datetime) -> dict[int, list[KeptDay]]:
    """The days ahead by principal, as the calendar of the viewer has them; the same few queries for any number."""
    diaries, kept = kept_by(viewer), defaultdict(list)
    days = SessionDay.objects.ahead(now).filter(session__in=Session.objects.filter(diaries.sessions()))
    said = Reply.objects.filter(day__in=days).values_list("day", "person", "answer")
    answers = {(day, person): Reply.Answer(answer) for day, person, answer in said}
    for day in days.select_related("session__cohort", "venue"):
        of_person = {place.person_id: place for place in sorted(diaries.places(day.session), key=is_asked)}
        for pk, place in of_person.items():
            url = path(day.session_id, place.person, viewer.person) if is_asked(place) else ""
            kept[pk].append(KeptDay(day, is_private(day.session), answers.get((day.pk, pk)), url))
    return kept
