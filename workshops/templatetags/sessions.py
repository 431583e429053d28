"""{{ day|where }} and {{ session|called }}: a place and a name in one line, without what may not be told."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def where(day):
    """Hartwell Hall, Garden Room; Online where there is only a link."""
    if day.venue:
        return f"{day.venue}, {day.room}" if day.room else str(day.venue)
    return _("Online") if day.online_link else _("Place to follow")


@register.filter
def has_places(groups):
    """Whether any of the parallel groups, rows or as an edition has them, has a room or a lead of its own."""
    seen = [group if isinstance(group, dict) else vars(group) for group in groups]
    return any(group.get("room") or group.get("room_id") or group["lead"] for group in seen)


@register.filter
def called(session):
    """The heading; of another set's or pair's meeting only its kind and set. Needs `rules.grant`."""
    if session.shows_words:
        return session.heading
    kind = session.get_kind_display()
    return f"{kind}, {session.learning_set}" if session.learning_set else kind
