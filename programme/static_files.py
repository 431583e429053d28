"""Collecting static files takes seconds, so it is done when one of them changed and not at every start."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_what_changed(say):
    """Collect and compress the static files unless those collected last are still the ones there are."""
    stamp = Path(settings.STATIC_ROOT, ".collected")
    now = fingerprint()
    if not stamp.exists() or stamp.read_text() != now:
        say("Collecting the static files ...")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(now)


def fingerprint():
    """Changes with the place, size or time of any static file of the project and its packages."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            digest.update(f"{storage.path(path)} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()
