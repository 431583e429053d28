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


class NotTheNewest(Exception):
    """An earlier version stays as it was; only the newest is changed."""


class MapIsFull(Exception):
    """A map has as many people as can still be read."""


class NotOnThatMap(Exception):
    """Somebody influences only those on the same map, and not themselves."""
