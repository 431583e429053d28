"""What a file is, by its content: the few kinds that are kept, and why another is not."""

import io
import zipfile

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "heic": "image/heic",
    "txt": "text/plain",
}
STARTS = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}
OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
OPEN_OFFICE = {TYPES[kind].encode(): kind for kind in ("odt", "ods", "odp")}
OLD_OFFICE = {"WordDocument": "doc", "Workbook": "xls", "PowerPoint Document": "ppt"}  # streams of a compound file
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE = ("<", "{\\rtf")  # text that a program would read as a page, a drawing or a document with parts


class NotKept(Exception):
    """A file of a kind that is not kept. `reason` is one word: the form words it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def kind_of(data: bytes) -> str:
    """A key of TYPES. Raises NotKept: empty, macros, password, page, broken, other."""
    if not data:
        raise NotKept("empty")
    for start, kind in STARTS.items():
        if data.startswith(start):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return packed(data)
    if data.startswith(COMPOUND):
        return compound(data)
    return media(data) or text(data)


def packed(data: bytes) -> str:
    """A document of an office program, which is an archive of parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            stated = archive.read("mimetype")[:100] if is_small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        raise NotKept("broken") from None
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        raise NotKept("macros")
    kinds = [kind for part, kind in OFFICE.items() if part in names] + [OPEN_OFFICE.get(stated.strip(), "")]
    if not kinds[0]:
        raise NotKept("other")
    return kinds[0]


def is_small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 100


def compound(data: bytes) -> str:
    """A document from before 2007, or one with a password."""
    if holds(data, "EncryptedPackage"):
        raise NotKept("password")
    if holds(data, "_VBA_PROJECT"):
        raise NotKept("macros")
    for stream, kind in OLD_OFFICE.items():
        if holds(data, stream):
            return kind
    raise NotKept("other")


def holds(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def media(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "heic" if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1"} else ""


def text(data: bytes) -> str:
    """Plain text, in UTF-8, UTF-16 or the Windows letters; no page, and no bytes that are not text."""
    words = decoded(data)
    if any(not letter.isprintable() and letter not in "\t\r\n\f\xa0" for letter in set(words)) or not words.strip():
        raise NotKept("other")
    if words.lstrip().startswith(PAGE):
        raise NotKept("page")
    return "txt"


def decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotKept("other")
