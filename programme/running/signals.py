"""Requests to stop, noted and not acted upon in the middle of something."""

import signal


class Requests(list):
    """The signals received so far; false while nobody has asked to stop, `urgent` when they asked again."""

    def __init__(self):
        super().__init__()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, _: self.append(number))

    @property
    def urgent(self):
        return len(self) > 1
