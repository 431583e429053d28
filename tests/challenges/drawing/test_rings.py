from itertools import combinations

import pytest

from challenges.drawing.labels import LETTERS, LINES, lines, width
from challenges.drawing.rings import NARROW, RADIUS, WIDE, Person, draw

LONG = "The joint committee for early help and children’s mental health in the county"


def people(count, name=LONG, deciding=2):
    return [Person(n, f"{n} {name}", n % deciding == 0) for n in range(1, count + 1)]


@pytest.mark.parametrize("paper", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("deciding", [1, 2, 3, 99])
@pytest.mark.parametrize("name", ["Leader", LONG, "W" * 80, "教育委員会の委員長と副委員長の会議"])
@pytest.mark.parametrize("count", [1, 2, 8, 24])
def test_no_label_touches_another_or_leaves_the_picture(count, name, deciding, paper):
    drawing = draw(people(count, name, deciding), paper)
    boxes = [mark.box for mark in drawing.marks]
    assert len(boxes) == count
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    frame = drawing.box
    assert all(frame.left < box.left and box.right < frame.right for box in boxes)
    assert all(frame.top < box.top and box.bottom < frame.bottom for box in boxes)


def test_a_label_leaves_the_words_in_the_middle_free():
    for mark in draw(people(24)).marks:
        assert not (mark.box.left < 60 and mark.box.right > -60 and mark.box.top < 24 and mark.box.bottom > -24)


def test_a_full_map_is_no_wider_than_a_page():
    for deciding in (1, 2, 99):
        box = draw(people(24, deciding=deciding)).box
        assert box.right - box.left <= 1250


def test_side_by_side_a_picture_is_narrow_and_high():
    box = draw(people(8), NARROW).box
    assert box.right - box.left < 720 < draw(people(8)).box.right - draw(people(8)).box.left


def test_those_who_decide_stand_inside_those_who_only_influence():
    drawing = draw(people(8))
    for mark in drawing.marks:
        ring = drawing.inner if mark.decides else drawing.outer
        assert (mark.x / ring.rx) ** 2 + (mark.y / ring.ry) ** 2 == pytest.approx(1)
    assert drawing.inner.rx < drawing.outer.rx
    assert drawing.inner.ry < drawing.outer.ry


def test_where_nobody_only_influences_there_is_no_outer_ring():
    assert draw(people(3, deciding=1)).outer is None


def test_an_empty_map_is_a_ring_around_the_challenge():
    drawing = draw([])
    assert drawing.marks == ()
    assert drawing.inner.rx > 0


def test_an_arrow_runs_from_edge_to_edge_and_to_nobody_who_is_not_there():
    one, two = Person(1, "Leader", decides=True), Person(2, "Press", decides=False, influences=(1, 7))
    drawing = draw([one, two])
    (arrow,) = drawing.arrows
    leader, press = drawing.marks
    assert abs(arrow.x1 - press.x) + abs(arrow.y1 - press.y) > RADIUS
    assert (arrow.x2 - leader.x) ** 2 + (arrow.y2 - leader.y) ** 2 == pytest.approx((RADIUS + 4) ** 2)


def test_the_same_people_make_the_same_picture():
    assert draw(people(9)) == draw(people(9))


@pytest.mark.parametrize("name", [LONG, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "x" * 80])
def test_a_long_name_wraps_and_its_end_is_dots(name):
    written = lines(name)
    assert len(written) == LINES
    assert all(len(line) <= LETTERS for line in written)
    assert written[-1].endswith("…")


def test_a_short_name_stands_whole_on_one_line():
    assert lines("Lead member") == ["Lead member"]
    assert width("Lead member") < width("LEAD MEMBER")
