import re

import pytest

from tests import factories as make
from tests.workshops.test_printing import let_in, sheet
from tests.workshops.test_sheets import COMMON, HOSTILE, LANGUAGES, read, tags, words
from workshops import sheets
from workshops.canvases import LAYOUTS, NotACanvas, canvases
from workshops.canvases import read as read_canvas
from workshops.sheet_data.canvas import canvas_sheet
from workshops.sheet_list import BY_NAME

every_canvas = pytest.mark.parametrize("canvas", canvases(), ids=lambda canvas: canvas.name)
NEW = """
title = "Before and after"
purpose = "See what changed."
layout = "columns"
minutes = 10
done = "alone"
boxes = [
  {key = "before", place = "column", title = "Before", prompt = "How was it?"},
  {key = "after", place = "column", title = "After"},
]
"""


def printed(canvas, answers=None, *, large=False, **told):
    values = canvas_sheet(canvas, answers, around=COMMON | {"large": large}, **told)
    part = sheets.Part(f"canvas-{canvas.name}", values, paper="a3" if large else "a4")
    return sheets.render([part], title="Workshop 1: canvas")


def file(folder, text=NEW, name="before-and-after"):
    path = folder / f"{name}.toml"
    path.write_text(text)
    return read_canvas(path)


def squeezed(text):
    return re.sub(r"\s", "", text)


def test_there_are_ten_each_with_a_name_for_its_address():
    assert {canvas.name for canvas in canvases()} == {
        "public-value-triangle", "public-narrative", "strategic-quartet", "and-not-or", "only-together",
        "shared-expectations", "collective-agency", "scenario-planning", "beliefs-and-assumptions",
        "authorising-environment",
    }  # fmt: skip
    assert all(f"canvas-{canvas.name}" in BY_NAME for canvas in canvases())
    assert {canvas.layout for canvas in canvases()} == set(LAYOUTS)


@every_canvas
@pytest.mark.parametrize("large", [False, True])
def test_a_blank_canvas_is_one_tagged_page_with_every_title_and_prompt(canvas, large):
    blank = printed(canvas, large=large)
    assert blank.pages == [1]
    text = words(blank.pdf)
    for said in (canvas.title, canvas.purpose, *(w for box in canvas.boxes for w in (box.title, box.prompt))):
        assert squeezed(said) in text
    found = tags(read(blank.pdf).trailer["/Root"]["/StructTreeRoot"])
    headings = [tag for tag in found if re.fullmatch(r"/H\d", tag)]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 1
    assert b"pdfuaid" in blank.pdf
    assert "Name" in text
    assert "Date" in text


@every_canvas
def test_a_canvas_is_a4_and_when_it_is_large_a3(canvas):
    for large, size in ((False, [595, 842]), (True, [842, 1191])):
        box = read(printed(canvas, large=large).pdf).pages[0].mediabox
        assert sorted([round(box.width), round(box.height)]) == size


@every_canvas
@pytest.mark.parametrize("text", [HOSTILE[0], HOSTILE[3], *LANGUAGES])
def test_answers_stand_in_their_boxes_as_typed(canvas, text):
    answers = {box.key: f"{text} {n}" for n, box in enumerate(canvas.boxes)}
    page = words(printed(canvas, answers).pdf)
    for answer in answers.values():
        assert squeezed(answer) in page


def full(canvas, more=0):
    """For each box as many letters as it holds, or more."""
    rooms = {box.key: LAYOUTS[canvas.layout][box.place] for box in canvas.boxes}
    return {key: "\n".join([("Nine eggs " * 90)[: room.letters + more]] * room.lines) for key, room in rooms.items()}


@every_canvas
@pytest.mark.parametrize("large", [False, True])
def test_a_box_holds_what_it_says_it_holds(canvas, large):
    result = printed(canvas, full(canvas), large=large)
    assert result.pages == [1]
    assert "Overleaf" not in words(result.pdf)


@every_canvas
def test_an_answer_too_long_for_its_box_goes_overleaf_whole(canvas):
    answers = full(canvas, more=1)
    result = printed(canvas, answers)
    assert result.pages[0] > 1
    assert words(result.pdf).count("Overleaf") == len(canvas.boxes)
    overleaf = squeezed("".join(page.extract_text() for page in read(result.pdf).pages[1:]))
    assert all(squeezed(answer) in overleaf for answer in answers.values())


