import io
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bench.sheets import resident
from workshops import sheets

HOSTILE = ['#panic("x")', "{{7*7}}", "<script>alert(1)</script>", "*bold* _it_ $x$ @ref `raw` // #", "\\u{41} \\ #[]"]
LANGUAGES = ["Ελένη Παπαδοπούλου", "王小明", "Олена Шевченко", "Zoë Łaski"]
COMMON = {
    "programme": "West Country Leadership Programme",
    "cohort": "Spring 2027",
    "session": "Workshop 1",
    "title": "Leading across boundaries",
    "version": "Edition 2, printed 3 March 2027 at 09:00",
    "safeguarding": "Maren Holt, 01632 960147",
    "large": False,
    "lang": "en",
}
DAY = {"date": "Wednesday 3 March 2027", "times": "10:00 to 16:30", "place": "Hartwell Hall", "cancelled": False}
LINE = {"starts": "10:00", "lead": "Frances Dale", "room": "Hall", "description": "", "quiet": False}
LINE |= {"speakers": [], "groups": []}
PRIVATE = {"ends": "10:30", "minutes": "30", "pinned": True, "long": False}
PRIVATE |= {"notes": ["Phones away."], "kit": ["Bell"], "short": "Skip it"}


def agenda(*titles, **changes):
    days = [DAY | {"items": [LINE | {"title": title} for title in titles or ("Welcome",)]}]
    words = {"dates": "", "arrival": "Coffee from 09:30", "bring": "", "objectives": ["Meet"], "days": days, "next": ""}
    return COMMON | words | {"contact": "On the day: Dana", "sets": True, "logos": []} | changes


def running_order(*titles, **changes):
    items = [LINE | PRIVATE | {"title": title} for title in titles or ("Welcome",)]
    days = [DAY | {"about": "17 people expected.", "items": items, "pack": ["Bell"]}]
    return COMMON | {"day_lead": "Frances Dale", "facilitators": "", "days": days} | changes


def register(*names, post="Head of service", **changes):
    people = [{"number": str(n), "name": name, "post": post, "how": ""} for n, name in enumerate(names or ("Sam",), 1)]
    day = DAY | {
        "people": people,
        "others": [{"name": "Frances Dale", "post": "Facilitator"}],
        "blanks": 3,
        "note": "Two.",
    }
    return COMMON | {"days": [day]} | changes


EVERY = [("agenda", agenda), ("running-order", running_order), ("register", register)]
every_sheet = pytest.mark.parametrize(("name", "values"), EVERY, ids=[name for name, _ in EVERY])


