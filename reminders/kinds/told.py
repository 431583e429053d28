"""What each person was last told of each day of a session: kept with the messages that said it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from reminders.models import Kind, Message
from workshops.models import SessionDay

OF_SEVERAL = [Kind.DATES, Kind.WELCOME, Kind.SPEAKER_BRIEF]  # kinds that are not about one session and tell of days
State = Message.State


class Told:
    """Of some sessions (ids): who was told what, by two queries.

    Whoever is being sent to, or was sent to by a connection that broke, counts as told: of what, nobody can say.
    People are named by their ids, speakers by `of_speaker`.
    """

    def __init__(self, sessions: Iterable[int]):
        of = dict(SessionDay.objects.filter(session__in=sessions).values_list("uid", "session"))
        self._session_of = {str(uid): session for uid, session in of.items()}
        self._days: dict[tuple[int, int], dict[str, dict[str, Any]]] = defaultdict(dict)  # by session and person
        self.people: dict[int, set[int]] = defaultdict(set)  # by session
        for session, person, told in messages_about(sessions):
            self._note(session, person, told)

    def _note(self, session: int | None, person: int, told: list[dict[str, Any]] | None) -> None:
        if session and told is None:
            self.people[session].add(person)
        for day in told or ():
            if about := self._session_of.get(day["uid"]):
                self.people[about].add(person)
                self._days[about, person][day["uid"]] = day

    def days(self, session: int, person: int) -> dict[str, dict[str, Any]]:
        """What this person was last told of each day, by uid; empty where nobody can say."""
        return self._days[session, person]

    def has_older(self, session: int, now: dict[str, dict[str, Any]]) -> bool:
        """Whether somebody was last told otherwise than the days stand `now`, or nobody can say."""
        return any(differs(self.days(session, who), now, is_speaker(who)) for who in self.people[session])


def of_speaker(pk: int) -> int:
    """What a speaker is called among the ids of people."""
    return -pk


def is_speaker(who: int) -> bool:
    return who < 0


def differs(told: dict[str, dict[str, Any]], now: dict[str, dict[str, Any]], only_theirs: bool) -> bool:
    """Whether anything that a reader would see of the calendar is otherwise; not a day off that they never heard of.

    `only_theirs`: days that they were never told of are none of theirs.
    """
    if not told:
        return True
    of = [uid for uid, day in now.items() if uid in told or not (only_theirs or day["cancelled"])]
    return any(is_other(told.get(uid), now[uid]) for uid in of)


def is_other(known: dict[str, Any] | None, day: dict[str, Any]) -> bool:
    return known is None or any(known.get(name, day[name]) != day[name] for name in day.keys() - {"sequence"})


def messages_about(sessions: Iterable[int]):
    """(session, person or speaker, told) of what reached somebody or may have, oldest first."""
    reached = Q(state__in=[State.SENT, State.DOUBTFUL], told__isnull=False) | Q(state=State.SENDING) | Q(in_doubt=True)
    about = Message.objects.filter(reached).exclude(person=None, speaker=None).order_by("done_at", "pk")
    about = about.annotate(who=Coalesce("person", 0 - F("speaker")))
    columns = ("occasion__session", "who", "told")
    single = about.filter(occasion__session__in=sessions).values_list(*columns)
    programmes = SessionDay.objects.filter(session__in=sessions).values("session__cohort__programme")
    several = about.filter(occasion__kind__in=OF_SEVERAL, occasion__programme__in=programmes)
    found = [*several.values_list(*columns, "done_at", "pk"), *single.values_list(*columns, "done_at", "pk")]
    found.sort(key=lambda row: (row[3] is None, row[3], row[4]))
    return [row[:3] for row in found]
