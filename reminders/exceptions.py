class AlreadySettled(Exception):
    """The message neither failed nor is in doubt, or somebody has dealt with it."""


class TooLate(Exception):
    """The message is no longer worth sending."""
