"""The public words of an agenda item, alike on every sheet."""

from django.utils.translation import gettext as _

from workshops.models import Item
from workshops.sheet_data.words import Values, joined


def delegates_item(item: Values) -> Values:
    """An item of an edition as everyone reads it."""
    kept = ("starts", "title", "lead", "room", "description")
    return {key: item[key] for key in kept} | {
        "quiet": item["kind"] in Item.QUIET,
        "speakers": speakers_of(item),
        "groups": groups_of(item),
    }


def groups_of(item: Values) -> list[str]:
    """A line for each parallel group; one for all of them where none has a room or lead to find."""
    groups = item.get("groups", [])
    if groups and not any(group["room"] or group["lead"] for group in groups):
        return [_("At the same time: %(groups)s") % {"groups": joined(*(group["name"] for group in groups))}]
    return [joined(group["name"], group["room"], group["lead"]) for group in groups]


def speakers_of(item: Values) -> list[str]:
    return [joined(speaker["name"], speaker["role"], speaker["organisation"]) for speaker in item["speakers"]]
