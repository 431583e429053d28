"""PNG and JPEG: which of them it is, and how large, from the first bytes alone. Nothing is unpacked here."""

import struct

from cohorts.logos.refusal import NotALogo, Why

MOST = 16_000_000  # pixels; a small file can unpack to a whole memory
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
# Markers that begin a frame, whose size follows; C4, C8 and CC are tables among them.
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length


def kind_of(content: bytes) -> str | None:
    return "png" if content.startswith(PNG) else "jpeg" if content.startswith(JPEG) else None


def check(kind: str, content: bytes) -> None:
    width, height = size_of(kind, content)
    if width * height > MOST:
        raise NotALogo(Why.TOO_MANY_PIXELS)


def size_of(kind: str, content: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises NotALogo where the file does not say."""
    try:
        width, height = struct.unpack(">II", content[16:24]) if kind == "png" else jpeg_size(content)
    except (struct.error, IndexError):
        raise NotALogo(Why.BROKEN) from None
    if not (width and height):
        raise NotALogo(Why.BROKEN)
    return width, height


def jpeg_size(content: bytes) -> tuple[int, int]:
    """From the first frame, past the segments before it."""
    at = 2
    while True:
        while content[at] == 0xFF:
            at += 1
        marker = content[at]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 4 : at + 8])
            return width, height
        at += 1 if marker in ALONE else 1 + struct.unpack(">H", content[at + 1 : at + 3])[0]
        if content[at] != 0xFF:
            raise NotALogo(Why.BROKEN)
