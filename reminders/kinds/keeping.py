"""Occasions of kinds that are not about a session: what is wanted is there, what waits and is no longer wanted goes."""

from collections.abc import Iterable

from django.db import transaction

from reminders.models import Occasion


@transaction.atomic
def keep(kind: str, wanted: Iterable[Occasion]) -> None:
    """Make the occasions of `kind` that wait be those of `wanted`; what was expanded stays as it is."""
    want = {key(one): one for one in wanted}
    waiting = Occasion.objects.filter(kind=kind, expanded_at=None).order_by("pk").select_for_update()
    have = {key(one): one for one in waiting}
    moved = [have[k].pk for k in have if k not in want or have[k].due_at != want[k].due_at]
    Occasion.objects.filter(pk__in=moved, expanded_at=None).delete()
    Occasion.objects.bulk_create(want.values(), ignore_conflicts=True)


def key(one: Occasion) -> tuple[int, str, int]:
    return one.subject, one.moment, one.round