def printed(name, values):
    """The sheet `name` with `values`, alone."""
    return sheets.render([sheets.Part(name, values)], title=f"{values['session']}: {name}")


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def words(pdf):
    """All the text, without the spaces: a line may end anywhere in a long word."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in read(pdf).pages))


def tags(node, found=None):
    """Every structure type below `node` of the tag tree, in order."""
    found = [] if found is None else found
    node = node.get_object()
    if not isinstance(node, dict):
        return found
    if "/S" in node:
        found.append(node["/S"])
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if not isinstance(child, int):
            tags(child, found)
    return found


@every_sheet
@pytest.mark.parametrize("large", [False, True])
def test_a_sheet_is_tagged_titled_and_in_its_language(name, values, large):
    pdf = printed(name, values(large=large)).pdf
    root = read(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read(pdf).metadata.title.startswith("Workshop 1: ")
    assert b"pdfuaid" in pdf
    found = tags(root["/StructTreeRoot"])
    assert {"/Table", "/TH", "/TR", "/TD"} <= set(found)
    headings = [tag for tag in found if re.fullmatch(r"/H\d", tag)]
    assert headings[0] == "/H1"
    assert headings.count("/H1") == 1
    assert set(headings) <= {"/H1", "/H2"}


@every_sheet
def test_a_sheet_is_a4(name, values):
    box = read(printed(name, values()).pdf).pages[0].mediabox
    assert sorted([round(box.width), round(box.height)]) == [595, 842]


@every_sheet
def test_every_page_says_programme_session_version_and_page(name, values):
    pages = read(printed(name, values(*["Line"] * 60)).pdf).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        text = " ".join(page.extract_text().split())
        assert "West Country Leadership Programme, Workshop 1. Edition 2, printed 3 March 2027 at 09:00." in text
        assert f"page {number} of {len(pages)}" in text


@every_sheet
def test_equal_values_give_equal_bytes(name, values):
    assert printed(name, values()).pdf == printed(name, values()).pdf


@every_sheet
@pytest.mark.parametrize("text", HOSTILE + LANGUAGES)
def test_what_somebody_typed_is_printed_as_typed(name, values, text):
    pdf = printed(name, values(text, programme=text, session=text, title=text)).pdf
    assert words(pdf).count(re.sub(r"\s", "", text)) >= 2
    assert read(pdf).metadata.title.startswith(text)


@every_sheet
def test_arabic_letters_all_arrive(name, values):
    text = words(printed(name, values("محمد بن عبد الله")).pdf)
    assert set("محمدبنعبدالله") <= set(text)


@every_sheet
@pytest.mark.parametrize("large", [False, True])
def test_a_name_of_sixty_letters_comes_out_whole(name, values, large):
    for long in ("Wilhelmina " * 5 + "Abcde", "B" * 60, "Ж" * 60, "王" * 60):
        pdf = printed(name, values(long, large=large)).pdf
        assert long.replace(" ", "") in words(pdf)


@every_sheet
def test_a_letter_without_a_font_is_a_square_and_the_sheet_says_so(name, values):
    sheet = printed(name, values("Ann 😀"))
    assert sheet.missing == ["😀"]
    assert "Ann□" in words(sheet.pdf)
    assert "Asquarestandsforaletter" in words(sheet.pdf)
    assert "square" not in words(printed(name, values("Ann")).pdf)


@every_sheet
@settings(max_examples=40)
@given(text=st.text(max_size=60))
def test_no_text_at_all_can_stop_a_sheet(name, values, text):
    assert printed(name, values(text, "a" + text)).pdf.startswith(b"%PDF")


def test_a_day_of_fourteen_items_and_a_room_of_two_dozen_keep_to_a_page():
    assert len(read(printed("agenda", agenda(*["Scenario work"] * 14)).pdf).pages) == 1
    assert len(read(printed("register", register(*["Sam Okafor"] * 27)).pdf).pages) == 1


def test_large_print_is_larger_and_says_the_same():
    plain, large = (printed("register", register("Sam Okafor", large=size)).pdf for size in (False, True))
    assert sorted(words(plain)) == sorted(words(large))
    sizes = []

    def note(text, _cm, _tm, _font, size):
        if text.strip():
            sizes.append(size)

    read(large).pages[0].extract_text(visitor_text=note)
    assert min(sizes) >= 12
    assert sorted(sizes)[len(sizes) // 2] >= 16


def test_a_register_has_room_for_signatures_and_three_more():
    found = tags(read(printed("register", register("Sam", "Robin")).pdf).trailer["/Root"]["/StructTreeRoot"])
    assert found.count("/TR") == 1 + 2 + 1 + 3
    assert found.count("/TH") == 6


def test_a_register_of_two_days_has_a_sheet_for_each():
    values = register("Sam")
    values["days"].append(values["days"][0] | {"date": "Thursday 4 March 2027"})
    pages = read(printed("register", values).pdf).pages
    assert [("Wednesday 3 March" in page.extract_text(), "Thursday 4" in page.extract_text()) for page in pages] == [
        (True, False),
        (False, True),
    ]


def test_a_cancelled_day_says_so_and_asks_for_no_signature():
    values = register("Sam")
    values["days"][0] |= {"cancelled": True}
    text = words(printed("register", values).pdf)
    assert "Thisdayiscancelled." in text
    assert "Signature" not in text


def test_a_running_order_without_items_says_so_in_words():
    empty = DAY | {"about": "", "items": [], "pack": []}
    assert "Nothingisontheagendayet." in words(printed("running-order", running_order(days=[empty])).pdf)


def test_sheets_can_be_printed_from_several_threads_at_once():
    alone = printed("agenda", agenda("Welcome")).pdf
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _: printed("agenda", agenda("Welcome")).pdf, range(12)))
    assert set(together) == {alone}


def test_the_sheets_use_no_font_of_the_machine():
    families = {font.family for font in sheets.fonts().fonts()}
    assert families == {
        "Handbook Sans", "Handbook Sans Ext", "Handbook Serif", "Handbook Serif Ext", "Handbook Display",
        "Handbook Display Ext", "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC",
    }  # fmt: skip


def test_no_sheet_reads_a_string_as_markup():
    for sheet in Path(sheets.SHEETS).glob("*.typ"):
        assert "eval(" not in sheet.read_text()


def several(*copies):
    """A pack: a register of two pages, an agenda and a running order, each as often as `copies` says."""
    sheet = [("register", register(*["Sam Okafor"] * 50)), ("agenda", agenda("Welcome"))]
    sheet.append(("running-order", running_order("Welcome 😀")))
    parts = [sheets.Part(*sheet, number) for sheet, number in zip(sheet, copies, strict=True)]
    return sheets.render(parts, title="Workshop 1: day pack")


def test_a_pack_has_its_parts_in_order_each_with_its_own_pages_counted():
    pack = several(1, 1, 1)
    assert pack.pages == [2, 1, 1]
    feet = [page.extract_text().splitlines()[-1] for page in read(pack.pdf).pages]
    counted = ["Register, page 1 of 2", "Register, page 2 of 2", "Agenda, page 1 of 1", "Running order, page 1 of 1"]
    assert [foot.endswith(count) for foot, count in zip(feet, counted, strict=True)] == [True] * 4


def test_copies_of_a_sheet_follow_one_another_and_each_begins_at_page_one():
    pack = several(1, 3, 2)
    assert pack.pages == [2, 1, 1]
    assert len(read(pack.pdf).pages) == 2 + 3 + 2
    assert words(pack.pdf).count("Agenda,page1of1") == 3


def test_only_the_sheet_with_a_square_explains_it():
    pages = [page.extract_text() for page in read(several(1, 1, 1).pdf).pages]
    assert ["A square stands" in " ".join(page.split()) for page in pages] == [False, False, False, True]


def test_equal_packs_are_equal_bytes():
    assert several(1, 2, 1).pdf == several(1, 2, 1).pdf


def test_printed_on_both_sides_each_copy_begins_on_a_new_sheet_of_paper():
    parts = [sheets.Part("agenda", agenda(), 2), sheets.Part("register", register(*["Sam Okafor"] * 50))]
    pack = sheets.render(parts, title="Workshop 1: day pack", both_sides=True)
    assert pack.pages == [1, 2]
    assert [bool(page.extract_text()) for page in read(pack.pdf).pages] == [True, False, True, False, True, True]


def test_an_agenda_on_a5_says_the_same_and_keeps_to_a_page():
    small, plain = (
        sheets.render([sheets.Part("agenda", agenda(*["Scenario work"] * 14), paper=paper)], title="Agenda").pdf
        for paper in ("a5", "a4")
    )
    [page] = read(small).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (420, 595)
    said = [sorted(words(pdf).replace("Notes", "").replace(",", "")) for pdf in (small, plain)]
    assert said[0] == said[1]


def test_a_pile_leaves_nothing_behind_in_memory():
    before = resident()
    for _ in range(6):
        several(1, 30, 1)
    assert resident() - before < 150  # each holds some 60 MB while it is made


def test_a_pack_is_as_well_tagged_as_a_sheet():
    root = read(several(1, 2, 1).pdf).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert tags(root["/StructTreeRoot"]).count("/H1") == 4
