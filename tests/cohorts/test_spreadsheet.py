import io
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cohorts import spreadsheet
from cohorts.spreadsheet import Unreadable, read

LIST = "Name,Email\nZoë Yeo,zoe@example.example\n"


def cells(data):
    return [line.cells for line in read(data)[0].lines]


def workbook(rows, **sheets):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for title, more in sheets.items():
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def reason(data):
    with pytest.raises(Unreadable) as refused:
        read(data)
    return refused.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_name_is_right_in_every_encoding_that_people_save(encoding):
    assert cells(LIST.encode(encoding)) == [("Name", "Email"), ("Zoë Yeo", "zoe@example.example")]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark):
    assert cells(LIST.replace(",", mark).encode()) == cells(LIST.encode())


def test_excel_may_name_the_delimiter_in_a_line_of_its_own():
    assert [(line.number, line.cells) for line in read(b"sep=;\nName;Email\nA, B;a@b.example")[0].lines] == [
        (2, ("Name", "Email")),
        (3, ("A, B", "a@b.example")),
    ]


def test_rows_keep_the_number_they_have_in_the_file():
    assert [line.number for line in read(b"Our list\n\nName,Email\n,\nA,a@b.example\n")[0].lines] == [1, 3, 5]


def test_quoted_commas_and_line_breaks_stay_in_their_cell():
    assert cells(b'Name,Post\nA,"Assistant Director,\nEducation"')[1] == ("A", "Assistant Director,\nEducation")


def test_a_workbook_gives_what_is_seen_on_the_screen():
    rows = [["Name", "Mobile", "Since"], ["Ann ", 7700900123, datetime(2027, 3, 1)], [None, 1.5, True]]
    assert cells(workbook(rows)) == [
        ("Name", "Mobile", "Since"),
        ("Ann", "7700900123", "2027-03-01"),
        ("", "1.5", "True"),
    ]


def test_every_sheet_that_holds_something_is_a_table():
    assert len(read(workbook([], People=[["Email"]], Empty=[]))) == 1
    tables = read(workbook([["Cover"]], People=[["Email"]]))
    assert [table.name for table in tables] == ["Sheet", "People"]


def test_a_formula_without_a_value_is_given_as_the_formula():
    assert cells(workbook([["Name"], ['=CONCATENATE("a","b")']]))[1] == ('=CONCATENATE("a","b")',)


@pytest.mark.parametrize(
    "nothing", [b"", b"\n\n\n", b",,,\n,,,", b"\xef\xbb\xbf", workbook([]), workbook([[None, ""]])]
)
def test_an_empty_file_is_said(nothing):
    assert reason(nothing) == "empty"


def test_what_is_no_list_is_said_by_kind():
    assert reason(b"%PDF-1.7 ...") == "pdf"
    assert reason(b"\xd0\xcf\x11\xe0\xa1\xb1") == "old_excel"
    assert reason(b"\x89PNG\r\n\x1a\n") == "other"
    assert reason(zipped("word/document.xml", b"<w/>")) == "other"
    assert reason(b"\xef\xbb\xbf\n<HTML><table><tr><td>Name<td>Email") == "web_page"  # as other programs name .xls
    assert reason(b"<?xml version='1.0'?><Workbook/>") == "web_page"


def test_a_broken_workbook_is_said():
    whole = workbook([["Email"], ["a@b.example"]])
    assert reason(whole[: len(whole) // 2]) == "broken"
    assert reason(b"PK\x03\x04 and then nothing") == "broken"
    assert reason(zipped("xl/workbook.xml", b"<not xml")) == "broken"


def test_a_zip_bomb_is_not_unpacked():
    assert reason(zipped("xl/workbook.xml", b"0" * (spreadsheet.LARGEST_UNPACKED + 1))) == "bomb"


def test_the_caps():
    assert reason(b"x" * (spreadsheet.LARGEST + 1)) == "large"
    assert reason(b"Email\n" + b"a@b.example\n" * 5_001) == "rows"
    assert len(read(b"Email\n" + b"a@b.example\n" * 5_000)[0].lines) == 5_001
    assert reason(b"x," * 60 + b"x") == "columns"
    assert len(read(b"x," * 60 + b",,,")[0].lines[0].cells) == 60  # what stands beyond is empty
    assert reason(workbook([["x"] * 61])) == "columns"


def test_a_quotation_mark_that_never_closes_is_said():
    assert reason(b'Name,Email\n"' + b"x" * 200_000) == "broken"


def zipped(name, content):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return kept.getvalue()


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_a_table_or_refused_in_our_own_words(data):
    try:
        tables = read(data)
    except Unreadable:
        return
    assert all(any(line.cells) for table in tables for line in table.lines)


WHOLE = workbook([["Name", "Email"], ["Ann", "a@b.example"]])


@settings(max_examples=60)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_a_table_or_refused_in_our_own_words(place, damage):
    try:
        read(WHOLE[:place] + damage + WHOLE[place + len(damage) :])
    except Unreadable:
        return
