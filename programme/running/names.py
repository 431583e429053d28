"""The names of the environment variables that the project reads; .env.example says what each does."""

OWN = (
    "SECRET_KEY",
    "DEBUG",
    "DEMO",
    "ALLOWED_HOSTS",
    "BASE_URL",
    "PROXY_COUNT",
    "DATABASE_URL",
    "CELERY_BROKER_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
    "BOUNCE_TOKEN",
    "COORDINATORS_NEED_KEYS",
    "TIME_ZONE",
    "VAR_DIR",
)


def both(names):
    """Each of `names`, and its NAME_FILE."""
    return {spelling for name in names for spelling in (name, f"{name}_FILE")}


def without(environment, names=OWN):
    """A copy of `environment` that says nothing of `names`."""
    dropped = both(names)
    return {name: value for name, value in environment.items() if name not in dropped}
