class AlreadySettled(Exception):
    """The message neither failed nor is in doubt, or somebody has dealt with it."""


class Gone(Exception):
    """It is on its way, or was taken back: nothing can be held any more."""


class TooLate(Exception):
    """The message is no longer worth sending."""
