"""Attacks by files: what is sent as a list of people, as a material, as a logo."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.attacks.attack import OFFICE, Attack, post
from tests.attacks.places import import_list, logo, materials

CLERK = ("coordinator",)
HUGE = bytes(100_000_000)
PROBLEM = "There is a problem"
NOBODY = "root:"
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    + "]>"
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    '<c r="A1" t="inlineStr"><is><t>&NAME;</t></is></c></row></sheetData></worksheet>'
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def archive(**parts):
    """A packed file of `parts`, whose names have __ for a slash and no ending."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def workbook(sheet):
    """An Excel file with one sheet as given, made as the library makes them."""
    from openpyxl import Workbook

    plain, packed = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return packed.getvalue()


def hidden(cells):
    """An Excel file whose one sheet with people is hidden."""
    from openpyxl import Workbook

    book, packed = Workbook(), io.BytesIO()
    sheet = book.create_sheet("Secret")
    for row in cells:
        sheet.append(row)
    sheet.sheet_state = "hidden"
    book.save(packed)
    return packed.getvalue()


def endless_texts():
    """Small to unpack, and more text than any list of people."""
    cell = f'<c t="inlineStr"><is><t>{"x" * 3_000}</t></is></c>'
    rows = "".join(f'<row r="{n}">{cell}</row>' for n in range(1, 4_000))
    return workbook(SHEET.split("<row")[0] + rows + "</sheetData></worksheet>")


def people(content, name="list.xlsx"):
    """The bytes as a list of people."""
    return post(import_list, lambda cast: {"list": SimpleUploadedFile(name, made(content))})


def handout(content, name="slides.pdf"):
    """The bytes as something that goes with an item."""
    return post(materials, lambda cast: {"readers": "delegates", "file": SimpleUploadedFile(name, made(content))})


def mark(content, name="logo.svg"):
    """The bytes as a logo."""
    return post(logo, lambda cast: {"alt": "Northmoor", "logo": SimpleUploadedFile(name, made(content))})


def made(content):
    content = content() if callable(content) else content
    return content.encode() if isinstance(content, str) else content


def drawing(inside, before=""):
    return before + SVG.format(inside)


LISTS = [
    Attack("a packed bomb as a list", people(lambda: archive(xl__workbook=b"0" * 50_000_000)), (422,), CLERK, "unpacks to far more"),
    Attack("a list that names a file of the server", people(lambda: workbook(ENTITY + SHEET.replace("NAME", "e"))), (422,), CLERK, PROBLEM, NOBODY),
    Attack("a list that laughs a billion times", people(lambda: workbook(LAUGHS + SHEET.replace("NAME", "a9"))), (422,), CLERK, PROBLEM, "hahaha"),
    Attack("a list of a hundred megabytes", people(lambda: HUGE, "list.csv"), (413,), CLERK, "one form takes 12.0"),
    Attack("a list of six megabytes", people(b"x" * 6_000_000, "list.csv"), (422,), CLERK, "larger than 5 MB"),
    Attack("a row of ten thousand columns", people("Name,Email" + ",x" * 10_000, "list.csv"), (422,), CLERK, "more than 60 columns"),
    Attack("a list of six thousand rows", people("Name,Email\n" + "A,a@b.example\n" * 6000, "list.csv"), (422,), CLERK, "more than 5,000 rows"),
    Attack("a list that is a PDF", people(b"%PDF-1.7 x"), (422,), CLERK, "This is a PDF"),
    Attack("a list of endless texts", people(endless_texts), (422,), CLERK, "unpacks to far more"),
    Attack("a list with a password or from before 2007", people(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500), (422,), CLERK, "has a password, or is from before 2007"),
    Attack("a list of OpenDocument", people(lambda: archive(mimetype="application/vnd.oasis.opendocument.spreadsheet", content="<x/>"), "list.ods"), (422,), CLERK, "neither CSV nor Excel"),
    Attack("a web page that calls itself Excel", people("\n<html><table><tr><td>Name</td><td>Email</td></tr><tr><td>A</td><td>a@b.example</td></tr></table>", "list.xls"), (422,), CLERK, "web page or XML under another name", "a@b.example"),
    Attack("a list on a hidden sheet", people(lambda: hidden([["Name", "Email"], ["A", "a@b.example"]])), (422,), CLERK, "no rows", "a@b.example"),
    Attack("a list of nothing but quotation marks", people('"' * 200_000, "list.csv"), (422,), CLERK, PROBLEM),
    Attack("a packed file with names that climb", people(lambda: archive(**{"..__..__etc__passwd": "x"})), (422,), CLERK, PROBLEM),
    Attack("a list for a cohort of others", people("Name,Email\nA,a@b.example", "list.csv"), (403, 404), ("participant", "other_coordinator", "facilitator", "sponsor", "withdrawn", "administrator")),
]  # fmt: skip

