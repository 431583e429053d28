"""{{ seconds|minutes_left }}: a clock's face, such as 7:20."""

from django import template

register = template.Library()


@register.filter
def minutes_left(seconds):
    return f"{seconds // 60}:{seconds % 60:02d}"
