"""{% came_to place %}: what the registers say of a participant; {% came_to place marks %} where they are read."""

from django import template

from workshops.attended import attended, by_day

register = template.Library()


@register.inclusion_tag("workshops/_came_to.html")
def came_to(place, marks=None):
    """Only for pages of those who may know: the participant, the office and the sponsor of their organisation."""
    return {"days": attended(place) if marks is None else by_day(marks)}
