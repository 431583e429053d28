"""How the file looks: the house's sizes and colours, in faces that every Word has."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

INK, QUIET, RULE, SHADE = "1E2322", "565A55", "B9AF98", "F3EEE1"
SANS, SERIF = "Calibri", "Georgia"

# name: (of which kind, face, size, bold, colour, points above, points below)
STYLES = {
    "Normal": (None, SANS, 11, False, INK, 0, 4),
    "Over": ("Normal", SANS, 10, False, QUIET, 0, 4),
    "Heading 1": (None, SERIF, 24, True, INK, 0, 6),
    "Heading 2": (None, SERIF, 12, True, INK, 14, 4),
    "List Bullet": (None, SANS, 11, False, INK, 0, 2),
    "Column": ("Normal", SANS, 9, False, QUIET, 2, 2),
    "Cell": ("Normal", SANS, 10, False, INK, 2, 2),
    "Cell strong": ("Cell", SANS, 11, True, INK, 2, 2),
    "Footer": (None, SANS, 8, False, QUIET, 0, 0),
}


def dress(document: Any, *, wide: bool, language: str) -> None:
    """Give the empty document our styles, an A4 page and its language."""
    for name, look in STYLES.items():
        style_of(document, name, *look)
    document.styles.element.append(parse_xml(TABLE))
    page(document.sections[0], wide)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)


def style_of(
    document: Any, name: str, base: str | None, face: str, size: int, bold: bool, colour: str, above: int, below: int
) -> None:
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base:
        style.base_style = styles[base]
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour)
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    faces.attrib.clear()  # the faces of the template's theme come before any other
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        faces.set(qn(f"w:{script}"), face)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(below)


def page(section: Any, wide: bool) -> None:
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)


def element(name: str, **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


TABLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Handbook"><w:name w:val="Handbook"/>
<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/>
</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"""
