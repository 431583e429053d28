"""A sheet of this room as a file."""

import logging

from workshops import sheets
from workshops.views.printing import file

logger = logging.getLogger(__name__)


def large(request):
    """Whether it is asked for on A3, in large print."""
    return request.GET.get("size") == "a3"


def printed(request, sheet, values, name):
    """The sheet as PDF, under that name; letters that no font has are noted."""
    part = sheets.Part(sheet, values, paper="a3" if large(request) else "a4")
    pdf = sheets.render([part], title=values["title"])
    if pdf.missing:
        logger.warning("No font for %s", ", ".join(f"U+{ord(letter):04X}" for letter in pdf.missing))
    return file(pdf.pdf, "application/pdf", f"{name}.pdf")
