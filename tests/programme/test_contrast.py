"""Every pair of colours that the pages use, in both themes, from the stylesheet itself."""

import re

import pytest
from django.conf import settings

TEXT, MARK = 4.5, 3.0  # the least contrast that WCAG 2.2 AA asks for
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink-2", "teal") for ground in ("paper", "leaf", "shade")],
    *[(ink, "teal-wash", TEXT) for ink in ("ink", "ink-2", "teal")],
    *[(ink, "amber-wash", TEXT) for ink in ("ink", "amber")],
    *[(ink, "brick-wash", TEXT) for ink in ("ink", "brick")],
    *[("on-teal", ground, TEXT) for ground in ("teal", "teal-deep")],
    *[("brick", ground, TEXT) for ground in ("paper", "leaf")],
    ("amber", "paper", TEXT),
    ("amber-mark", "paper", MARK),
    ("amber-mark", "amber-wash", MARK),
    *[("edge", ground, MARK) for ground in ("paper", "leaf", "shade")],
]


def tokens(theme):
    css = (settings.BASE_DIR / "static/css/handbook.css").read_text()
    block = re.search(rf"\[data-bs-theme={theme}\]\{{(.*?)\n\}}", css, re.S).group(1)
    return dict(re.findall(r"--hb-([\w-]+):(#[0-9A-Fa-f]{6})", block))


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_the_pair_can_be_read(theme, ink, ground, least):
    colours = tokens(theme)
    assert contrast(colours[ink], colours[ground]) >= least
