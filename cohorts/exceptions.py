"""What a service may refuse, so that a page can say it. Pages word them; these only name them."""


class LastCoordinator(Exception):
    """A programme must keep at least one coordinator."""


class InUse(Exception):
    """Something still refers to the row, so it stays."""
