class NotTheAuthor(Exception):
    """Somebody else's, or written from a place that its holder has left."""


class NotInThatSet(Exception):
    """The author does not sit, or no longer sits, in the set that was shown as the reader."""


class AlreadyWritten(Exception):
    """The place has its challenge."""


class AlreadySaid(Exception):
    """How the commitment went is on record."""


class KeyTaken(Exception):
    """The form's key belongs to something written elsewhere."""


class DueInThePast(Exception):
    """A commitment is made for today or later."""


class PairOver(Exception):
    """The two no longer work together, so nothing is added."""