MATERIALS = [
    Attack("slides of a hundred megabytes", handout(lambda: HUGE), (413,), OFFICE, "Nothing was saved"),
    Attack("a logo of a hundred megabytes", mark(lambda: HUGE), (413,), CLERK, "Nothing was saved"),
    Attack("a film sent to the page of signing in", post("/sign-in/", lambda cast: {"email": SimpleUploadedFile("a.mp4", HUGE)}), (413,), ("anonymous", "participant"), "Nothing was saved"),
    Attack("a page under the name of a PDF", handout("<html><script>alert(1)</script>"), (422,), OFFICE, "Web pages"),
    Attack("a page after blanks", handout("   \n\n <!DOCTYPE html><script>alert(1)</script>", "a.txt"), (422,), OFFICE, "Web pages"),
    Attack("a drawing with a script as a picture", handout(drawing("<script>alert(1)</script>"), "a.png"), (422,), OFFICE, "drawings as SVG"),
    Attack("a program as slides", handout(b"MZ\x90\x00" + b"\0" * 100), (422,), OFFICE, "This is not a PDF"),
    Attack("a script of the shell as slides", handout(b"\x7fELF" + b"\0" * 100), (422,), OFFICE, "This is not a PDF"),
    Attack("a document with macros", handout(lambda: archive(word__document="x", word__vbaProject="x", **{"[Content_Types].xml": "macroEnabled"}), "a.docx"), (422,), OFFICE, PROBLEM),
    Attack("a file of eleven megabytes", handout(b"%PDF-1.7" + b"x" * 11_000_000), (422,), OFFICE, "A file can have up to 10"),
    Attack("a packed file as a document", handout(lambda: archive(x="y"), "a.docx"), (422,), OFFICE, PROBLEM),
    Attack("a file without a byte", handout(b""), (422,), OFFICE, "This file is empty"),
    Attack("a file where one may not put any", handout(b"%PDF-1.7 x"), (403, 404), ("participant", "coach", "other_coordinator", "sponsor", "withdrawn", "office_contact")),
]  # fmt: skip

LOGOS = [
    Attack("a logo with a script", mark(drawing("<script>alert(1)</script>")), (422,), CLERK, "effects, scripts or links"),
    Attack("a logo that acts when it is loaded", mark(drawing('<path d="M0 0" onload="alert(1)"/>')), (422,), CLERK, PROBLEM),
    Attack("a logo that fetches from elsewhere", mark(drawing('<image xlink:href="http://169.254.169.254/latest"/>')), (422,), CLERK, "effects, scripts or links"),
    Attack("a logo that names a file of the server", mark(drawing('<image xlink:href="file:///etc/passwd"/>')), (422,), CLERK, PROBLEM, NOBODY),
    Attack("a logo with a page inside", mark(drawing("<foreignObject><body/></foreignObject>")), (422,), CLERK, PROBLEM),
    Attack("a logo with an entity", mark(drawing("<path d='&e;'/>", ENTITY)), (422,), CLERK, PROBLEM, NOBODY),
    Attack("a logo that laughs a billion times", mark(drawing("<path d='&a9;'/>", LAUGHS)), (422,), CLERK, PROBLEM),
    Attack("a logo nested without end", mark(drawing("<g>" * 9000 + "</g>" * 9000)), (422,), CLERK, PROBLEM),
    Attack("a logo of more pixels than memory", mark(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\6\0\0\0", "logo.png"), (422,), CLERK, PROBLEM),
    Attack("a picture that is a script, too", mark(b"GIF89a/*" + b"\0" * 50 + b"*/=1;alert(1)", "logo.gif"), (422,), CLERK, "not a picture we can print"),
    Attack("the logo of another programme", mark(drawing('<path d="M0 0h9v9z"/>')), (403, 404), ("participant", "other_coordinator", "sponsor", "withdrawn", "coach")),
]  # fmt: skip

ATTACKS = [*LISTS, *MATERIALS, *LOGOS]
