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


class AlreadyThere(Refused):
    """The draft holds just these items; a second press of the same button."""


class TooManyItems(Refused):
    """A day would have more items than any agenda has."""


class ChangedMeanwhile(Refused):
    """Somebody else saved `row` first; nothing was overwritten."""

    def __init__(self, row):
        super().__init__(row)
        self.row = row
