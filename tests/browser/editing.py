"""What the browser tests of the agenda editor read and press."""

from tests.workshops.test_agenda import REAL_DAY

TITLES = [title for title, _minutes, _kind in REAL_DAY]


def starts(page):
    return [text.split()[0] for text in page.locator("tbody .hb-start").all_inner_texts()]


def titles(page):
    return page.locator(".hb-ed tbody h3").all_inner_texts()


def ends(page):
    return page.locator("tfoot .hb-start").inner_text()


def focus(page):
    return page.evaluate("document.activeElement.id")


def said(page, text):
    page.locator("#outcome").get_by_text(text).wait_for()


def menu(page, item, name):
    page.locator(f"#menu-{item.pk}").click()
    page.get_by_role("button", name=name, exact=True).click()


def drag(page, title, to):
    """Take the item by its handle to just above the item `to`."""
    carry(page, row(page, title), row(page, to))


def row(page, title):
    return page.get_by_role("rowgroup").filter(has=page.get_by_role("heading", name=title, exact=True))


def carry(page, moved, goal):
    """Take one row by its handle to just above the other."""
    grip, goal = moved.locator(".hb-grip"), goal.locator("tr").first
    grip.scroll_into_view_if_needed()
    here, there = grip.bounding_box(), goal.bounding_box()
    page.mouse.move(here["x"] + 8, here["y"] + 12)
    page.mouse.down()
    page.mouse.move(here["x"] + 8, here["y"] + 4, steps=3)
    page.mouse.move(there["x"] + 8, there["y"] + 4, steps=12)
    page.wait_for_timeout(150)  # the place under the hand is looked up twenty times a second
    page.mouse.up()
