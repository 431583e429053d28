"""The arithmetic of a day: values in, what does not add up out. Sums are in real minutes and count people expected."""

from workshops.sums.facts import Facts, facts
from workshops.sums.hours import hours
from workshops.sums.lengths import lengths
from workshops.sums.places import places
from workshops.sums.values import Day, Finding, Group, Line, Remedy, Room


def findings(day: Day) -> list[Finding]:
    """Everything that does not add up in the day: what is about an item in the order of the items, then the rest."""
    found = [*lengths(day), *hours(day), *places(day)]
    return sorted(found, key=lambda finding: day.places.get(finding.item, len(day.lines)))


__all__ = ["Day", "Facts", "Finding", "Group", "Line", "Remedy", "Room", "facts", "findings"]
