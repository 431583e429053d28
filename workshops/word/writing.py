"""A paper as the bytes of a .docx. What somebody typed is text there; what no XML may hold is left out."""

import io
import re
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.shared import Mm

from workshops.word.look import SHADE, dress, element
from workshops.word.paper import Cell, Paper, Part, Row, Table

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(paper: Paper) -> bytes:
    document = Document()
    dress(document, wide=paper.wide, language=paper.language)
    name(document.core_properties, paper)
    foot(document.sections[0].footer.paragraphs[0], paper.foot)
    add(document, paper.over, "Over")
    add(document, paper.title, "Heading 1")
    for line in paper.under:
        add(document, line)
    for part in paper.parts:
        write_part(document, part)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def name(properties: Any, paper: Paper) -> None:
    """Title, language and author; core properties hold 255 letters at most."""
    properties.title, properties.author = legal(paper.about)[:255], legal(paper.author)[:255]
    properties.language, properties.comments = paper.language, ""
    properties.created = properties.modified = paper.at
    properties.last_modified_by = ""


def foot(paragraph: Any, words: str) -> None:
    """The version on every page, and which page it is of how many."""
    paragraph.add_run(f"{legal(words)}  ")
    for code in ("PAGE", "NUMPAGES"):
        if code == "NUMPAGES":
            paragraph.add_run(" / ")
        paragraph._p.append(element("w:fldSimple", instr=code))


def legal(text: str) -> str:
    """`text` without the characters that no XML file may hold."""
    return NOT_IN_XML.sub("", text)


def add(holder: Any, text: str, style: str = "Normal") -> None:
    if text:
        holder.add_paragraph(legal(text), style)


def write_part(document: Any, part: Part) -> None:
    add(document, part.heading, "Heading 2")
    for line in part.lines:
        add(document, line)
    for point in part.points:
        add(document, point, "List Bullet")
    if part.table and part.table.rows:
        write_table(document, part.table)


def write_table(document: Any, table: Table) -> None:
    """A table whose first row Word knows for its heading, and says again on every page."""
    made = document.add_table(rows=1 + len(table.rows), cols=len(table.heads), style="Handbook")
    made.autofit = False
    made._tbl.tblPr.append(element("w:tblCaption", val=legal(table.caption)))
    head, *rows = made.rows
    write_row(head, [[words] for words in table.heads], "w:tblHeader", "Column")
    for row, place in zip(table.rows, rows, strict=True):
        write_line(place, row)
    set_widths(made, table.widths)


def set_widths(made: Any, widths: Sequence[int]) -> None:
    """For the grid, which LibreOffice reads, and for each cell, which Word reads."""
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def write_line(place: Any, row: Row) -> None:
    write_row(place, row.cells, "w:cantSplit", "Cell" if row.quiet else "Cell strong")
    for cell in place.cells if row.quiet else ():
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=SHADE))


def write_row(place: Any, cells: Sequence[Cell], mark: str, style: str) -> None:
    place._tr.get_or_add_trPr().append(element(mark))
    for cell, (first, *rest) in zip(place.cells, cells, strict=True):
        lines = [line for line in rest if line]
        fill(cell, first or (lines.pop(0) if lines else ""), lines, style if first else "Cell")


def fill(cell: Any, first: str, rest: Sequence[str], style: str) -> None:
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(legal(first))
    for line in rest:
        add(cell, line, "Cell")
