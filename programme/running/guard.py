"""A process that outlives the one it serves by as long as it takes to end that one's children.

It reads from a pipe which process groups and folders to look after. The pipe closes when the served process ends, by
SIGKILL too; whatever has not been taken off the list by then is stopped and removed.
"""

import os
import shutil
import signal
import sys
import time

GRACE = 8  # seconds between TERM and KILL


def listen(lines):
    """What is left on the list when the pipe closes: groups and folders."""
    charges = {}
    for line in lines:
        sign, thing = line[0], line[1:].rstrip("\n")
        if sign == "+":
            charges[thing] = None
        else:
            charges.pop(thing, None)
    return [int(thing) for thing in charges if thing.isdigit()], [thing for thing in charges if not thing.isdigit()]


def signal_group(group, number):
    """Send `number` to a process group; False when none of it is left."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


def end(groups, grace=GRACE):
    """TERM to every group, KILL to those still there after `grace` seconds."""
    groups = [group for group in groups if signal_group(group, signal.SIGTERM)]
    deadline = time.monotonic() + grace
    while groups and time.monotonic() < deadline:
        time.sleep(0.05)
        groups = [group for group in groups if signal_group(group, 0)]
    for group in groups:
        signal_group(group, signal.SIGKILL)


if __name__ == "__main__":
    left, folders = listen(sys.stdin)
    end(left)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
