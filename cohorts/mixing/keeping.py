from collections.abc import Collection, Mapping, Sequence
from typing import Any


def matched(sets: Sequence[Collection[Any]], present: Mapping[Any, Collection[Any]]) -> list[Any]:
    """For each of `sets` the set of `present` that it becomes, so that few have to move; None for a new one."""
    common = [
        (-len(set(members) & set(sitting)), order, n, label)
        for n, members in enumerate(sets)
        for order, (label, sitting) in enumerate(present.items())
    ]
    becomes: dict[int, Any] = {}
    for _shared, _order, n, label in sorted(common, key=lambda row: row[:3]):
        if n not in becomes and label not in becomes.values():
            becomes[n] = label
    return [becomes.get(n) for n in range(len(sets))]
