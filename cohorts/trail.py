from cohorts.models import Event


def record(by, verb, thing, *, at, fields=()):
    """Add to the trail that `by` (a person, or None for the software) did `verb` to `thing`; field names only."""
    return Event.objects.create(
        at=at, by=by, verb=verb, model=thing._meta.label_lower, object_id=thing.pk, fields=sorted(fields)
    )
