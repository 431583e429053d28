"""The famous sum of Workshop 1: fifteen minutes in groups, then ten with the panel for each of six, in an hour."""

from programme.demonstration.stage import Stage
from workshops.models import Item, SessionDay
from workshops.services import groups, items

COMPOSITION = {"together": 15, "each_minutes": 10, "each_of": Item.EachOf.GROUP}
GROUPS = 6


def compose(stage: Stage, day: SessionDay) -> None:
    """Say what the scenario work is made of, and deal people into its groups, so that the sum is met in the office."""
    work = day.items.get(title="Scenario work")
    kept = {"objectives": work.objectives.all(), "speakers": work.speakers.all()}
    work = items.edit(item=work, revision=work.revision, fields=COMPOSITION, **kept, **stage.by(-11))
    groups.split(item=work, revision=work.revision, way=Item.Split.MIXED, count=GROUPS, **stage.by(-11))
