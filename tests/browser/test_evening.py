"""The evening before: from the agenda in a Word file to the pack on the printer, in six presses."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.workshops.test_agenda import REAL_DAY

pytestmark = pytest.mark.django_db(transaction=True)
WORD = (Path(__file__).parent.parent / "data" / "workshop-1.txt").read_text()
AT_MOST = 6


def test_from_the_pasted_agenda_to_the_printed_pack(cast, page, sign_in):
    presses = []

    def press(role, name):
        presses.append(name)
        with page.expect_navigation():
            page.get_by_role(role, name=name).first.click()

    sign_in(cast.coordinator)
    page.goto(cast.draft.get_absolute_url())
    page.get_by_label("Paste the agenda you have").fill(WORD)
    press("button", "Read it")
    press("button", "Add 14 items")
    press("link", "Publish the agenda")
    press("button", "Publish, then print")
    press("button", "Make the day pack")
    file = page.get_by_role("link", name="Open the PDF").first
    presses.append("Open the PDF")
    pdf = PdfReader(BytesIO(page.request.get(file.get_attribute("href")).body()))
    words = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert [
        title for title, _minutes, _kind in REAL_DAY if title.replace("'", "’") not in words.replace("'", "’")
    ] == []
    assert len(presses) <= AT_MOST, presses
