"""Reading the environment: each NAME also as NAME_FILE, and a clear sentence for what is missing or makes no sense."""

import os
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured
from environ import Env

MISSING = "Set {} (each may also be given as NAME_FILE); .env.example says what each does."


class Environment(Env):
    def get_value(self, var, cast=None, default=Env.NOTSET, parse_default=False):
        """The value of `var`, taken literally; an empty one counts as not given."""
        text = self.read(var)
        if text:
            return self.cast(var, text, cast)
        if default is self.NOTSET:
            raise ImproperlyConfigured(MISSING.format(var))
        return default

    def read(self, var):
        """The text given for `var`, from the file that NAME_FILE names first."""
        path = os.environ.get(f"{var}_FILE")
        if not path:
            return os.environ.get(var, "")
        try:
            return Path(path).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{var}_FILE names {path}, which cannot be read ({error}).") from error

    def cast(self, var, text, cast):
        try:
            return self.parse_value(text, cast)
        except ValueError as error:
            raise ImproperlyConfigured(f"{var} makes no sense: {error}.") from error

    def require(self, *names):
        """Raise ImproperlyConfigured with all of `names` that are not given."""
        missing = [name for name in names if not self.read(name)]
        if missing:
            raise ImproperlyConfigured(MISSING.format(", ".join(missing)))


LOOPBACK = {"localhost", "127.0.0.1", "::1", "[::1]"}


def is_local(url):
    """Whether `url` leads to this machine; raises ImproperlyConfigured when it is not an address of a site."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured("BASE_URL must be the address of the site, such as https://programme.example.org")
    return parts.hostname in LOOPBACK


def hosts(given, *, local, demo):
    """ALLOWED_HOSTS: those given, or else loopback. A demonstration never answers to another name."""
    elsewhere = set(given) - LOOPBACK
    if elsewhere and demo:
        raise ImproperlyConfigured("DEMO=1 lets anyone sign in as anyone; ALLOWED_HOSTS may name this machine only.")
    if elsewhere and local:
        raise ImproperlyConfigured("ALLOWED_HOSTS names other hosts than this machine; set BASE_URL, too.")
    return given or ["localhost", "127.0.0.1", "[::1]"]


def time_zone(name):
    """`name`, when there is such a zone."""
    try:
        return ZoneInfo(name).key
    except (ValueError, KeyError, OSError) as error:
        raise ImproperlyConfigured(f"TIME_ZONE names {name}, which is no time zone; try Europe/London.") from error
