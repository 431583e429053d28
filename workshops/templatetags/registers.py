"""{% registers_of places %}: reads what the registers say of them, for all at once; nothing is shown by it.

{% came_to place %}: that, of one of them.
"""

from django import template
from django.db.models import prefetch_related_objects

from workshops.attended import by_day, marks

register = template.Library()


@register.simple_tag
def registers_of(places):
    prefetch_related_objects(places, marks())
    return ""


@register.inclusion_tag("workshops/_came_to.html")
def came_to(place):
    """Only for pages of those who may know: the participant, the office and the sponsor of their organisation."""
    return {"days": by_day(place.marks)}
