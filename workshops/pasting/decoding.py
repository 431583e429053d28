"""Bytes to text: the encodings in which agendas are saved."""

import codecs

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 400  # bytes that tell whether every second one is empty


def decoded(data):
    """The text of a file in UTF-8, UTF-16 or Windows-1252, with or without a mark. What cannot be read is replaced."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if wide := unmarked(data[:SAMPLE]):
        return data.decode(wide, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def unmarked(sample):
    """UTF-16 without its mark: in European text every second byte is zero."""
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.8:
        return "utf-16-le"
    return "utf-16-be" if half and sample[0::2].count(0) > half * 0.8 else ""
