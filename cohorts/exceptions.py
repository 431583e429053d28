"""What a service may refuse, so that a page can say it. Pages word them; these only name them."""


class LastCoordinator(Exception):
    """A programme must keep at least one coordinator."""


class InUse(Exception):
    """Something still refers to the row, so it stays."""


class NotOpen(Exception):
    """The invitation was accepted, lapsed or withdrawn."""


class AddressTaken(Exception):
    """Somebody else has that address."""


class NotConfirmable(Exception):
    """This person or this link cannot confirm the address."""


class OwnContact(Exception):
    """Nobody is their own office contact."""


class AlreadySetUp(Exception):
    """There is, or was, a first administrator."""


class OfAnotherCohort(Exception):
    """The rows given do not belong together."""


class ChangedSince(Exception):
    """What was confirmed is no longer what would happen."""


class HasErrors(Exception):
    """Nothing is saved while a row is wrong."""


class AlreadyHere(Exception):
    """That person has this role in the cohort now."""


class NameTaken(Exception):
    """Another one of that name stands beside it."""


class AlreadyPaired(Exception):
    """The participant has a coach, and it is somebody else."""


class Full(Exception):
    """Every place of the cohort is taken."""


class TooManyWait(Exception):
    """More nominations by the link wait for an answer than it brings."""


class AlreadyDecided(Exception):
    """The nomination was answered meanwhile."""


class AlreadyLeft(Exception):
    """The place has ended."""


class AlreadyBegun(Exception):
    """The cohort has started."""
