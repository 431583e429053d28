"""Where the key, the queue and the mail live when the environment does not say."""

import os
import secrets

from django.core.exceptions import ImproperlyConfigured


def ensure_secret_key(var, *, local):
    """The key kept in `var`, made on the first start; away from this machine it must be given."""
    if not local:
        raise ImproperlyConfigured("Set SECRET_KEY (or SECRET_KEY_FILE) to fifty or more random characters.")
    path = var / "key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()


def broker(url, var):
    """Transport options: folders for the file broker, nothing for a real one."""
    if not url.startswith("filesystem:"):
        return {}
    folder = var / "queue"
    (folder / "control").mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
        "store_processed": False,
    }


def mail(env, var):
    """Django's EMAIL_ settings from EMAIL_URL: `smtp://`, `smtp+tls://`, `smtp+ssl://` or `file://folder`."""
    url = env.str("EMAIL_URL", default=f"file://{var / 'mail'}")
    if url.startswith("file://"):
        folder = url.removeprefix("file://")
        os.makedirs(folder, exist_ok=True)
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    settings = env.email_url_config(url)
    return {key: value for key, value in settings.items() if key != "EMAIL_FILE_PATH"}
