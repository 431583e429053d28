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


class TooManyOffered(Exception):
    """A set has as many dates on offer as help anybody."""


class NoLongerOffered(Exception):
    """The date was settled or taken back meanwhile."""


class ChangedMeanwhile(Exception):
    """Somebody else has written something newer since the page was opened."""


class AlreadySent(Exception):
    """What this form was first sent as says something else."""


class DraftMoved(Exception):
    """Another window kept the draft after this one last saw it. `draft` is what it says there."""

    def __init__(self, draft) -> None:
        super().__init__(draft)
        self.draft = draft


class TooLong(Exception):
    """More than a draft holds."""


class NotAsked(Exception):
    """The session does not ask this person, or not now."""


class NotShared(Exception):
    """The entry is not, or no longer, shared with whoever wants to say something to it."""


class NotTheirs(Exception):
    """What was chosen for a story is not its author's, or is gone."""


class NotTheNewest(Exception):
    """An earlier version stays as it was; only the newest is changed."""


class MapIsFull(Exception):
    """A map has as many people as can still be read."""


class NotOnThatMap(Exception):
    """Somebody influences only those on the same map, and not themselves."""


class TakenOff(Exception):
    """Somebody was taken off the map since the page was opened."""


class PairOver(Exception):
    """The two no longer work together, so nothing is added."""


class NotesClosed(Exception):
    """The day has come on which the notes of the set are deleted, so none is written any more."""


class NoSuchThing(Exception):
    """A reference that leads to nothing of the programmes that somebody answers for."""


class NotTheSecond(Exception):
    """A disclosure needs a coordinator and the safeguarding lead, two people, neither of them its author."""


class NoLongerAsked(Exception):
    """A disclosure was withdrawn or agreed meanwhile, or its time is over."""


class TooManySent(Exception):
    """As many progress notes were sent today as anybody means to."""
