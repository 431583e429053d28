"""What a page weighs on its way to a phone."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from tests.workshops.acting import real_day

PARTS = re.compile(rf'(?:href|src)="{re.escape(settings.STATIC_URL)}([^"#]+\.(?:css|js|svg))')
MOST = 100_000  # bytes, without the fonts, which stay on the phone


def on_the_wire(part):
    return len(gzip.compress(Path(finders.find(part)).read_bytes()))


def test_the_editor_of_a_whole_day_comes_in_less_than_a_hundred_kilobytes(client, cast):
    real_day(cast.workshop)
    client.force_login(cast.coordinator)
    page = client.get(cast.workshop.get_absolute_url(), headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    parts = set(PARTS.findall(gzip.decompress(page.content).decode()))
    assert len(parts) >= 7
    assert len(page.content) + sum(map(on_the_wire, parts)) < MOST
