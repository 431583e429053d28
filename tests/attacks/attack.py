from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from tests.cast import ROLES

ROOMS = ("cohorts", "workshops", "challenges", "reminders")
STRANGER = ("anonymous",)
EVERYBODY = ("anonymous", *ROLES)
SIGNED_IN = tuple(ROLES)
OFFICE = ("coordinator", "facilitator")
AUTHOR = ("participant",)
OTHERS = tuple(role for role in ROLES if role != "participant")
STRANGERS = tuple(role for role in OTHERS if role != "office_contact")  # who keeps neither the diary nor the needs


@dataclass(frozen=True)
class Attack:
    """One attack: what is asked, as whom, and what must come of it. Nothing in the rooms may change by it.

    `ask` takes a client and the cast. `statuses` are those allowed, `says` must stand in the answer, `hides` must not;
    `to` is where it may lead. `strict` makes the client check the token of forms, as a browser's server does.
    """

    name: str
    ask: Callable[[Any, Any], Any]
    statuses: tuple[int, ...]
    who: tuple[str, ...] = STRANGER
    says: str = ""
    hides: str = ""
    to: str | None = None
    strict: bool = False

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


def everything():
    """All that the rooms keep, for comparing before and after."""
    models = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}


def get(path, **extra):
    return lambda client, cast: client.get(at(path, cast), **extra)


def post(path, data=None, **extra):
    """A form; `data` may be a function of the cast."""
    return lambda client, cast: client.post(at(path, cast), data(cast) if callable(data) else data or {}, **extra)


def raw(method, path, body=b"", kind="application/x-www-form-urlencoded", **extra):
    return lambda client, cast: client.generic(method, at(path, cast), body, content_type=kind, **extra)


def at(path, cast):
    return path(cast) if callable(path) else path
