"""What does not add up, told to the rows of the draft that it is about."""

from collections import defaultdict
from collections.abc import Iterable

from workshops.checking import Check
from workshops.views.draft import DayDraft


def tell(drafts: Iterable[DayDraft], check: Check) -> Check:
    """Give each row its findings and facts, each day what is about all of it."""
    of_items, of_days = defaultdict(list), defaultdict(list)
    for finding in check.findings:
        (of_items if finding.item else of_days)[finding.item or finding.day].append(finding)
    unled = {pk for finding in check.findings if finding.kind == "no_lead" for pk, _title in finding.numbers["lines"]}
    for draft in drafts:
        draft.findings = of_days[draft.day.pk]
        for line in draft.lines:
            pk = line.item.pk
            line.findings, line.facts, line.is_unled = of_items[pk], check.facts[pk], pk in unled
    return check
