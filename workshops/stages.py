"""How a set spends its time: the stages of a meeting, fitted to the minutes there are. No database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass

# Minutes of a meeting of 45, the usual length; other lengths have the same proportions.
OPENING = {"check_in": 4, "commitments": 6}
TURN = {"issue": 7, "clarifying": 4, "open_questions": 12, "options": 4, "action": 4}
CLOSING = {"process": 4}
AROUND = OPENING | CLOSING
ORDER = (*OPENING, *TURN, *CLOSING)

SHORTEST = 15  # below that nobody can keep to minutes
TURN_TAKES = 30
MOST_TURNS = 4


@dataclass(frozen=True)
class Stage:
    """A stage, how long it takes, and when it starts, in minutes from the meeting's start: once for each turn."""

    name: str
    minutes: int
    starts: tuple[int, ...]


def turns_in(minutes: int) -> int:
    """How many people can present: a turn takes half an hour at least, where there is any."""
    return min(max((minutes - sum(AROUND.values())) // TURN_TAKES, 1), MOST_TURNS)


def stages(minutes: int) -> list[Stage]:
    """The stages in order; they fill `minutes` to the minute. None where there are too few for any."""
    if minutes < SHORTEST:
        return []
    turns = turns_in(minutes)
    whole = sum(TURN.values()) * turns + sum(AROUND.values())
    turn = sum(TURN.values()) * minutes // whole
    around, within = shared(minutes - turn * turns, AROUND), shared(turn, TURN)
    return laid(around, within, turn, turns)


def laid(around: Mapping[str, int], within: Mapping[str, int], turn: int, turns: int) -> list[Stage]:
    found, now = [], 0
    for name in ORDER:
        if name in CLOSING:
            now += turn * (turns - 1)
        minutes = within.get(name) or around[name]
        starts = [now + turn * n for n in range(turns)] if name in TURN else [now]
        found.append(Stage(name, minutes, tuple(starts)))
        now += minutes
    return found


def shared(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """`total` in whole minutes by `weights`; what rounding leaves goes to those who lost most by it."""
    exact = {name: total * weight / sum(weights.values()) for name, weight in weights.items()}
    parts = {name: int(share) for name, share in exact.items()}
    losers = sorted(exact, key=lambda name: parts[name] - exact[name])
    for name in losers[: total - sum(parts.values())]:
        parts[name] += 1
    return parts
