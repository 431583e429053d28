"""Small pictures, made here."""

import struct
import zlib

# The smallest JPEG: one grey square, its tables of one code each.
JPEG = b"".join(
    [
        b"\xff\xd8\xff\xdb\x00\x43\x00" + b"\x01" * 64,
        b"\xff\xc0\x00\x0b\x08\x00\x08\x00\x08\x01\x01\x11\x00",
        *(b"\xff\xc4\x00\x14" + table + b"\x01" + b"\x00" * 16 for table in (b"\x00", b"\x10")),
        b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x3f\xff\xd9",
    ]
)


def png(width=6, height=2, more=b""):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress((b"\0" + b"\x0b\x53\x51" * width) * height, 9)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"") + more


def svg(inside='<path d="M0 0h9v9z"/>', head="", before=""):
    shapes = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"{head}>{inside}</svg>'
    return (before + shapes).encode()
