from functools import cache

from cohorts.models import Event, Person, Programme


def record(by, verb, thing, *, at, fields=()):
    """Add to the trail that `by` (a person, or None for the software) did `verb` to `thing`; field names only."""
    event = entry(by, verb, thing, at, fields, {})
    event.save()
    return event


def record_all(by, verb, things, *, at):
    """The same for many at once: `things` are pairs of a row and its field names."""
    known = {}
    Event.objects.bulk_create(entry(by, verb, thing, at, fields, known) for thing, fields in things)


def entry(by, verb, thing, at, fields, known):
    return Event(
        at=at,
        by=by,
        verb=verb,
        model=thing._meta.label_lower,
        object_id=thing.pk,
        fields=sorted(fields),
        programme_id=programme_of(thing, known),
    )


def programme_of(thing, known):
    """The id of the programme that `thing` belongs to, or None: people and organisations belong to several.

    One query at most, and none for what `known`, filled on the way, has seen already.
    """
    way = way_up(thing._meta.model)
    return None if way is None else follow(thing, way, known)


def follow(row, way, known):
    if not way:
        return row.pk
    first, *rest = way
    if len(rest) and row._state.fields_cache.get(first):
        return follow(getattr(row, first), rest, known)
    return look_up(row._meta.get_field(first), row, rest, known)


def look_up(field, row, rest, known):
    key = getattr(row, field.attname)
    if not rest or key is None:
        return key
    if (field.related_model, key) not in known:
        above = field.related_model.objects.filter(pk=key)
        known[field.related_model, key] = above.values_list("__".join(rest), flat=True).first()
    return known[field.related_model, key]


@cache
def way_up(model):
    """The shortest way of foreign keys from `model` to its programme, if it can by those never empty; or None."""
    return shortest(model, lambda field: not field.null) or shortest(model, lambda field: True)


def shortest(model, followed):
    ways, seen = [(model, ())], set()
    for at, way in ways:  # grows as it is walked: the near before the far
        if at is Programme:
            return way
        if at not in seen:
            seen.add(at)
            ways.extend((field.related_model, (*way, field.name)) for field in keys(at) if followed(field))
    return None


def keys(model):
    """Not through a person: they may have a place on several programmes."""
    found = (field for field in model._meta.fields if field.many_to_one or field.one_to_one)
    return [field for field in found if field.related_model is not Person]
