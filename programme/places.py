"""Where the key, the database, the queue and the mail live when the environment does not say."""

import contextlib
import os
import secrets
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def ensure_secret_key(var):
    """The key kept in `var`, made on the first start, by one process where several start at once."""
    path = var / "key"
    if not path.exists():
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = var / f"key.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


def database(env, var):
    """Django's settings of the database of DATABASE_URL; SQLite in `var` without it."""
    scheme, separator, _ = env.read("DATABASE_URL").partition("://")
    if not scheme:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(var / "programme.sqlite3"), "OPTIONS": SQLITE}
    if not separator or scheme not in {"postgres", "postgresql", "sqlite"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite:///")
    settings = env.db_url("DATABASE_URL")
    if scheme == "sqlite":
        return settings | {"OPTIONS": SQLITE}
    return {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True} | settings


def cache(env):
    """Django's settings of the cache of CACHE_URL; a table of the database without it. Every process must share it."""
    if env.read("CACHE_URL").partition("://")[0] not in {"", "redis", "rediss", "dbcache"}:
        raise ImproperlyConfigured("CACHE_URL must begin with redis:// or rediss://")
    settings = env.cache_url("CACHE_URL", default="dbcache://cache")
    if settings["BACKEND"].endswith("DatabaseCache"):  # it drops a third of its 300 rows, and with them the counts
        settings["OPTIONS"] = {"MAX_ENTRIES": 100_000}
    return settings


def beside(cache, var):
    """Where is written what must be read while a transaction is open: the same Redis, or files in `var`."""
    if cache["BACKEND"].endswith("DatabaseCache"):
        return {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(var / "beside")}
    return cache


def broker(url, var):
    """Transport options: folders for the file broker, nothing for a real one."""
    if not url.startswith("filesystem:"):
        return {}
    folder = var / "queue"
    (folder / "control").mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
        "store_processed": False,
    }


def mail(env, var):
    """Django's EMAIL_ settings from EMAIL_URL: `smtp://`, `smtp+tls://`, `smtp+ssl://` or `file://folder`."""
    url = urlsplit(env.str("EMAIL_URL", default="file:"))
    port = url.netloc.rpartition("@")[2].partition(":")[2]
    if url.scheme == "file":
        folder = unquote(url.path) or str(var / "mail")
        os.makedirs(folder, mode=0o700, exist_ok=True)
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    if url.scheme not in MAIL_PORTS or not url.hostname or not (port or "0").isdigit():
        raise ImproperlyConfigured("EMAIL_URL must look like smtp://user:password@host:port, smtp+tls:// or file://")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": int(port or 0) or MAIL_PORTS[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_USE_SSL": url.scheme == "smtp+ssl",
    }
