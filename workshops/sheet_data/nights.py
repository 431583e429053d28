"""The nights of a residential, each between two days of it."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from workshops.models import Session, SessionDay


class Night(NamedTuple):
    """From one day to the next."""

    before: SessionDay
    after: SessionDay


def nights(session: Session, days: Sequence[SessionDay]) -> list[Night]:
    """Those between standing days that follow one another; none where nobody stays the night."""
    if session.kind != Session.Kind.RESIDENTIAL:
        return []
    standing = [day for day in days if day.cancelled_at is None]
    return [Night(*pair) for pair in pairwise(standing) if pair[1].date - pair[0].date == timedelta(days=1)]
