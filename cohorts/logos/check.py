"""The one question asked of an uploaded file: may this be a logo?"""

from cohorts.logos import drawing, pixels, trial
from cohorts.logos.refusal import NotALogo, Why

LARGEST = 500_000  # bytes


def checked(content: bytes) -> str:
    """png, jpeg or svg, by what the bytes are and not by what the file is called. Raises NotALogo."""
    if len(content) > LARGEST:
        raise NotALogo(Why.TOO_LARGE)
    kind = pixels.kind_of(content) or "svg"
    if kind == "svg":
        drawing.check(content)
    else:
        pixels.check(kind, content)
    trial.print_once(kind, content)
    return kind
