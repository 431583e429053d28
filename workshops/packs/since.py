"""What has changed since it was last printed."""

from collections.abc import Iterable, Mapping

from workshops.models import Pack, Session
from workshops.packs.building import Built

LOOKED_AT = 20  # packs back


def last_printed(session: Session) -> dict[str, str]:
    """What each sheet said when it was last printed in a pack: a digest by its name."""
    digests: dict[str, str] = {}
    for pack in reversed(Pack.objects.filter(session=session).made().order_by("-made_at", "-pk")[:LOOKED_AT]):
        digests |= pack.digests
    return digests


def changed(built: Iterable[Built], before: Mapping[str, str]) -> list[Built]:
    """The sheets that would say something else now than they did `before`."""
    return [one for one in built if one.values is not None and before.get(one.kind.name) != one.digest]
