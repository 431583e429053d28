"""What a service may refuse, so that a page can say it. Pages word them; these only name them."""


class Refused(Exception):
    """A service did nothing, for a reason."""


class AlreadyCancelled(Refused):
    """The day, or every day of the session, is cancelled."""


class NoAddress(Refused):
    """There is no address to write to."""


class AlreadyOver(Refused):
    """The day has ended."""


class NotYet(Refused):
    """Its time has not come."""


class NobodyYet(Refused):
    """A register that says nothing of anybody."""


class TooManyTries(Refused):
    """So many wrong letters in a quarter of an hour that nothing is taken for a while."""


class SameDate(Refused):
    """The session has a day on that date already."""


class OtherSession(Refused):
    """Something named belongs to another session, cohort or programme."""


class NothingToPublish(Refused):
    """The agenda has no items."""


class NothingChanged(Refused):
    """The draft says what the last edition says."""


class NameTaken(Refused):
    """The programme has a template of that name."""


class Gone(Refused):
    """It was deleted meanwhile."""


class NotUnderstood(Refused):
    """A template was kept in a shape that this version cannot read."""


class Full(Refused):
    """The item has as many materials as it may."""


class NothingToSplit(Refused):
    """Nobody is expected, or the cohort has no sets, so there are no groups to make."""


class PastTheNextDay(Refused):
    """Something would start later than the two days that an agenda can reach."""


class AlreadyThere(Refused):
    """The draft holds just these items; a second press of the same button."""


class ChangedMeanwhile(Refused):
    """Somebody else saved `row` first; nothing was overwritten."""

    def __init__(self, row):
        super().__init__(row)
        self.row = row


class NoGap(Refused):
    """The speaker leaves no gap there (any more), or it cannot be closed in this way."""


class NotReady(Refused):
    """The one in reserve does not stand ready for it (any more)."""


class MovedOn(Refused):
    """What was to be undone or redone is not the change that comes next: the draft changed since."""


class TooMany(Refused):
    """The day would hold more items than a day may."""


class Closed(Refused):
    """The item does not collect anything from the room (yet, or any more)."""


class SlotGone(Refused):
    """The coach has taken the time back, or it has begun."""


class SlotTaken(Refused):
    """Somebody else has booked it."""


class HasADate(Refused):
    """The pair has booked another date that is still to come."""


class HasNoDate(Refused):
    """The pair has no booked date ahead that could be moved."""


class PairEnded(Refused):
    """The two no longer work together."""


class DatesAhead(Refused):
    """The pair still has dates to come."""


class NotOverYet(Exception):
    """A cohort is closed only once it has ended."""