@every_canvas
@pytest.mark.parametrize(("lines", "is_held"), [(7, True), (30, False)])
def test_many_short_lines_fill_a_box_as_letters_do(canvas, lines, is_held):
    for box in canvas.boxes:
        room = LAYOUTS[canvas.layout][box.place]
        if room.lines == 1 and room.letters > 200:
            assert canvas.holds(box, "\n".join(["Yes"] * lines)) == is_held


def test_who_wrote_it_when_and_who_can_read_it_are_said_when_known():
    canvas = canvases()[0]
    blank = words(printed(canvas).pdf)
    filled = words(printed(canvas, {}, author="Sam Okafor", dated="3 March 2027", readers="Only you").pdf)
    assert "Onlyyou" not in blank
    assert "SamOkafor,3March2027" in filled
    assert "Onlyyou" in filled


def test_a_new_canvas_is_a_file_and_prints(tmp_path):
    canvas = file(tmp_path)
    assert canvas.name == "before-and-after"
    text = words(printed(canvas, {"before": "Three offers", "gone": "No box has this key"}).pdf)
    assert "Beforeandafter" in text
    assert "Threeoffers" in text
    assert "Nobox" not in text


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ('layout = "columns"', 'layout = "spiral"', "there is no layout spiral"),
        ('key = "after"', 'key = "before"', "two boxes have the same key"),
        ('{key = "after", place = "column"', '{key = "after", place = "corner"', "columns has no place corner"),
        ('{key = "after", place = "column", title = "After"},', "", "columns takes 2 to 5 of column"),
        ("minutes = 10\n", "", "minutes"),
        ("minutes = 10", "minutes =", "Invalid value"),
        ('title = "After"', 'name = "After"', "name"),
    ],
)
def test_a_file_that_cannot_be_drawn_says_what_is_wrong_in_it(tmp_path, was, becomes, fault):
    assert was in NEW
    with pytest.raises(NotACanvas, match=fault) as refused:
        file(tmp_path, NEW.replace(was, becomes))
    assert str(refused.value).startswith("before-and-after.toml: ")


def test_the_page_has_every_canvas_with_its_sheet(client, cast):
    client.force_login(cast.participant)
    page = client.get(f"/sessions/{cast.workshop.pk}/canvases/").content.decode()
    for canvas in canvases():
        assert canvas.title in page
        assert f'href="{sheet(cast.workshop, f"canvas-{canvas.name}")}"' in page
        assert f'href="{sheet(cast.workshop, f"canvas-{canvas.name}")}?size=a3"' in page


def test_a_blank_canvas_is_for_those_who_attend_or_run_the_session(client, cast):
    go = ["participant", "set_mate", "other_set", "facilitator", "adviser", "other_adviser", "coach", "other_coach"]
    assert let_in(client, cast, sheet(cast.workshop, "canvas-and-not-or")) == [*go, "coordinator", "administrator"]
    client.force_login(cast.participant)
    response = client.get(sheet(cast.workshop, "canvas-and-not-or"))
    assert "Printed" in words(response.content)
    assert "Edition" not in words(response.content)


def test_a_canvas_is_a3_where_the_address_says_so_and_a_pack_in_large_print_leaves_it_on_a4(client, cast):
    client.force_login(cast.participant)
    address = sheet(cast.workshop, "canvas-and-not-or")
    for size, width in (("a3", 1191), ("large", 842), ("huge", 842)):
        response = client.get(f"{address}?size={size}")
        assert round(read(response.content).pages[0].mediabox.width) == width
        assert ("-a3.pdf" in response["Content-Disposition"]) == (size == "a3")


def test_the_session_page_has_one_line_for_all_of_them(client, cast):
    make.item(cast.workshop.days.get())
    client.force_login(cast.facilitator)
    page = client.get(cast.workshop.get_absolute_url()).content.decode()
    assert f'href="/sessions/{cast.workshop.pk}/canvases/"' in page
    assert "canvas-and-not-or.pdf" not in page
