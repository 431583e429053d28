"""What a run of faults came to, reckoned from the mail server's own log and from a list that the database kept.

Nothing here asks the code under test: who must get what is known from how the run was set up.
"""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from statistics import quantiles

RUNS = int(os.environ.get("FAULT_RUNS", "1"))
SEED = int(os.environ.get("FAULT_SEED", "1"))
SIZE = int(os.environ.get("FAULT_SIZE", "40"))  # messages in a run
SEEDS = range(SEED, SEED + RUNS)
PATIENT = bool(os.environ.get("FAULT_PATIENT"))  # leases and waits run out by themselves
AWAY = 600 if PATIENT else 3  # seconds that a server stays away


@dataclass
class Reckoning:
    """`expected` are addresses; `took` what the mail server took, by (address, Message-ID)."""

    row: str
    expected: set
    took: Counter
    stale: int = 0
    late: list = field(default_factory=list)  # seconds from when it could go until it was taken

    @property
    def reached(self):
        return {address for address, _ in self.took}

    @property
    def lost(self):
        return len(self.expected - self.reached)

    @property
    def unasked(self):
        return len(self.reached - self.expected)

    @property
    def twice(self):
        return sum(times - 1 for times in self.took.values())

    def tell(self):
        """Add a line to the report of `manage.py faults`, where it asked for one. Before anything is asserted."""
        if path := os.environ.get("FAULT_REPORT"):
            p50, p95 = middle_and_late(self.late)
            line = {"row": self.row, "sent": len(self.took), "lost": self.lost, "twice": self.twice}
            line |= {"stale": self.stale, "unasked": self.unasked, "p50": p50, "p95": p95}
            with open(path, "a") as report:
                report.write(json.dumps(line) + "\n")
        return self


def middle_and_late(seconds):
    if len(seconds) < 2:
        return 0.0, 0.0
    parts = quantiles(seconds, n=20)
    return parts[9], parts[18]
