"""A file is what its content says, whatever it is called; what could act or cannot be read is refused by name."""

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from workshops.filetypes import COMPOUND, TYPES, NotKept, kind_of


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def compound(*streams):
    return COMPOUND + b"\0" * 500 + b"".join(stream.encode("utf-16-le") + b"\0\0" for stream in streams)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (b"GIF89a....", "gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\0\x18ftypheic....", "heic"),
        (b"Plain words.\r\nAnd more.\n", "txt"),
        ("Gr\u00fc\u00dfe".encode(), "txt"),
        ("Gr\u00fc\u00dfe".encode("utf-16"), "txt"),
        ("\u00a35 \u2013 \u201cquoted\u201d".encode("cp1252"), "txt"),
        (saved(Document()), "docx"),
        (saved(Workbook()), "xlsx"),
        (archive(ppt__presentation_dot_xml="<p/>"), "pptx"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (archive(mimetype="application/vnd.oasis.opendocument.presentation"), "odp"),
        (compound("Root Entry", "WordDocument"), "doc"),
        (compound("Root Entry", "Workbook"), "xls"),
        (compound("Root Entry", "PowerPoint Document"), "ppt"),
    ],
)
def test_what_is_kept(data, kind):
    assert kind_of(data) == kind
    assert kind in TYPES


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"   \n", "other"),
        (b"MZ\x90\0\x03", "other"),
        (b"\x7fELF\x02\x01", "other"),
        (b"<!doctype html><script>alert(1)</script>", "page"),
        (b"\xef\xbb\xbf \n<svg onload='alert(1)'/>", "page"),
        ("<html>".encode("utf-16"), "page"),
        (b"{\\rtf1 words}", "page"),
        (b"PK\x03\x04 cut off", "broken"),
        (archive(readme_dot_txt="x"), "other"),
        (archive(mimetype="text/html"), "other"),
        (archive(mimetype="x" * 5000), "other"),
        (archive(word__document_dot_xml="<w/>", word__vbaProject_dot_bin="x"), "macros"),
        (archive(mimetype="application/vnd.oasis.opendocument.text", Basic__Standard="x"), "macros"),
        (compound("Root Entry"), "other"),
        (compound("EncryptedPackage"), "password"),
        (compound("WordDocument", "_VBA_PROJECT"), "macros"),
        (b"\xff\xfe\x00", "other"),
    ],
)
def test_what_is_refused_and_why(data, reason):
    with pytest.raises(NotKept) as refusal:
        kind_of(data)
    assert refusal.value.reason == reason


@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_are_known_or_refused(data):
    try:
        kind = kind_of(data)
    except NotKept:
        return
    assert kind in TYPES
