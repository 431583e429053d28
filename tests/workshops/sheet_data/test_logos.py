import base64

from cohorts.models import PartnerBody
from cohorts.services.logos import set_logo
from tests import factories as make
from tests.pictures import JPEG, png, svg
from tests.workshops.test_sheet_data import publish
from tests.workshops.test_sheets import read, tags
from workshops import sheets
from workshops.sheet_data.agenda import agenda_sheet
from workshops.sheet_data.joining import joining_sheet
from workshops.sheet_data.logos import logos


def give(cast, content, name="Northmoor County Council", part="funds"):
    body = PartnerBody.objects.create(programme=cast.programme, organisation=make.organisation(name), part=part)
    set_logo(partner=body, content=content, alt=name, by=cast.coordinator, now=make.NOW)


def figures(pdf):
    """The words of every picture on the sheet."""
    found, waiting = [], [read(pdf).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop(0).get_object()
        if isinstance(node, list):
            waiting += [child for child in node if not isinstance(child, int)]
        elif isinstance(node, dict):
            found += [node["/Alt"]] if node.get("/S") == "/Figure" else []
            waiting += [node["/K"]] if "/K" in node and not isinstance(node["/K"], int) else []
    return found


def test_a_drawing_goes_as_it_is_and_pixels_inside_one(cast):
    give(cast, svg("<title>Lüneburg</title>" + '<path d="M0 0h9v9z"/>'), "One")
    give(cast, png(6, 2), "Two")
    give(cast, JPEG, "Three")
    one, two, three = logos(cast.programme)
    assert one["drawing"] == svg("<title>L&#252;neburg</title>" + '<path d="M0 0h9v9z"/>').decode()
    assert 'viewBox="0 0 6 2"' in two["drawing"]
    assert base64.b64encode(png(6, 2)).decode() in two["drawing"]
    assert "data:image/jpeg;base64," in three["drawing"]
    assert [logo["words"] for logo in (one, two, three)] == ["One", "Two", "Three"]


def test_an_organisation_with_two_parts_has_one_logo(cast):
    give(cast, svg())
    give(cast, png(), part="hosts")
    assert len(logos(cast.programme)) == 1
    assert logos(cast.other_programme) == []


def test_they_print_in_words_too_on_what_delegates_get(cast):
    give(cast, svg(), "Northmoor")
    give(cast, png(900, 4), "Very wide")
    give(cast, JPEG, "<b>#panic</b> 王")
    edition = publish(cast.workshop)
    for name, build in (("agenda", agenda_sheet), ("joining", joining_sheet)):
        values = build(cast.workshop, edition, now=make.NOW)
        pdf = sheets.render([sheets.Part(name, values)], title="Workshop 1").pdf
        assert figures(pdf) == ["Northmoor", "Very wide", "<b>#panic</b> 王"]
        assert b"pdfuaid" in pdf
        assert tags(read(pdf).trailer["/Root"]["/StructTreeRoot"]).count("/Figure") == 3
