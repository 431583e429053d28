from enum import Enum, auto


class Why(Enum):
    """What is wrong with a file. Forms word it; this only names it."""

    TOO_LARGE = auto()
    NO_PICTURE = auto()  # neither PNG nor JPEG nor SVG
    TOO_MANY_PIXELS = auto()
    BROKEN = auto()
    HAS_LETTERS = auto()  # text in an SVG, which needs a font that is not ours
    REACHES_OUT = auto()  # fetches something, or could run something
    TOO_INTRICATE = auto()


class NotALogo(Exception):
    """The file is refused; `why` says for what reason."""

    def __init__(self, why: Why):
        super().__init__(why)
        self.why = why
