from cohorts.models import Event


def record(by, verb, thing, *, at, fields=()):
    """Add to the trail that `by` (a person, or None for the software) did `verb` to `thing`; field names only."""
    event = entry(by, verb, thing, at, fields)
    event.save()
    return event


def record_all(by, verb, things, *, at):
    """The same for many at once: `things` are pairs of a row and its field names."""
    Event.objects.bulk_create(entry(by, verb, thing, at, fields) for thing, fields in things)


def entry(by, verb, thing, at, fields):
    return Event(at=at, by=by, verb=verb, model=thing._meta.label_lower, object_id=thing.pk, fields=sorted(fields))
