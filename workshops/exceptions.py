"""What a service may refuse, so that a page can say it. Pages word them; these only name them."""


class Refused(Exception):
    """A service did nothing, for a reason."""


class AlreadyCancelled(Refused):
    """The day, or every day of the session, is cancelled."""


class AlreadyOver(Refused):
    """The day has ended."""


class NotYet(Refused):
    """The day has not come."""


class SameDate(Refused):
    """The session has a day on that date already."""


class OtherSession(Refused):
    """Something named belongs to another session, cohort or programme."""


class NothingToPublish(Refused):
    """The agenda has no items."""


class NothingChanged(Refused):
    """The draft says what the last edition says."""


class ChangedMeanwhile(Refused):
    """Somebody else saved `row` first; nothing was overwritten."""

    def __init__(self, row):
        super().__init__(row)
        self.row = row


class MovedOn(Refused):
    """What was to be undone or redone is not the change that comes next: the draft changed since."""


class Gone(Refused):
    """The item is no longer in the draft."""


class TooMany(Refused):
    """The day would hold more items than a day may."""
