"""{% field_of marks one as field %}: the choice that a form has for one offered date."""

from django import template

register = template.Library()


@register.simple_tag
def field_of(form, one):
    return form[f"on_{one.pk}"]
