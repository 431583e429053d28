"""A page looked at by axe, by its width, and by whoever sets SHOTS to a folder."""

import os
from pathlib import Path

from tests.browser.conftest import DESK, PHONE

SHOTS = os.environ.get("SHOTS")


def look(page, name, axe):
    """Wide and light, narrow and dark: nothing that axe finds, nothing that scrolls sideways."""
    for size, theme in ((DESK, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)
        page.evaluate(f"document.documentElement.dataset.bsTheme = '{theme}'")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{size['width']}-{theme}.png", full_page=True)
    page.set_viewport_size(DESK)
