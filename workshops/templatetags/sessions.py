"""{{ day|where }} and {{ session|called }}: a place and a name in one line, without what may not be told.

{{ item.materials|linked }}: lines as a list, web addresses as links that do not say where the reader comes from.
"""

from django import template
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

register = template.Library()
is_address = URLValidator(schemes=["http", "https"])


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


@register.filter
def linked(text):
    """Each line, as a link where it is a web address."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ([link(line)] for line in lines)))


def link(line):
    try:
        is_address(line)
    except ValidationError:
        return line
    return format_html('<a href="{}" rel="noreferrer">{}</a>', line, line)
