import codecs

import pytest

from workshops.pasting.decoding import decoded

TEXT = "10:00 Café – “Zoë”\r\n10:30 Close\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "windows", "utf-16", "utf-16 other end", "no mark", "no mark, other end"],
)
def test_however_it_was_saved(data):
    assert decoded(data) == TEXT


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff\xfe\x00", bytes(range(256)), b"\x00" * 9])
def test_anything_gives_text(data):
    assert isinstance(decoded(data), str)
