"""The public words of an agenda item, alike on every sheet."""

from workshops.models import Item
from workshops.sheet_data.words import Values, joined


def delegates_item(item: Values) -> Values:
    """An item of an edition as everyone reads it."""
    kept = ("starts", "title", "lead", "room", "description")
    return {key: item[key] for key in kept} | {"quiet": item["kind"] in Item.QUIET, "speakers": speakers_of(item)}


def speakers_of(item: Values) -> list[str]:
    return [joined(speaker["name"], speaker["role"], speaker["organisation"]) for speaker in item["speakers"]]
