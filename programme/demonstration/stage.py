from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cohorts.models import Cohort, Membership, Person, Programme

ZONE = ZoneInfo("Europe/London")
WEDNESDAY = 2
FIRST_COHORT = timedelta(days=430)  # since it began, and the programme with it


@dataclass
class Stage:
    """What is being made, and the day it is made around."""

    now: datetime
    coordinator: Person
    programme: Programme | None = None
    cohort: Cohort | None = None
    places: dict[str, Membership] = field(default_factory=dict)  # of participants, by the address before the @

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    @property
    def workshop(self) -> date:
        """The first Wednesday at least eight days ahead: its week's reminder is still to come."""
        soonest = self.today + timedelta(days=8)
        return soonest + timedelta(days=(WEDNESDAY - soonest.weekday()) % 7)

    @property
    def residential(self) -> date:
        """A Tuesday and a Wednesday four weeks before the workshop."""
        return self.workshop - timedelta(days=29)

    def at(self, day: date, hour: int = 9) -> datetime:
        return datetime.combine(day, time(hour), ZONE)

    def by(self, days: int) -> dict[str, Any]:
        """The coordinator, `days` from today at nine: who does it and when."""
        return {"by": self.coordinator, "now": self.at(self.today + timedelta(days=days))}
